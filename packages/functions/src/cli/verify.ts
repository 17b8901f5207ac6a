import { type Expectation, verifyLedger } from "@sanad/core/verify";
import type { Config } from "../config.ts";
import { count } from "./count.ts";
import { requireDatabase, requireMigrated, withDatabase } from "./database.ts";

/** Whether all fits; faults go to stderr, the summary to stdout. */
export async function verify(
  config: Config,
  { expect }: { expect?: Expectation },
): Promise<boolean> {
  requireDatabase(config);
  const isTerminal = process.stderr.isTTY;
  const found = await withDatabase(config, async ({ db }) => {
    await requireMigrated(db);
    return verifyLedger(db, {
      ...(expect !== undefined && { expect }),
      onProgress: (revisions) => {
        if (isTerminal) process.stderr.write(`\r${count(revisions, "revision")} …`);
      },
    });
  });
  if (isTerminal) process.stderr.write("\r\u001b[K");

  for (const fault of found.faults) process.stderr.write(`${fault}\n`);
  const fits = found.faults.length === 0;
  const erased = found.erased === 0 ? "" : ` (${count(found.erased, "payload")} erased)`;
  const head = `head ${found.head.sequence}:${found.head.hash}`;
  process.stdout.write(
    fits
      ? `All fits: ${count(found.revisions, "revision")}${erased}, ${count(found.records, "record")}, ${head}\n`
      : `Does not fit: ${count(found.faults.length, "fault")} named, ${head}\n`,
  );
  return fits;
}
