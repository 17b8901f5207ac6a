/** A workload as it is put to a server. */

import type { Running } from "../servers/index.ts";
import { type Variables, type WorkloadName, workloads } from "./workloads.ts";

export type Question = {
  /** Bodies for one slice, others each time. */
  someBodies: () => string[];
  /** The data of the answers to the first of the bodies, in their order. */
  answers: () => Promise<unknown[]>;
  /** One request after the other; gives back how many. */
  askAll: () => Promise<number>;
  answerBytes: () => Promise<number>;
};

/** The client that loads holds them all ready for each of its connections. */
const bodiesASlice = 50;
const compared = 20;

export async function questionFor(
  server: Running,
  workload: WorkloadName,
  variables: readonly Variables[],
): Promise<Question> {
  const query = server.dialect?.queries[workload] ?? workloads[workload].query;
  const translated = (await server.dialect?.translate(server.url, variables)) ?? variables;
  const operationName = /^query (\w+)/.exec(query)?.[1];
  const bodies = translated.map((each) =>
    JSON.stringify({ query, operationName, variables: each }),
  );
  const ask = async (body: string) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(server.url, { method: "POST", headers, body });
    return response.text();
  };
  let next = 0;
  return {
    someBodies() {
      const some = bodies.slice(next, next + bodiesASlice);
      next = (next + bodiesASlice) % bodies.length;
      return some;
    },
    async answers() {
      const answers: unknown[] = [];
      for (const body of bodies.slice(0, compared))
        answers.push(readAnswer(server, await ask(body)));
      return answers;
    },
    async askAll() {
      const asked = bodies.slice(0, compared);
      for (const body of asked) await ask(body);
      return asked.length;
    },
    answerBytes: async () => Buffer.byteLength(await ask(bodies[0] ?? "")),
  };
}

function readAnswer(server: Running, text: string): unknown {
  const { data, errors } = JSON.parse(text, server.dialect?.revive) as Partial<
    Record<"data" | "errors", unknown>
  >;
  if (errors !== undefined) throw new Error(`${server.name} answers with errors: ${text}`);
  return data;
}
