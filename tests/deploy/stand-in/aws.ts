/** AWS as far as SST's command asks for it itself: parameters (SSM), objects (S3) and whose keys these are (STS). In memory, and only on this machine. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Answer = { status: number; type?: string; body?: string | Buffer };

/** What `sst` finds in an account that it has been used in before. */
const bootstrap = JSON.stringify({
  version: 5,
  asset: "sst-asset",
  assetEcrRegistryId: "000000000000",
  assetEcrUrl: "000000000000.dkr.ecr.eu-central-1.amazonaws.com/sst-asset",
  state: "sst-state",
});

export async function startAws(): Promise<{ url: string; stop: () => Promise<void> }> {
  const parameters = new Map([["/sst/bootstrap", bootstrap]]);
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    void readBody(request).then((body) => send(response, respond(request, body)));
  });

  function respond(request: IncomingMessage, body: Buffer): Answer {
    const target = request.headers["x-amz-target"];
    if (typeof target === "string") return parameter(target, JSON.parse(body.toString()));
    if (body.includes("Action=GetCallerIdentity")) return { status: 200, body: identity };
    return object(request, body);
  }

  function parameter(target: string, { Name, Value }: { Name: string; Value?: string }): Answer {
    const type = "application/x-amz-json-1.1";
    if (target === "AmazonSSM.PutParameter") {
      parameters.set(Name, Value ?? "");
      return { status: 200, type, body: JSON.stringify({ Version: 1 }) };
    }
    const found = parameters.get(Name);
    return found === undefined
      ? { status: 400, type, body: JSON.stringify({ __type: "ParameterNotFound" }) }
      : { status: 200, type, body: JSON.stringify({ Parameter: { Name, Value: found } }) };
  }

  function object(request: IncomingMessage, body: Buffer): Answer {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://s3");
    if (searchParams.has("list-type")) {
      const start = `${pathname.replace(/\/$/, "")}/`;
      const keys = [...objects.keys()]
        .filter((path) => path.startsWith(start + (searchParams.get("prefix") ?? "")))
        .map((path) => `<Contents><Key>${path.slice(start.length)}</Key></Contents>`);
      return { status: 200, body: `<ListBucketResult>${keys.join("")}</ListBucketResult>` };
    }
    switch (request.method) {
      case "PUT":
        objects.set(pathname, isChunked(request) ? joinChunks(body) : body);
        return { status: 200 };
      case "DELETE":
        objects.delete(pathname);
        return { status: 204 };
      default: {
        const found = objects.get(pathname);
        const missing = "<Error><Code>NoSuchKey</Code></Error>";
        return found ? { status: 200, body: found } : { status: 404, body: missing };
      }
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const identity =
  "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>000000000000</Account><UserId>test</UserId>" +
  "<Arn>arn:aws:iam::000000000000:user/test</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>";

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, type = "application/xml", body }: Answer): void {
  response.writeHead(status, { "content-type": type, etag: '"any"', connection: "close" });
  response.end(body);
}

function isChunked({ headers }: IncomingMessage): boolean {
  return headers["content-encoding"]?.includes("aws-chunked") === true;
}

/** The SDK uploads in chunks, each after a line with its length in hexadecimal. */
function joinChunks(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const endOfLine = body.indexOf("\r\n", at);
    const length = Number.parseInt(body.toString("latin1", at, endOfLine), 16);
    if (!(length > 0)) return Buffer.concat(chunks);
    chunks.push(body.subarray(endOfLine + 2, endOfLine + 2 + length));
    at = endOfLine + 2 + length + 2;
  }
}
