/** A request as Lambda gets it, and the way through Lambda's handler that the contract's tests take where TEST_DOOR is `lambda`. */

import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { createApp } from "../../packages/functions/src/app.ts";
import { createGraphQL, type GraphQLDoor } from "../../packages/functions/src/graphql/server.ts";
import { clientOf, newRequestId } from "../../packages/functions/src/lambda/invocation.ts";
import { type LambdaContext, serve } from "../../packages/functions/src/lambda/serve.ts";
import { createLog } from "../../packages/functions/src/log.ts";

export const isThroughLambda = process.env["TEST_DOOR"] === "lambda";

type Options = Parameters<typeof createGraphQL>[0];

/** The door itself; or, with `TEST_DOOR=lambda`, the same behind the app and Lambda's handler. */
export function openDoor(options: Options): Pick<GraphQLDoor, "handle"> {
  const graphql = createGraphQL(options);
  return isThroughLambda ? throughLambda(graphql) : graphql;
}

function throughLambda(graphql: GraphQLDoor): Pick<GraphQLDoor, "handle"> {
  return {
    async handle(request, { db, actor, now }) {
      const app = createApp({
        db,
        graphql,
        // Who asks is the test's to say; that tokens say it has tests of its own.
        authenticate: async () => actor,
        log: createLog("silent"),
        now,
        newsroom: { name: "Sanad", url: "https://sanad.example" },
        searchRequiresKey: false,
        explorerFolder: "/nowhere",
        corsOrigins: null,
        clientOf,
        newRequestId,
      });
      const context = { awsRequestId: randomUUID() } as LambdaContext;
      return responseOf(await serve(app)((await eventOf(request)) as never, context));
    },
  };
}

/** What a function's own address makes of a request: payload format 2.0, as API Gateway has it too. */
export async function eventOf(request: Request): Promise<APIGatewayProxyEventV2> {
  const url = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  const isText = isUtf8(body);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: { ...Object.fromEntries(request.headers), host: url.host },
    requestContext: {
      accountId: "anonymous",
      apiId: "abcdefghij",
      domainName: url.host,
      domainPrefix: "abcdefghij",
      http: {
        method: request.method,
        path: url.pathname,
        protocol: "HTTP/1.1",
        sourceIp: "203.0.113.7",
        userAgent: request.headers.get("user-agent") ?? "",
      },
      requestId: randomUUID(),
      routeKey: "$default",
      stage: "$default",
      time: "24/Nov/2026:12:00:00 +0000",
      timeEpoch: 1795521600000,
    },
    ...(body.length > 0 && { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: !isText,
  };
}

/** What a client gets of what the handler gave back. */
export function responseOf(result: unknown): Response {
  const {
    statusCode = 200,
    headers = {},
    body = "",
    isBase64Encoded = false,
  } = result as APIGatewayProxyStructuredResultV2;
  const isEmpty = [204, 304].includes(statusCode);
  return new Response(isEmpty ? null : Buffer.from(body, isBase64Encoded ? "base64" : "utf8"), {
    status: statusCode,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
  });
}
