/** `npm run eval`: how well claims are found, on the field's own collections; with `--train`, makes the model's weights first. */

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../packages/functions/src/config.ts";
import { createEmbedder } from "../packages/functions/src/embeddings.ts";
import { createLog } from "../packages/functions/src/log.ts";
import { startServer } from "../tests/support/postgres.ts";
import { arePresent, collections, headlines } from "./collections.ts";
import { evaluate, report } from "./evaluate.ts";
import { train, trainWeight } from "./train.ts";

const help = `Finds claims of the field's collections in a throw-away database and prints how well.

npm run eval -- [--only NAME]... [--questions N] [--train]

  --only NAME     a collection, such as ct22_en; all of them where it is left out
  --questions N   at most so many held-out questions a collection [default: 600]
  --headlines N   asks the time among so many headlines, made of the collection's where that has fewer
  --train         learns the model from the other half of the questions first, and writes its weights
  --help          prints this

With EMBEDDINGS_URL and EMBEDDINGS_MODEL claims are found by meaning as well, and --train learns what that weighs.
The collections are looked for in ../shared/data, or where EVAL_DATA says.`;

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    questions: { type: "string", default: "600" },
    headlines: { type: "string", default: "0" },
    train: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(help);
else if (!arePresent()) console.log("Skipped: the collections are not here.");
else await run();

function fileOfMatch(name: string): string {
  return join(import.meta.dirname, "../packages/core/src/match", name);
}

async function run(): Promise<void> {
  const { embeddings } = readConfig();
  const now = () => new Date();
  const embedder =
    embeddings === null ? undefined : createEmbedder(embeddings, createLog("warn"), now);
  const { server, stop } = await startServer(mkdtempSync(join(tmpdir(), "sanad-eval-")));
  try {
    const isWanted = ({ documents }: { documents: string }) =>
      values.only?.includes(documents) ?? true;
    if (values.train) {
      const model = await train(server, collections);
      writeFileSync(fileOfMatch("weights.json"), `${JSON.stringify(model)}\n`);
      if (embedder !== undefined) {
        const weight = await trainWeight(server, collections, model.ranker, embedder);
        writeFileSync(fileOfMatch("fusion.json"), `{ "weight": ${weight} }\n`);
      }
      console.error("The weights are written; run again without --train to see what they do.");
      return;
    }
    const wanted = [...collections, headlines].filter(isWanted);
    const [questions, headlineCount] = [Number(values.questions), Number(values.headlines)];
    console.log(report(await evaluate(server, wanted, questions, headlineCount, embedder)));
  } finally {
    await stop();
  }
}
