// What the README tells a newcomer to type, as it stands there.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { visibleWithinSeconds } from "../packages/functions/src/http/caching.ts";
import { bash, disposableFolder, root, serve, type Server } from "./support/server.ts";

const readme = readFileSync(join(root, "README.md"), "utf8");

/** The README's blocks in one language that hold these words, of which there must be one. */
function block(language: "sh" | "json", words: string): string {
  const blocks = [...readme.matchAll(/```(\w+)\n([^]*?)```/g)]
    .filter(([, name, text]) => name === language && text?.includes(words))
    .map(([, , text]) => text ?? "");
  expect(blocks, `${language} with ${words}`).toHaveLength(1);
  return blocks[0] ?? "";
}

describe("with a server on a new folder", { timeout: 60_000 }, () => {
  const folder = disposableFolder();
  let server: Server;
  beforeAll(async () => {
    server = await serve(folder.path);
  }, 60_000);
  afterAll(async () => {
    await server.kill();
    folder[Symbol.dispose]();
  });

  /** What a block prints whose port is the server's. */
  async function linesOf(script: string): Promise<string[]> {
    const typed = script.replaceAll("localhost:4000", `localhost:${server.port}`);
    const { exitCode, output } = await bash(typed, { DATA_DIR: folder.path });
    expect(exitCode, output).toBe(0);
    return output.split(/\r?\n/).filter((line) => line !== "");
  }

  /** The answers, one a line. */
  async function answersTo(script: string): Promise<unknown[]> {
    return (await linesOf(script)).map((line) => JSON.parse(line) as unknown);
  }

  test("the first query gives the answer that is printed below it", async () => {
    const [answer, ...others] = await answersTo(block("sh", "query={"));
    expect(others).toEqual([]);
    const printed = block("json", "searchClaims");
    expect(answer).toEqual(JSON.parse(printed));
    expect(printed).toContain("آتش‌بس");
  });

  test("an answer is kept for the stated seconds, asked for again by its tag, and a query by its hash", async () => {
    const [kept, tag, status, ...answers] = await linesOf(block("sh", "if-none-match"));
    const rule = kept?.replace(/^cache-control: /i, "");
    expect(readme.replaceAll("\n", " ")).toContain(`\`Cache-Control: ${rule}\``);
    expect(readme).toContain(`within ${visibleWithinSeconds} seconds`);
    expect([tag, status]).toEqual([expect.stringMatching(/^etag: W\/"\w+"$/i), "304"]);
    const claims = { nodes: [{ status: expect.any(String), review: null }] };
    expect(answers.map((answer) => JSON.parse(answer) as unknown)).toEqual([
      { errors: [expect.objectContaining({ message: "PersistedQueryNotFound" })] },
      { data: { claims } },
      { data: { claims } },
    ]);
  });

  test("a claim is taken to publication by hand, and what stood before can still be read", async () => {
    const answers = await answersTo(block("sh", "correctReview"));
    const moved = { data: { moveClaim: { __typename: "MoveClaimSuccess" } } };
    const saved = { data: { saveDraft: { __typename: "SaveDraftSuccess" } } };
    const message = expect.stringMatching(/\w/);
    const unmet = [
      { rule: "INDEPENDENT_SOURCES", message },
      { rule: "BOTH_SIDES_SOUGHT", message },
    ];
    for (const { rule } of unmet) expect(readme).toContain(`\`${rule}\``);
    const correction = { kind: "TYPO", note: "A word was missing." };
    const change = { description: expect.stringMatching(/\p{Script=Arabic}/u) };
    const published = {
      status: "PUBLISHED",
      review: { verdict: "FALSE", summary: "It has three." },
    };
    expect(answers).toEqual([
      moved,
      saved,
      moved,
      { data: { moveClaim: { unmet } } },
      moved,
      saved,
      moved,
      { data: { moveClaim: { claim: published } } },
      { data: { correctReview: { review: { summary: "It has three arches.", correction } } } },
      {
        data: {
          now: {
            review: { summary: "It has three arches." },
            history: { nodes: [change, change, change] },
          },
          before: {
            id: expect.stringMatching(/^claim_\w+@\d+$/),
            review: { summary: "It has three." },
          },
        },
      },
    ]);
  });
});
