import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import type { Doors } from "../http/request.ts";
import type { Invocation } from "./invocation.ts";

export type { LambdaContext, LambdaEvent } from "hono/aws-lambda";

/** The app as Lambda's handler, for events in payload format 2.0. What is no text, such as a font, is answered as base64. */
export function serve(app: Hono<Doors>) {
  const everything = new Hono<{ Bindings: Invocation }>().all("*", (c) => {
    restoreHeaders(c.req.raw, c.env);
    return app.fetch(c.req.raw, c.env);
  });
  return handle(everything);
}

/**
 * `hono/aws-lambda` leaves an empty header out, and writes one beyond ASCII with percent signs. An Idempotency-Key that must be
 * refused would so be none, or another; here the headers are again what Node's HTTP server makes of them.
 */
function restoreHeaders(request: Request, { event }: Invocation): void {
  for (const [name, value = ""] of Object.entries(event.headers)) {
    if (value === "" || !/^[\x20-\x7e]*$/.test(value))
      request.headers.set(name, Buffer.from(value).toString("latin1"));
  }
}
