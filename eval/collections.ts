/** The field's collections of checked claims, and the texts that people asked about, where they are present. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { createHash } from "node:crypto";
import { canonicalLanguage } from "@sanad/core/text";
import { randomOf } from "./learn.ts";

/** A checked claim as a collection has it. */
export type Item = { id: string; language: string; text: string; title: string; body: string };

export type Question = {
  id: string;
  language: string;
  text: string;
  /** The ids of the claims that answer it. */
  answers: ReadonlySet<string>;
  /** Never tuned on, and all that is reported of. */
  isHeldOut: boolean;
};

export type Collection = {
  name: string;
  /** Its documents, and the questions about them: file names without endings. */
  documents: string;
  questions: string | null;
  language: string;
};

export const collections: readonly Collection[] = [
  {
    name: "English, CheckThat 2022 2A",
    documents: "ct22_en",
    questions: "ct22_en",
    language: "en",
  },
  {
    name: "English debates, PolitiFact",
    documents: "politifact_en",
    questions: "politifact2b_en",
    language: "en",
  },
  { name: "Persian", documents: "psd_fa", questions: "psd_fa", language: "fa" },
  {
    name: "Arabic, CheckThat 2021",
    documents: "ct21_ar_pool",
    questions: "ct21_ar_pool",
    language: "ar",
  },
  {
    name: "13 languages, CheckThat 2025",
    documents: "ct25_ml",
    questions: "ct25_ml",
    language: "en",
  },
  { name: "tweets against articles", documents: "fct_small", questions: "fct_en", language: "en" },
];

/** For time and size alone. */
export const headlines: Collection = {
  name: "headlines in 30 languages",
  documents: "fct_multilingual.headlines",
  questions: null,
  language: "en",
};

const folder = process.env["EVAL_DATA"] ?? join(import.meta.dirname, "../../shared/data");

export function arePresent(): boolean {
  return existsSync(join(folder, "collections")) && existsSync(join(folder, "dev"));
}

export function readItems({ documents, language }: Collection): Item[] {
  const names = ["claims.jsonl.gz", "jsonl.gz", "claims.jsonl"];
  const path = names
    .map((ending) => join(folder, "collections", `${documents}.${ending}`))
    .find(existsSync);
  if (path === undefined) throw new Error(`There is no collection ${documents} in ${folder}.`);
  const file = readFileSync(path);
  const lines = (path.endsWith(".gz") ? gunzipSync(file) : file).toString().trim().split("\n");
  return lines
    .map((line) => JSON.parse(line) as Record<string, string | undefined>)
    .map((item) => ({
      id: item["id"] ?? "",
      language: canonicalLanguage(item["lang"] ?? language) ?? "und",
      text: item["claim"] ?? item["headline"] ?? "",
      title: item["title"] ?? "",
      body: item["body"] ?? "",
    }))
    .filter(({ text }) => text !== "");
}

/**
 * Its questions. Where the collection says which are for development, and has others, those are held out; else half of them
 * are, by a hash of the text, so that a text that stands in two collections is on one side.
 */
export function readQuestions({ questions }: Collection): Question[] {
  if (questions === null) return [];
  const rows = (file: string) =>
    readFileSync(join(folder, "dev", file), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split("\t"));
  const answers = Map.groupBy(rows(`${questions}.qrels.tsv`), ([id]) => id ?? "");
  const asked = rows(`${questions}.queries.tsv`).map(
    ([id = "", language = "", part = "", ...text]) => ({
      id,
      language,
      part,
      text: text.join("\t"),
    }),
  );
  const byLanguage = Map.groupBy(asked, ({ language }) => language);
  return asked.flatMap(({ id, language, part, text }) => {
    const known = answers.get(id)?.map(([, claim]) => claim ?? "") ?? [];
    if (known.length === 0) return [];
    const isParted = new Set(byLanguage.get(language)?.map((each) => each.part)).size > 1;
    const isHeldOut = isParted ? part === "dev" : halfOf(text) === 1;
    return [{ id, language, text, answers: new Set(known), isHeldOut }];
  });
}

export function halfOf(text: string): 0 | 1 {
  const [first = 0] = createHash("sha256").update(`1 ${text}`).digest();
  return first % 2 === 0 ? 0 : 1;
}

/** As many claims as are wanted: first the items, then the beginning of one with the end of another of its language. */
export function multiplied(items: readonly Item[], wanted: number): Item[] {
  const random = randomOf(1);
  const byLanguage = Map.groupBy(items, ({ language }) => language);
  const all = [...items];
  while (all.length < wanted) {
    const one = items[Math.floor(random() * items.length)];
    const others = byLanguage.get(one?.language ?? "") ?? [];
    const other = others[Math.floor(random() * others.length)];
    if (one === undefined || other === undefined) break;
    const text = `${halfOfWords(one.text, 0)} ${halfOfWords(other.text, 1)}`;
    all.push({ ...one, id: `made-${all.length}`, text });
  }
  return all;
}

function halfOfWords(text: string, half: 0 | 1): string {
  const words = text.split(" ");
  const middle = Math.ceil(words.length / 2);
  return (half === 0 ? words.slice(0, middle) : words.slice(middle)).join(" ");
}
