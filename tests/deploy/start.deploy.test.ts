// What is in the API's bundle, and what a start of it costs. Times are printed, not judged: docs/decisions/0010 has a quiet run's.
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventOf, responseOf } from "../support/lambda.ts";
import { unpacked } from "./a-function.ts";
import { bytesAtStart, plainBundle } from "./bundle.ts";
import { startFunction } from "./runtime-api.ts";
import { deployedZip } from "./stand-in/deployed.ts";
import { root } from "./stand-in/sst.ts";

const rounds = 15;

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "sanad-starts-"));
});
afterAll(() => rmSync(home, { recursive: true }));

test("what the API reads at a start is under 800 KB, with no database but Neon's driver in it", async () => {
  const { folder } = deployedZip("Api");
  const inAll = readAtStart(folder).reduce(
    (sum, file) => sum + statSync(join(folder, file)).size,
    0,
  );
  expect(inAll).toBeLessThan(800_000);
  // SST does not tell what is in its bundle; this is another one of the same sources by the same options.
  const bytesByPackage = await bytesAtStart("packages/functions/src/lambda/api.ts");
  for (const name of ["pg", "@electric-sql/pglite", "commander", "htmlparser2", "feedsmith"]) {
    expect([...bytesByPackage.keys()]).not.toContain(name);
  }
  const line = ([name, bytes]: [string, number]) => `${String(bytes).padStart(8)}  ${name}`;
  const rows = [...bytesByPackage].toSorted(([, one], [, other]) => other - one);
  console.log([["read at a start", inAll] as [string, number], ...rows].map(line).join("\n"));
});

/** The entry's file and those that it imports, however indirectly, but for those that it imports on demand. */
function readAtStart(folder: string): string[] {
  const found = new Set(["bundle.mjs"]);
  for (const file of found) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, name = ""] of text.matchAll(/(?:from|import)"\.\/([\w-]+\.mjs)"/g))
      found.add(name);
  }
  return [...found];
}

test("a start is measured beside the least and the plainest that there are", async () => {
  using api = unpacked("Api");
  const warmed = { NODE_COMPILE_CACHE: join(home, "cache") };
  const starts: Record<string, { folder: string; environment: Record<string, string> }> = {
    hello: { folder: await compared("hello"), environment: {} },
    "plain Apollo": { folder: await compared("apollo"), environment: {} },
    "the API": api,
    "the API, compile cache warmed": {
      folder: api.folder,
      environment: { ...api.environment, ...warmed },
    },
  };
  const event = await eventOf(
    new Request("https://abcdefghij.lambda-url.eu-central-1.on.aws/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"query":"{ __typename }"}',
    }),
  );
  warm(api.folder, { ...api.environment, ...warmed }, event);

  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, { folder, environment }] of Object.entries(starts)) {
      const begin = performance.now();
      await using running = await startFunction({ folder, environment });
      const answer = responseOf(await running.invoke(event));
      const took = performance.now() - begin;
      expect(await answer.json()).toEqual({ data: { __typename: "Query" } });
      times.set(name, [...(times.get(name) ?? []), took]);
    }
  }
  const lines = [...times].map(([name, each]) => {
    const sorted = each.toSorted((one, other) => one - other);
    const [least, median] = [sorted[0], sorted[Math.floor(rounds / 2)]];
    return `${median?.toFixed(0).padStart(5)} ms (least ${least?.toFixed(0)})  ${name}`;
  });
  console.log(
    `From a process's start to its first answer, median of ${rounds}:\n${lines.join("\n")}`,
  );
});

/** A handler to compare with, bundled as SST does by itself. */
async function compared(name: string): Promise<string> {
  const folder = join(home, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "bundle.mjs"), await plainBundle(`tests/deploy/compared/${name}.ts`));
  copyFileSync(join(root, "schema.graphql"), join(folder, "schema.graphql"));
  return folder;
}

/** Answers once in a process that ends by itself: only such a one leaves its compile cache behind. */
function warm(folder: string, environment: Record<string, string>, event: unknown): void {
  const program = `const { handler } = await import("./bundle.mjs");
    await handler(${JSON.stringify(event)}, { awsRequestId: "warm" });
    process.exit();`;
  execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "ignore", "pipe"],
  });
}
