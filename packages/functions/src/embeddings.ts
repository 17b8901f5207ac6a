/**
 * Vectors from any endpoint that answers as OpenAI's does: `POST …/embeddings`. What fails is told in the log, without the key and
 * the texts, and then the endpoint is let alone for a while, so that who asks next need not wait for it.
 * @see https://platform.openai.com/docs/api-reference/embeddings/create
 */

import { type Embedder, TextsRefused } from "@sanad/core/embedding";
import type { Log } from "./log.ts";

export type EmbeddingsConfig = {
  /** Without a slash at its end. */
  url: string;
  model: string;
  key: string | null;
};

/** As many as Hugging Face's server takes at once by default; others take more. */
const batchSize = 32;
const restSeconds = 10;
const maxRestSeconds = 300;

/** What an endpoint answers where the texts are too long, or no texts to it. */
const refusals = new Set([400, 413, 422]);

export function createEmbedder(config: EmbeddingsConfig, log: Log, now: () => Date): Embedder {
  let restsUntil = 0;

  async function embedBatch(texts: readonly string[], signal: AbortSignal) {
    const response = await ask(config, texts, signal);
    if (response.ok) return vectorsIn(await response.json(), texts.length);
    await response.body?.cancel();
    const message = `The embeddings endpoint answered with status ${response.status}.`;
    if (refusals.has(response.status)) throw new TextsRefused(message);
    throw new NoAnswer(message, secondsToRest(response));
  }

  return {
    model: config.model,
    async embed(texts, timeoutMs) {
      if (now().getTime() < restsUntil) throw new Error("The embeddings endpoint is let alone.");
      const signal = AbortSignal.timeout(timeoutMs);
      const vectors: Float32Array[] = [];
      try {
        for (let from = 0; from < texts.length; from += batchSize)
          vectors.push(...(await embedBatch(texts.slice(from, from + batchSize), signal)));
        if (new Set(vectors.map(({ length }) => length)).size > 1) throw new NoVectors();
        return vectors;
      } catch (error) {
        log.warn({ error, model: config.model }, "Texts were not embedded.");
        if (!(error instanceof TextsRefused)) {
          const seconds = error instanceof NoAnswer ? error.restSeconds : restSeconds;
          restsUntil = now().getTime() + seconds * 1_000;
        }
        throw error;
      }
    },
  };
}

class NoAnswer extends Error {
  override name = "NoAnswer";
  readonly restSeconds: number;

  constructor(message: string, restSeconds: number) {
    super(message);
    this.restSeconds = restSeconds;
  }
}

class NoVectors extends Error {
  override name = "NoVectors";

  constructor() {
    super("The embeddings endpoint answered with something other than a vector for each text.");
  }
}

function ask({ url, model, key }: EmbeddingsConfig, texts: readonly string[], signal: AbortSignal) {
  return fetch(`${url}/embeddings`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(key !== null && { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ model, input: texts, encoding_format: "float" }),
    // Whoever it would be sent on to was not given the key.
    redirect: "error",
    signal,
  });
}

function secondsToRest(response: Response): number {
  const asked = Number(response.headers.get("retry-after"));
  return asked > 0 ? Math.min(asked, maxRestSeconds) : restSeconds;
}

/** @throws {NoVectors} */
function vectorsIn(answer: unknown, count: number): Float32Array[] {
  const { data } = (answer ?? {}) as { data?: unknown };
  if (!Array.isArray(data) || data.length !== count) throw new NoVectors();
  const vectors = Array.from<Float32Array | undefined>({ length: count });
  for (const [place, item] of data.entries()) {
    const { index = place, embedding } = (item ?? {}) as { index?: number; embedding?: unknown };
    if (!isVector(embedding)) throw new NoVectors();
    vectors[index] = Float32Array.from(embedding);
  }
  const isWhole = vectors.length === count && vectors.every((each) => each !== undefined);
  if (!isWhole) throw new NoVectors();
  return vectors;
}

function isVector(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.every((each) => Number.isFinite(each)) &&
    value.some((each) => each !== 0)
  );
}
