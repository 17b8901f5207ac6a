/** Serving on a machine: one HTTP server that starts with a sentence or not at all, and stops without cutting anyone off. */

import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";

/** A request in flight has so long to end once the server stops. */
const drainMs = 10_000;

/** npm passes on the terminal's signal, so that one Ctrl+C arrives twice: only one that comes later is another. */
const sameSignalMs = 1_000;

type Fetch = (request: Request) => Response | Promise<Response>;
export type RunningServer = { port: number; stop(): Promise<void> };

/**
 * Listens, then asks for the app, which may need to know the port; requests that come meanwhile wait for it.
 * @throws {Error} with a sentence that names HOST or PORT
 */
export async function startServer(
  { host, port }: { host: string; port: number },
  appAt: (port: number) => Promise<{ fetch: Fetch }>,
): Promise<RunningServer> {
  const { promise: app, resolve, reject } = Promise.withResolvers<{ fetch: Fetch }>();
  app.catch(() => {}); // Whoever waits for it is told; that nobody may is no fault.
  const server = createAdaptorServer({
    fetch: async (request) => (await app).fetch(request),
  }) as Server;
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new Error(whyNot(error, host, port), { cause: error });
  }
  const { port: taken } = server.address() as AddressInfo;
  try {
    resolve(await appAt(taken));
  } catch (error) {
    reject(error);
    await stop(server);
    throw error;
  }
  return { port: taken, stop: () => stop(server) };
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

async function stop(server: Server): Promise<void> {
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
