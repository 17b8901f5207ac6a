/** An endpoint for vectors on this machine, and our client of it. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { createEmbedder } from "../../packages/functions/src/embeddings.ts";
import { createLog } from "../../packages/functions/src/log.ts";

type Asked = { model: string; input: string[]; authorization: string | undefined };
type Answer = (asked: Asked, response: ServerResponse) => void;

/** What a text means is given; whatever else is asked means something of its own. */
export function meaning(meanings: Readonly<Record<string, readonly number[]>>): Answer {
  return ({ input }, response) => {
    const data = input.map((text, index) => ({
      index,
      embedding: meanings[text] ?? [0, 0, 1],
    }));
    response.end(JSON.stringify({ data }));
  };
}

export type Endpoint = { url: string; answer: Answer; asked: Asked[]; stop: () => Promise<void> };

/** Answers as it is told to, which may change. */
export async function anEndpoint(answer: Answer): Promise<Endpoint> {
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const asked = { ...JSON.parse(body), authorization: request.headers.authorization };
      endpoint.asked.push(asked);
      endpoint.answer(asked, response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    if (server.listening) await once(server.close(), "close");
  };
  const endpoint: Endpoint = { url: `http://127.0.0.1:${port}/v1`, answer, asked: [], stop };
  onTestFinished(stop);
  return endpoint;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Sanad's own client of it, under a clock that goes on only where the test says so. */
export function anEmbedder({ url }: Endpoint, key: string | null = null) {
  const clock = { now: new Date("2025-05-20T08:00:00Z") };
  const lines: string[] = [];
  const log = createLog("debug", { write: (line) => lines.push(line) });
  const embedder = createEmbedder({ url, model: "meaning", key }, log, () => clock.now);
  const wait = (seconds: number) => {
    clock.now = new Date(clock.now.getTime() + seconds * 1_000);
  };
  return { embedder, lines, wait };
}
