/** Files for readers, as streams of bytes that are never whole. */

/** The pieces one after the other, each as one chunk. */
export async function* chunks(...pieces: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces)
    yield typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
}

/** The same bytes, so many at once. */
export async function* inChunksOf(
  size: number,
  whole: string | Uint8Array,
): AsyncGenerator<Uint8Array> {
  const bytes = typeof whole === "string" ? new TextEncoder().encode(whole) : whole;
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** What a generator gives, as a list. */
export async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
