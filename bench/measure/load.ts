/** Load on a server: so many connections, each with one request after the other. */

import autocannon from "autocannon";

export type Load = {
  requests: number;
  seconds: number;
  /** Milliseconds from request to answer, in no order. */
  latencies: number[];
};

/** JSON by POST, where nothing else is said. */
export type Asked = {
  body?: string;
  method?: "GET";
  path?: string;
  headers?: Record<string, string>;
};

export type LoadOptions = {
  url: string;
  /** In turn on each connection, or made anew for each request. */
  requests: readonly Asked[] | (() => Asked);
  connections: number;
  seconds: number;
  /** Whether answers may be refusals. */
  mayRefuse?: boolean;
};

/** @throws {Error} where there was no answer, or one that it must not be */
export async function load({
  url,
  requests,
  connections,
  seconds,
  mayRefuse = false,
}: LoadOptions): Promise<Load> {
  const latencies: number[] = [];
  const started = performance.now();
  let last = started;
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  const run = autocannon(
    {
      url,
      connections,
      duration: seconds,
      // Whatever takes long is to be seen as that.
      timeout: 60,
      // It looks so often whether the time has come.
      sampleInt: 50,
      excludeErrorStats: true,
      requests: asAutocannon(requests),
    } as autocannon.Options,
    (error: Error | null, result) => (error === null ? resolve(result) : reject(error)),
  );
  run.on("response", (_client, _status, _bytes, milliseconds) => {
    latencies.push(milliseconds);
    last = performance.now();
  });
  const result = await promise;
  const failed = result.errors + (mayRefuse ? result["5xx"] : result.non2xx);
  if (failed > 0) throw new Error(`${url} failed ${failed} requests.`);
  return { requests: latencies.length, seconds: (last - started) / 1_000, latencies };
}

function asAutocannon(requests: LoadOptions["requests"]): autocannon.Request[] {
  if (typeof requests !== "function") return requests.map(asRequest);
  return [{ setupRequest: (each) => ({ ...each, ...asRequest(requests()) }) }];
}

function asRequest({ headers, ...asked }: Asked): autocannon.Request {
  return {
    method: "POST",
    ...asked,
    headers: { "content-type": "application/json", ...headers },
  };
}
