/** Where a command's lines go: to stdout, or to a file that is there only once it is whole. */

import { createWriteStream } from "node:fs";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** A line at a time would be a call of the system's for each. */
const chunkChars = 65_536;

/**
 * Writes text as fast as it is taken, to stdout where there is no file.
 * @param mode the file's permissions
 * @throws {Error} with a sentence: it was told to stop, nobody reads its output, or the file cannot be written
 */
export async function writeOut(
  texts: AsyncIterable<string>,
  file: string | undefined,
  mode: number,
): Promise<void> {
  if (file === undefined) {
    await pour(texts, process.stdout, { end: false });
    return;
  }
  const there = await stat(file).catch(() => null);
  // A pipe or a device is written to, and never replaced.
  if (there !== null && !there.isFile()) {
    await pour(texts, createWriteStream(file));
    return;
  }
  const target = there === null ? file : await realpath(file);
  const partial = `${target}.${process.pid}.partial`;
  try {
    await pour(texts, createWriteStream(partial, { flags: "wx", mode }));
    await keep(partial);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function pour(
  texts: AsyncIterable<string>,
  target: Writable,
  options: { end?: boolean } = {},
): Promise<void> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  try {
    await pipeline(inChunks(texts), target, { ...options, signal: stop.signal });
  } catch (error) {
    throw stop.signal.aborted ? new Error("It was told to stop.", { cause: error }) : told(error);
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

async function* inChunks(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = "";
  for await (const text of texts) {
    chunk += text;
    if (chunk.length < chunkChars) continue;
    yield chunk;
    chunk = "";
  }
  yield chunk;
}

/** A power cut after the file has its name must not find it empty. */
async function keep(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync();
  await handle.close();
}

/** What the output refused, and without its cause, whose code could be the database's as well. */
function told(error: unknown): unknown {
  if (!(error instanceof Error && "syscall" in error && "code" in error)) return error;
  if (error.code === "EPIPE") return new Error("Nobody reads its output.");
  return error.syscall === "open" || error.syscall === "write"
    ? new Error(`Its output cannot be written (${String(error.code)}).`)
    : error;
}
