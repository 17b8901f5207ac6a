import { collections } from "./collections.ts";
import { trainWeight } from "./train.ts";
import { createEmbedder } from "../packages/functions/src/embeddings.ts";
import { createLog } from "../packages/functions/src/log.ts";
import weights from "../packages/core/src/match/weights.json" with { type: "json" };
const embedder = createEmbedder({ url: "http://127.0.0.1:4711/v1", model: "hash", key: null }, createLog("warn"), () => new Date());
for (const name of ["psd_fa", "politifact_en"]) {
  const t = performance.now();
  console.log(name, await trainWeight("", collections.filter((c) => c.documents === name), weights.ranker, embedder), (performance.now() - t) / 1000);
}
