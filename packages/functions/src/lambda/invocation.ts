/** What an invocation tells besides its request: the same for a function's own address, CloudFront before it or not, and API Gateway. */

import type { Context } from "hono";
import type { Doors } from "../http/request.ts";

/** What `hono/aws-lambda` hands on with each request. */
export type Invocation = {
  event: {
    headers: Readonly<Record<string, string | undefined>>;
    requestContext: { http: { sourceIp: string } };
  };
  lambdaContext: { awsRequestId: string };
};

/**
 * The viewer's address. It is for the log and for nothing else: CloudFront writes its header over whatever came, but whoever
 * calls the function's own address, past CloudFront, may write there what they like.
 */
export function clientOf(c: Context<Doors>): string | null {
  const viewer = c.req.header("cloudfront-viewer-address");
  // The port stands behind the last colon, of IPv6 too, which has no brackets here.
  if (viewer !== undefined) return viewer.slice(0, viewer.lastIndexOf(":"));
  return invocationOf(c).event.requestContext.http.sourceIp;
}

/** The invocation's own id, by which CloudWatch finds what Lambda itself logged of it. */
export function newRequestId(c: Context<Doors>): string {
  return invocationOf(c).lambdaContext.awsRequestId;
}

// The app knows no bindings, since on a laptop there are none.
const invocationOf = (c: Context<Doors>) => c.env as Invocation;
