/** A wire to a server, which a test cuts at a moment of its choice. */

import { connect, createServer, type Socket } from "node:net";

export type Wire = AsyncDisposable & {
  /** The server's, by the wire. */
  address: string;
  /** How many connections were ever made over it. */
  connections: () => number;
  /**
   * Cuts the connection on which a client says these words, the next so many times: before the server hears them, or once it
   * has answered, which nobody then hears.
   */
  cutAt: (words: string, moment: "before" | "after", times?: number) => void;
};

export async function startWire(address: string): Promise<Wire> {
  const { hostname, port } = new URL(address);
  const open = new Set<Socket>();
  let connections = 0;
  let cut = { words: "", moment: "before", times: 0 };

  const wire = createServer((client) => {
    connections += 1;
    const server = connect(Number(port), hostname);
    const destroy = () => {
      client.destroy();
      server.destroy();
    };
    for (const end of [client, server]) {
      open.add(end);
      end.on("error", destroy);
      end.on("close", () => {
        open.delete(end);
        destroy();
      });
    }
    let isCutAtAnswer = false;
    client.on("data", (said) => {
      if (cut.times === 0 || !said.includes(cut.words)) return void server.write(said);
      cut.times -= 1;
      if (cut.moment === "before") return destroy();
      isCutAtAnswer = true;
      server.write(said);
    });
    server.on("data", (answer) => void (isCutAtAnswer ? destroy() : client.write(answer)));
  });
  await new Promise<void>((resolve) => wire.listen(0, "127.0.0.1", resolve));
  const own = wire.address();
  if (own === null || typeof own === "string") throw new Error("No port was given.");

  const byWire = new URL(address);
  byWire.port = String(own.port);
  return {
    address: byWire.href,
    connections: () => connections,
    cutAt: (words, moment, times = 1) => (cut = { words, moment, times }),
    async [Symbol.asyncDispose]() {
      for (const end of open) end.destroy();
      await new Promise((resolve) => wire.close(resolve));
    },
  };
}
