import type { Embedder } from "@sanad/core/embedding";
import { matchTexts } from "@sanad/core/match";
import {
  type Collection,
  halfOf,
  multiplied,
  type Question,
  readItems,
  readQuestions,
} from "./collections.ts";
import { loadNewsroom, type Newsroom } from "./load.ts";
import {
  asDecided,
  type Decision,
  type Figures,
  figuresOf,
  hitsByLanguage,
  type Outcome,
  quantile,
  recallAt,
  sample,
} from "./measure.ts";
import { rivalsOf } from "./rivals.ts";

type Row = { way: string; figures: Figures; milliseconds: readonly number[] };
type Evaluation = {
  collection: Collection;
  claims: number;
  questions: number;
  rows: Row[];
  byLanguage: Record<string, number>;
  decisions: Decision[];
  sizeRatio: number;
  milliseconds: readonly number[];
};

const maxRivalQuestions = 100;

export async function evaluate(
  server: string,
  collections: readonly Collection[],
  maxQuestions: number,
  headlineCount: number,
  embedder?: Embedder,
): Promise<Evaluation[]> {
  const evaluations: Evaluation[] = [];
  for (const collection of collections) {
    console.error(`Evaluating ${collection.name}`);
    const read = readItems(collection);
    const items = collection.questions === null ? multiplied(read, headlineCount) : read;
    const newsroom = await loadNewsroom(server, collection.documents, items, embedder);
    const all = readQuestions(collection).filter(({ isHeldOut }) => isHeldOut);
    const questions = collection.questions === null ? askedOf(read) : sample(all, maxQuestions);
    const { row, outcomes, decisions } = await askSanad(newsroom, questions);
    const rows = [row];
    // An embedded database has no trigrams.
    if (collection.questions !== null && embedder === undefined)
      for (const rival of await rivalsOf(newsroom.ctx.db, items, newsroom.claimIds))
        rows.push(
          (await ask(newsroom, sample(questions, maxRivalQuestions), rival.name, rival.find)).row,
        );
    evaluations.push({
      collection,
      claims: items.length,
      questions: questions.length,
      rows: collection.questions === null ? [] : rows,
      byLanguage: hitsByLanguage(outcomes),
      decisions,
      sizeRatio: newsroom.indexBytes / newsroom.textBytes,
      milliseconds: row.milliseconds,
    });
    await newsroom.close();
  }
  return evaluations;
}

/** Where nobody asked anything, some of the claims themselves. */
function askedOf(items: readonly { id: string; language: string; text: string }[]): Question[] {
  return sample(items, 300).map((item) => ({
    ...item,
    answers: new Set([item.id]),
    isHeldOut: true,
  }));
}

async function askSanad(newsroom: Newsroom, questions: readonly Question[]) {
  const decisions: Decision[] = [];
  const find = async (text: string, right: ReadonlySet<string>) => {
    const [matches = []] = await matchTexts(newsroom.ctx, [text]);
    return { matches, right };
  };
  const asked = await ask(newsroom, questions, "Sanad", async (text, right) => {
    const { matches } = await find(text, right);
    const isPresent = halfOf(`present ${text}`) === 1;
    const [first] = isPresent ? matches : matches.filter(({ claimId }) => !right.has(claimId));
    decisions.push({
      score: first?.score ?? 0,
      isSame: first?.isSame ?? false,
      isRight: first !== undefined && right.has(first.claimId),
      isPresent,
    });
    return matches.map(({ claimId }) => claimId);
  });
  return { ...asked, decisions };
}

async function ask(
  { claimIds }: Newsroom,
  questions: readonly Question[],
  way: string,
  find: (text: string, right: ReadonlySet<string>) => Promise<string[]>,
): Promise<{ row: Row; outcomes: Outcome[] }> {
  const outcomes: Outcome[] = [];
  const milliseconds: number[] = [];
  for (const { text, answers, language } of questions) {
    const right = new Set(Array.from(answers, (id) => claimIds.get(id) ?? ""));
    const start = performance.now();
    const ids = await find(text, right);
    milliseconds.push(performance.now() - start);
    outcomes.push({ ids, right, language });
  }
  return { row: { way, figures: figuresOf(outcomes), milliseconds }, outcomes };
}

/** Markdown tables. */
export function report(evaluations: readonly Evaluation[]): string {
  return evaluations.map(reportOne).join("\n\n");
}

function reportOne(evaluation: Evaluation): string {
  const { collection, claims, questions, rows, byLanguage, decisions, sizeRatio, milliseconds } =
    evaluation;
  const time = (all: readonly number[]) =>
    `${quantile(all, 0.5).toFixed(1)} / ${quantile(all, 0.95).toFixed(1)}`;
  const lines = [
    `### ${collection.name}: ${claims.toLocaleString("en")} claims, ${questions} held-out questions`,
    "",
  ];
  if (rows.length > 0) {
    const names = ["MAP@5", "MRR", "Hit@1", "Hit@5", "Hit@10", "Hit@20"] as const;
    lines.push(
      `| | ${names.join(" | ")} | ms, median / p95 |`,
      `|---|${names.map(() => "--:|").join("")}--:|`,
    );
    for (const { way, figures, milliseconds } of rows)
      lines.push(
        `| ${way} | ${names.map((name) => figures[name].toFixed(3)).join(" | ")} | ${time(milliseconds)} |`,
      );
    const { recall, precision } = asDecided(decisions);
    lines.push(
      "",
      `The same claim: recall ${recallAt(decisions, 0.9).toFixed(2)} at precision .90; isSame as shipped, recall ${recall.toFixed(2)} at precision ${precision.toFixed(2)}.`,
    );
    if (Object.keys(byLanguage).length > 1)
      lines.push(
        "",
        `Hit@10 by language: ${Object.entries(byLanguage)
          .toSorted(([some], [other]) => some.localeCompare(other))
          .map(([language, share]) => `${language} ${share.toFixed(2)}`)
          .join(", ")}.`,
      );
  }
  lines.push(
    "",
    `Index: ${sizeRatio.toFixed(1)} times the text; a question takes ${time(milliseconds)} ms (median / p95).`,
  );
  return lines.join("\n");
}
