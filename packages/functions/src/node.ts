/** Serving on a machine: one HTTP server that starts with a sentence or not at all, and stops without cutting anyone off. */

import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/** A request in flight has so long to end once the server stops. */
const drainMs = 10_000;

/** npm passes on the terminal's signal, so that one Ctrl+C arrives twice: only one that comes later is another. */
const sameSignalMs = 1_000;

export type Served = {
  fetch(request: Request, bindings: object): Response | Promise<Response>;
  /** Called once the last request has its answer. */
  stop(): Promise<void>;
};
export type RunningServer = { port: number; stop(): Promise<void> };

/**
 * Listens, then makes what is served, which may need to know the port.
 * @throws {Error} with a sentence that names HOST or PORT
 */
export async function startServer(
  { host, port }: { host: string; port: number },
  serveAt: (port: number) => Served,
): Promise<RunningServer> {
  let served: Served | undefined;
  const server = createAdaptorServer({
    fetch: (request, bindings) =>
      served?.fetch(request, bindings) ?? new Response(null, { status: 503 }),
  }) as Server;
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new Error(whyNot(error, host, port), { cause: error });
  }
  const address = server.address() as AddressInfo;
  try {
    served = serveAt(address.port);
  } catch (error) {
    server.close();
    throw error;
  }
  return {
    port: address.port,
    async stop() {
      await drain(server);
      await served?.stop();
    },
  };
}

/** The other end of the connection: a proxy's address where one is between, since anybody can write X-Forwarded-For. */
export function clientOf(c: Context): string | null {
  return getConnInfo(c).remote.address ?? null;
}

function whyNot(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} is in use: stop what listens there, or set PORT to another one (0 takes any that is free).`;
    case "EACCES":
      return `Port ${port} may not be used by this user: set PORT to one from 1024 up.`;
    default:
      return `Nothing can listen at ${host}, port ${port} (${code}): check HOST and PORT.`;
  }
}

async function drain(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  // A connection that is kept alive would hold the server open for seconds after its last answer.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const force = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(force);
}

/** Resolves once somebody asks the process to stop; who asks again after that ends it at once. */
export async function untilAskedToStop(): Promise<void> {
  const signals = { SIGINT: 130, SIGTERM: 143 };
  const { promise, resolve } = Promise.withResolvers<void>();
  let asked: number | null = null;
  for (const [signal, exitCode] of Object.entries(signals)) {
    process.on(signal, () => {
      asked ??= performance.now();
      if (performance.now() - asked > sameSignalMs) process.exit(exitCode);
      resolve();
    });
  }
  await promise;
}
