import type { Model } from "@sanad/core/match";
import { type Collection, readItems, readQuestions } from "./collections.ts";
import { casesOf, examplesOf } from "./examples.ts";
import { type Example, learnDecider, learnRanker } from "./learn.ts";
import { loadNewsroom } from "./load.ts";
import { sample } from "./measure.ts";

/** Of one collection: a large one must not outweigh the others. */
const maxQuestions = 2_000;
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
