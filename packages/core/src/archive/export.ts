import { type SQL, sql } from "drizzle-orm";
import { authorize, roleOf } from "../actor/index.ts";
import type { Context } from "../context/index.ts";
import { appliedMigrations, streamRows } from "../database/index.ts";
import { instantText } from "../record/index.ts";
import { type KnownPrefix, recordKinds } from "../record/kinds.ts";
import { kindsHiddenFrom } from "../revision/hidden.ts";
import { revision, revisionPayload } from "../revision/revision.sql.ts";
import { readHead } from "../verify/index.ts";
import { type ArchiveHeader, Seal } from "./lines.ts";
import { placeOf, type Since, touchedSince } from "./since.ts";
import { archivedTables } from "./tables.ts";

/** A source's text has half a million letters at most. */
const rowsAtOnce = 20;

type Named = { name: string; line: string };

/**
 * What everybody may see, a record or an entry of the log a line, each as the log itself shows it to the public. Within
 * `atOneMoment`; two exports of the same record are the same lines.
 * @throws {SinceUnknown}
 */
export async function* exportPublic(
  { db, ...rest }: Context,
  since: Since | null = null,
): AsyncGenerator<string> {
  const ctx: Context = { ...rest, db, actor: { kind: "public" } };
  const place = since === null ? null : await placeOf(ctx, since);
  yield* sealed(await headerOf(ctx, "public", place), publicLines(ctx, place));
}

/**
 * Everything that `restoreArchive` needs to make the same newsroom again. Within `atOneMoment`.
 * @throws {NotSignedIn} @throws {NotPermitted}
 */
export function exportNewsroom(ctx: Context): AsyncGenerator<string> {
  authorize(ctx, "newsroom.export");
  return exportTables(ctx);
}

async function* exportTables(ctx: Context): AsyncGenerator<string> {
  yield* sealed(await headerOf(ctx, "newsroom", null), newsroomLines(ctx));
}

async function headerOf(
  { db }: Context,
  kind: ArchiveHeader["kind"],
  since: number | null,
): Promise<ArchiveHeader> {
  const { sequence, hash } = await readHead(db);
  const migrations = await appliedMigrations(db);
  return { sanad: 1, kind, since, migrations, head: `${sequence}:${hash}` };
}

async function* sealed(header: ArchiveHeader, lines: AsyncIterable<Named>): AsyncGenerator<string> {
  const seal = new Seal();
  const first = JSON.stringify(header);
  seal.add(first);
  yield first;
  for await (const { name, line } of lines) {
    seal.add(line, name);
    yield line;
  }
  yield seal.close();
}

async function* newsroomLines({ db }: Context): AsyncGenerator<Named> {
  for (const { name, rows } of archivedTables)
    for await (const { row } of streamRows<{ row: string }>(db, rows, rowsAtOnce))
      yield { name, line: `{"table":"${name}","row":${row}}` };
}

async function* publicLines(ctx: Context, since: number | null): AsyncGenerator<Named> {
  const hidden = kindsHiddenFrom(roleOf(ctx.actor));
  const prefixes = Object.keys(recordKinds) as KnownPrefix[];
  const shown = prefixes.filter((prefix) => !hidden.includes(prefix));
  const statements: [name: string, rows: SQL][] = [
    ...shown.map((prefix): [string, SQL] => [prefix, recordRows(prefix, since)]),
    ["revision", revisionRows(hidden, since)],
  ];
  for (const [name, rows] of statements)
    for await (const { row } of streamRows<{ row: string }>(ctx.db, rows, rowsAtOnce))
      yield { name, line: `{"type":"${name}","row":${row}}` };
}

function recordRows(prefix: KnownPrefix, since: number | null): SQL {
  const { table, snapshot, idColumn } = recordKinds[prefix];
  return sql`
    select ${snapshot}::text as row from ${table}
    where ${since === null ? sql`true` : touchedSince(idColumn, since)}
    order by ${idColumn} collate "C"`;
}

function revisionRows(hidden: readonly KnownPrefix[], since: number | null): SQL {
  const isShown = sql`split_part(${revision.subject}, '_', 1) <> all (${sql.param(hidden)}::text[])`;
  return sql`
    select row_to_json(held)::text as row from (
      select ${revision.sequence} as "sequence", ${instantText(revision.at)} as "at", ${revision.actor}, ${revision.action},
        ${revision.subject}, ${revision.payloadHash} as "payloadHash", ${revision.previousHash} as "previousHash",
        ${revision.hash}, case when ${isShown} then ${revisionPayload.before} end as "before",
        case when ${isShown} then ${revisionPayload.after} end as "after",
        case when ${isShown} then ${revisionPayload.salt} end as "salt"
      from ${revision} join ${revisionPayload} on ${revisionPayload.sequence} = ${revision.sequence}
      where ${revision.sequence} > ${since ?? 0}
    ) held order by "sequence"`;
}
