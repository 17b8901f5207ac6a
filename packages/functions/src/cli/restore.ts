import { archiveLines, restoreArchive } from "@sanad/core/archive";
import type { Context } from "@sanad/core/context";
import type { Config } from "../config.ts";
import { count } from "./count.ts";
import { bringUpToDate, withDatabase } from "./database.ts";

/**
 * Makes the newsroom that an archive tells of, in a database in which there is nothing.
 * @param bytes the archive, unpacked
 */
export async function restoreNewsroom(
  config: Config,
  bytes: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const isTerminal = process.stderr.isTTY;
  const restored = await withDatabase(config, async (connection) => {
    await bringUpToDate(connection);
    const actor = { kind: "system", job: "restore" } as const;
    const ctx: Context = { db: connection.db, actor, now: () => new Date() };
    return restoreArchive(ctx, archiveLines(bytes), {
      onProgress(lines) {
        if (isTerminal) process.stderr.write(`\r${count(lines, "line")} …`);
      },
    });
  }).finally(() => {
    if (isTerminal) process.stderr.write("\r\u001b[K");
  });
  const { lines, revisions, records, head } = restored;
  process.stdout.write(
    `Restored ${count(lines, "line")}; all fits: ${count(revisions, "revision")}, ${count(records, "record")}, head ${head}\n`,
  );
  return true;
}
