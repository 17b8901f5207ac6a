import type { Embedder } from "@sanad/core/embedding";
import type { Model, Ranker } from "@sanad/core/match";
import { type Collection, readItems, readQuestions } from "./collections.ts";
import { casesOf, examplesOf, fusedOf } from "./examples.ts";
import { type Example, learnDecider, learnRanker } from "./learn.ts";
import { type Fused, learnWeight } from "./learn-weight.ts";
import { loadNewsroom } from "./load.ts";
import { sample } from "./measure.ts";

/** Of one collection: a large one must not outweigh the others. */
const maxQuestions = 2_000;
/** Each is embedded, and so are all the claims. */
const maxEmbeddedQuestions = 300;
const epochs = 25;
const seed = 1;
const wantedPrecision = 0.9;

/** The model, from the questions that are not held out. */
export async function train(server: string, collections: readonly Collection[]): Promise<Model> {
  const examples: Example[] = [];
  for (const collection of collections) {
    console.error(`Reading ${collection.name}`);
    const newsroom = await loadNewsroom(
      server,
      `train_${collection.documents}`,
      readItems(collection),
    );
    const questions = readQuestions(collection).filter(({ isHeldOut }) => !isHeldOut);
    examples.push(...(await examplesOf(newsroom, sample(questions, maxQuestions))));
    await newsroom.close();
  }
  console.error(`Learning from ${examples.length} questions`);
  const ranker = learnRanker(examples, epochs, seed);
  const decider = learnDecider(casesOf(ranker, examples), wantedPrecision, epochs, seed);
  return { ranker, decider };
}

/** The weight of similarity by meaning beside a ranker, from questions that are not held out. */
export async function trainWeight(
  server: string,
  collections: readonly Collection[],
  ranker: Ranker,
  embedder: Embedder,
): Promise<number> {
  const all: Fused[] = [];
  for (const collection of collections) {
    console.error(`Embedding ${collection.name}`);
    const name = `embedded_${collection.documents}`;
    const newsroom = await loadNewsroom(server, name, readItems(collection), embedder);
    const questions = readQuestions(collection).filter(({ isHeldOut }) => !isHeldOut);
    all.push(...(await fusedOf(newsroom, ranker, sample(questions, maxEmbeddedQuestions))));
    await newsroom.close();
  }
  return learnWeight(all);
}
