import { isDeepStrictEqual } from "node:util";
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../database/index.ts";
import type { RecordKind } from "../record/index.ts";
import type { Snapshot } from "../revision/index.ts";
import { revision, revisionPayload } from "../revision/revision.sql.ts";
import { unlike } from "./chain.ts";
import { streamRows } from "./cursor.ts";
import { type KnownPrefix, recordKinds } from "../record/kinds.ts";

type Unfit = {
  id: string;
  sequence: string | number | null;
  snapshot: Snapshot;
  expected: Snapshot | null;
};

/** A text in a fault is shown up to here. */
const maxShownChars = 120;

/**
 * What does not fit between the records of one kind and the ledger, in the order of their ids.
 * @param lastErased the newest revision whose payload was erased: until then, a claim may have been counted up by it
 */
export async function* recordFaults(
  tx: Database,
  prefix: KnownPrefix,
  lastErased: number,
): AsyncGenerator<string> {
  const isClaim = prefix === "claim";
  const unfit = unfitRecords(recordKinds[prefix], isClaim ? lastErased : 0);
  for await (const row of streamRows<Unfit>(tx, unfit)) {
    const name = `The record ${row.id}`;
    if (row.sequence === null) yield `${name} is in no revision.`;
    else if (row.expected === null) {
      yield `${name} is there, though revision ${row.sequence} removed it.`;
    } else yield difference(`${name} (revision ${row.sequence})`, row.expected, row.snapshot);
  }
  for await (const row of streamRows<Entry>(tx, missingRecords(recordKinds[prefix], prefix))) {
    yield `The record ${row.subject} is missing: revision ${row.sequence} left it there.`;
  }
}

type Entry = { sequence: string | number; subject: string };

/** What stands in the ledger and could be compared with nothing: revisions of what is no kind of record, payloads of no revision. */
export async function* strangerFaults(tx: Database): AsyncGenerator<string> {
  for await (const row of streamRows<Entry>(tx, strangers())) {
    yield `Revision ${row.sequence} is about ${row.subject}, and nothing of that kind is known here.`;
  }
  for await (const row of streamRows<Entry>(tx, emptyErasures())) {
    yield `Revision ${row.sequence} says that the payload of ${row.subject} was erased, and it was not.`;
  }
  for await (const row of streamRows<Entry>(tx, silentErasures())) {
    yield `Revision ${row.sequence} of ${row.subject} has lost its payload, and no revision says that it was erased.`;
  }
  for await (const row of streamRows<Pick<Entry, "sequence">>(tx, strayPayloads())) {
    yield `Revision ${row.sequence} has a payload, and there is no such revision.`;
  }
}

export async function countRecords(tx: Database, prefix: KnownPrefix): Promise<number> {
  const { table, isHousekeeping } = recordKinds[prefix];
  const rows = await tx
    .select({ id: sql`count(*)` })
    .from(table)
    .where(sql`not (${isHousekeeping})`);
  return Number(rows[0]?.id ?? 0);
}

/**
 * A record is as its last revision left it. What belongs to a claim raises the claim's version without a revision of the
 * claim: its own revision notes that as `claim`, which is laid over the claim's last one where it is newer.
 */
