// An archive's bytes come in whatever pieces a disk or a pipe makes of them.
import { archiveLines } from "@sanad/core/archive";
import { expect, test } from "vitest";
import { collect } from "../support/archive.ts";

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

test.each([1, 2, 3, 7, 1_000])("lines are the same in pieces of %d bytes", async (size) => {
  const bytes = Buffer.from('{"a":"آتش‌بس"}\n\n{"b":"\u2028😀"}\nend');
  expect(await collect(archiveLines(inPieces(bytes, size)))).toEqual([
    '{"a":"آتش‌بس"}',
    "",
    '{"b":"\u2028😀"}',
    "end",
  ]);
});

test("what is no UTF-8 is refused by its line", async () => {
  const bytes = Buffer.concat([Buffer.from("{}\n"), Buffer.from([0x7b, 0xff, 0x7d, 0x0a])]);
  await expect(collect(archiveLines(inPieces(bytes, 3)))).rejects.toThrow(/^Line 2 is no UTF-8/);
});

test("a line without an end is refused before it fills the memory", async () => {
  let given = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (const chunk = Buffer.alloc(1024 * 1024, "x"); ; given++) yield chunk;
  }
  await expect(collect(archiveLines(endless()))).rejects.toThrow(/^Line 1 is longer than any row/);
  expect(given).toBeLessThan(100);
});
