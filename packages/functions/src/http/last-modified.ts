import type { Context } from "hono";
import type { Doors } from "./request.ts";

/**
 * Says when what is answered was last written; gives back the answer where whoever asks has it already. A second that is not over
 * is not named: more may be written in it, and nobody would see that from the time. Where an ETag was sent, that decides.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.3
 */
export function unchangedSince(c: Context<Doors>, writtenAt: Date, now: Date): Response | null {
  const second = Math.floor(writtenAt.getTime() / 1000) * 1000;
  if (second + 1000 > now.getTime()) return null;
  c.header("Last-Modified", new Date(second).toUTCString());
  if (c.req.header("if-none-match") !== undefined) return null;
  const since = Date.parse(c.req.header("if-modified-since") ?? "");
  return since >= second ? c.body(null, 304) : null;
}
