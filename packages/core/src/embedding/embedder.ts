/** What makes vectors of texts, such that texts which mean nearly the same have vectors that point nearly the same way. */
export type Embedder = {
  /** Vectors are compared with those of the same model alone. */
  readonly model: string;
  /**
   * A vector for each text, in their order, all of as many numbers and none of zeros alone. What goes wrong is logged by it, and
   * not by core.
   * @throws {TextsRefused} where it is these texts that it does not take
   * @throws where it gives nothing for another reason, and a later try may succeed
   */
  embed(texts: readonly string[], timeoutMs: number): Promise<readonly Float32Array[]>;
};

export class TextsRefused extends Error {
  override name = "TextsRefused";
}

/** Longer texts are cut: models read some hundred words, and some endpoints refuse what is longer. */
export const maxEmbeddedChars = 2_000;
