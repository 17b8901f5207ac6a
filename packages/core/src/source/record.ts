/** A source's row under lock, its place in the ledger, and the check that sources which others name are there. */

import { eq, inArray, sql } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { SourceNotFound, VersionConflict } from "../errors/index.ts";
import { instantText, recordKind } from "../record/index.ts";
import { capture, source } from "./source.sql.ts";

export type SourceRow = typeof source.$inferSelect;

export const sourceRecord = recordKind(
  source,
  {
    captures: sql`(select coalesce(jsonb_agg(
        jsonb_build_object('id', ${capture.id}, 'at', ${instantText(capture.at)},
          'contentHash', ${capture.contentHash}, 'archiveUrl', ${capture.archiveUrl})
        order by ${capture.at}, ${capture.id}), '[]')
      from ${capture} where ${capture.sourceId} = ${source.id})`,
  },
  ["canonicalUrl"],
);

/**
 * The source, held until the transaction ends.
 * @throws {SourceNotFound} @throws {VersionConflict}
 */
export async function lockSource(
  ctx: Context,
  id: string,
  expectedVersion: number,
): Promise<SourceRow> {
  const [row] = await ctx.db.select().from(source).where(eq(source.id, id)).for("no key update");
  if (row === undefined) throw new SourceNotFound(id);
  if (expectedVersion !== row.version) throw new VersionConflict(expectedVersion, row.version);
  return row;
}

/** @throws {SourceNotFound} */
export async function requireSource(ctx: Context, id: string): Promise<SourceRow> {
  const [row] = await ctx.db.select().from(source).where(eq(source.id, id));
  if (row === undefined) throw new SourceNotFound(id);
  return row;
}

/** @throws {SourceNotFound} for the first that is missing, in the order given */
export async function requireSources(ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const wanted = inArray(source.id, [...new Set(ids)]);
  const rows = await ctx.db.select({ id: source.id }).from(source).where(wanted);
  const found = new Set(rows.map((row) => row.id));
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) throw new SourceNotFound(missing);
}