function unfitRecords(kind: RecordKind, lastErased: number): SQL {
  return sql`
    with stamp as (
      select distinct on (${revisionPayload.after}->'claim'->>'id') ${revisionPayload.after}->'claim'->>'id' as id,
        ${revisionPayload.sequence} as sequence, (${revisionPayload.after}->'claim') - 'id' as fields
      from ${revisionPayload} where ${revisionPayload.after}->'claim' is not null
      order by ${revisionPayload.after}->'claim'->>'id', ${revisionPayload.sequence} desc
    )
    select record.id, record.snapshot, entry.sequence, wanted.snapshot as expected
    from (
      select ${kind.idColumn} as id, ${kind.snapshot} as snapshot, ${kind.isHousekeeping} as is_housekeeping from ${kind.table}
    ) record
    left join lateral (
      select ${revision.sequence}, ${revisionPayload.salt} is null as is_erased, ${revisionPayload.after} - 'claim' as after
      from ${revision} join ${revisionPayload} on ${revisionPayload.sequence} = ${revision.sequence}
      where ${revision.subject} = record.id order by ${revision.sequence} desc limit 1
    ) entry on true
    left join stamp on stamp.id = record.id
    cross join lateral (
      select entry.after || case
        when not (record.snapshot ? 'version') then '{}'
        when ${lastErased}::bigint > greatest(entry.sequence, stamp.sequence)
          then jsonb_build_object('version', record.snapshot->'version', 'updatedAt', record.snapshot->'updatedAt')
        when stamp.sequence > entry.sequence then stamp.fields
        else '{}' end as snapshot
    ) wanted
    where (entry.sequence is null and not record.is_housekeeping)
      or (not entry.is_erased and wanted.snapshot is distinct from record.snapshot
        -- A column that came after the revision holds nothing, and the revision does not name it.
        and wanted.snapshot is distinct from (select jsonb_object_agg(field.key, field.value) from jsonb_each(record.snapshot) field
          where field.value <> 'null' or wanted.snapshot ? field.key))
    order by record.id`;
}

function missingRecords(kind: RecordKind, prefix: KnownPrefix): SQL {
  return sql`
    select entry.sequence, entry.subject
    from (
      select distinct on (${revision.subject}) ${revision.subject}, ${revision.sequence} from ${revision}
      where split_part(${revision.subject}, '_', 1) = ${prefix} order by ${revision.subject}, ${revision.sequence} desc
    ) entry
    join ${revisionPayload} on ${revisionPayload.sequence} = entry.sequence
    where ${revisionPayload.after} is not null
      and not exists (select from ${kind.table} where ${kind.idColumn} = entry.subject)
    order by entry.sequence`;
}

function strangers(): SQL {
  const known = sql.join(
    // Entries of the ledger are no records, but an erasure is about one.
    [...Object.keys(recordKinds), "revision"].map((prefix) => sql`${prefix}`),
    sql`, `,
  );
  return sql`
    select ${revision.sequence}, ${revision.subject} from ${revision}
    where split_part(${revision.subject}, '_', 1) not in (${known}) order by ${revision.sequence}`;
}

function emptyErasures(): SQL {
  return sql`
    select ${revision.sequence}, ${revision.subject} from ${revision}
    where split_part(${revision.subject}, '_', 1) = 'revision' and not exists (
      select from ${revisionPayload} erased
      where 'revision_' || lpad(erased.sequence::text, 26, '0') = ${revision.subject}
        and erased.sequence < ${revision.sequence} and erased.salt is null)
    order by ${revision.sequence}`;
}

function silentErasures(): SQL {
  return sql`
    select ${revision.sequence}, ${revision.subject} from ${revision}
    join ${revisionPayload} on ${revisionPayload.sequence} = ${revision.sequence}
    where ${revisionPayload.salt} is null and ${revisionPayload.before} is null and ${revisionPayload.after} is null
      and not exists (select from ${revision} told where told.action = 'payload.erase'
        and told.subject = 'revision_' || lpad(${revision.sequence}::text, 26, '0'))
    order by ${revision.sequence}`;
}

function strayPayloads(): SQL {
  return sql`
    select ${revisionPayload.sequence} from ${revisionPayload}
    where not exists (select from ${revision} where ${revision.sequence} = ${revisionPayload.sequence})
    order by ${revisionPayload.sequence}`;
}

/** A sentence about the first field in which two snapshots differ. */
function difference(name: string, expected: Snapshot, found: Snapshot): string {
  const fields = [...new Set([...Object.keys(expected), ...Object.keys(found)])].toSorted();
  const field = fields.find((each) => !isDeepStrictEqual(expected[each], found[each])) ?? "id";
  return unlike(name, field, shown(expected[field]), shown(found[field]));
}

function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > maxShownChars ? `${text.slice(0, maxShownChars)}…` : text;
}
