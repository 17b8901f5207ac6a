import type { Embedder } from "./embedder.ts";

/** A vector as Postgres reads it; of length one, so that none of its numbers is beyond half precision. */
export type Vector = { readonly numbers: number; readonly text: string };

export async function embed(
  embedder: Embedder,
  texts: readonly string[],
  timeoutMs: number,
): Promise<Vector[]> {
  return (await embedder.embed(texts, timeoutMs)).map(vectorOf);
}

function vectorOf(given: Float32Array): Vector {
  const size = Math.hypot(...given);
  const text = `[${Array.from(given, (each) => (each / size).toPrecision(6)).join(",")}]`;
  return { numbers: given.length, text };
}
