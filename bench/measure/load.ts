/** Load on a server: so many connections, each with one request after the other. */

import autocannon from "autocannon";

export type Load = {
  requests: number;
  seconds: number;
  /** Milliseconds from request to answer, in no order. */
  latencies: number[];
};

export type LoadOptions = {
  url: string;
  /** In turn on each connection, or made anew for each request. */
  bodies: readonly string[] | (() => string);
  connections: number;
  seconds: number;
};

/** @throws {Error} where an answer was no 200 */
export async function load({ url, bodies, connections, seconds }: LoadOptions): Promise<Load> {
  const latencies: number[] = [];
  const started = performance.now();
  let last = started;
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  const run = autocannon(
    {
      url,
      connections,
      duration: seconds,
      // It looks so often whether the time has come.
      sampleInt: 50,
      excludeErrorStats: true,
      requests: requestsWith(bodies),
    } as autocannon.Options,
    (error: Error | null, result) => (error === null ? resolve(result) : reject(error)),
  );
  run.on("response", (_client, _status, _bytes, milliseconds) => {
    latencies.push(milliseconds);
    last = performance.now();
  });
  const { errors, non2xx } = await promise;
  if (errors + non2xx > 0) throw new Error(`${url} failed ${errors + non2xx} requests.`);
  return { requests: latencies.length, seconds: (last - started) / 1_000, latencies };
}

function requestsWith(bodies: LoadOptions["bodies"]): autocannon.Request[] {
  const request = { method: "POST", headers: { "content-type": "application/json" } } as const;
  return typeof bodies === "function"
    ? [{ ...request, setupRequest: (each) => ({ ...each, body: bodies() }) }]
    : bodies.map((body) => ({ ...request, body }));
}
