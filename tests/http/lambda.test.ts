// Events as AWS makes them, in payload format 2.0: of a function's own address, of CloudFront before it, of API Gateway.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { expect, test } from "vitest";
import { clientOf, newRequestId } from "../../packages/functions/src/lambda/invocation.ts";
import { type LambdaContext, serve } from "../../packages/functions/src/lambda/serve.ts";
import { eventOf } from "../support/lambda.ts";
import { anApp, explorerFolder, noDatabase, query } from "./an-app.ts";

const { app, lines } = anApp(noDatabase, { clientOf, newRequestId });
const handler = serve(app);

async function answer(
  path: string,
  init: RequestInit = {},
  given: object = {},
): Promise<APIGatewayProxyStructuredResultV2 & { headers: Record<string, string>; body: string }> {
  const request = new Request(`https://abcdefghij.lambda-url.eu-central-1.on.aws${path}`, init);
  const event = { ...(await eventOf(request)), ...given };
  const context = { awsRequestId: "8476a536-e9f4-11e8-9739-2dfe598c3fcd" } as LambdaContext;
  lines.length = 0;
  return (await handler(event as never, context)) as never;
}

const typename = '{"data":{"__typename":"Query"}}';

test("a function's own address is answered, under the invocation's id and the caller's address", async () => {
  const { statusCode, headers, body } = await answer("/graphql", query("{ __typename }"));
  expect([statusCode, body.trim()]).toEqual([200, typename]);
  expect(headers["x-request-id"]).toBe("8476a536-e9f4-11e8-9739-2dfe598c3fcd");
  expect(lines[0]).toMatchObject({
    requestId: "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
    client: "203.0.113.7",
  });
});

test("an id that the client sent is kept", async () => {
  const { headers } = await answer(
    "/graphql",
    query("{ __typename }", { "x-request-id": "trace-42" }),
  );
  expect(headers["x-request-id"]).toBe("trace-42");
});

test.for([
  ["198.51.100.10:46532", "198.51.100.10"],
  ["2001:db8:85a3::8a2e:370:7334:46532", "2001:db8:85a3::8a2e:370:7334"],
])("behind CloudFront the caller is the viewer, here %s", async ([viewer, client]) => {
  const forwarded = {
    via: "2.0 6f1e2b3c4d5e6f7a8b9c0d1e2f3a4b5c.cloudfront.net (CloudFront)",
    "x-amz-cf-id": "OQxH8rN0b1c2d3e4f5g6h7i8j9k0l1m2n3o4p5q6r7s8t9u0v1w2xy==",
    "x-forwarded-for": "198.51.100.10",
    "x-forwarded-host": "api.sanad.example",
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
    "cloudfront-viewer-address": viewer ?? "",
  };
  const { statusCode } = await answer("/graphql", query("{ __typename }", forwarded));
  expect(statusCode).toBe(200);
  expect(lines[0]).toMatchObject({ client });
});

test("API Gateway's HTTP API is answered alike, its cookies included", async () => {
  const { statusCode, body } = await answer("/graphql", query("{ __typename }"), {
    routeKey: "POST /graphql",
    cookies: ["session=1"],
  });
  expect([statusCode, body.trim()]).toEqual([200, typename]);
});

test("a query string and a body in base64 are read", async () => {
  const got = await answer("/graphql?query=%7B__typename%7D", {
    headers: { "apollo-require-preflight": "1" },
  });
  expect(got.body.trim()).toBe(typename);
  const { body = "" } = await eventOf(
    new Request("https://x.example/", query("{ text: __typename }")),
  );
  const sent = await answer("/graphql", query("{}"), {
    body: Buffer.from(body).toString("base64"),
    isBase64Encoded: true,
  });
  expect(JSON.parse(sent.body)).toEqual({ data: { text: "Query" } });
});

test("a font and what is packed come as base64, byte for byte, and a page as text", async () => {
  const assets = readdirSync(join(explorerFolder, "assets"));
  const font = assets.find((name) => name.endsWith(".ttf"));
  const binary = await answer(`/explorer/assets/${font}`);
  expect(binary.isBase64Encoded).toBe(true);
  expect(Buffer.from(binary.body, "base64")).toEqual(
    readFileSync(join(explorerFolder, "assets", font ?? "")),
  );
  const script = assets.find((name) => name.endsWith(".js.gz"));
  const packed = await answer(`/explorer/assets/${script?.replace(".gz", "")}`, {
    headers: { "accept-encoding": "gzip, br" },
  });
  expect([packed.isBase64Encoded, packed.headers["content-encoding"]]).toEqual([true, "gzip"]);
  expect(Buffer.from(packed.body, "base64")).toEqual(
    readFileSync(join(explorerFolder, "assets", script ?? "")),
  );
  const page = await answer("/graphql", { headers: { accept: "text/html" } });
  expect([page.isBase64Encoded, page.body.slice(0, 15)]).toEqual([false, "<!doctype html>"]);
});
