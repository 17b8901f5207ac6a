/** Rows into tables by COPY, as fast as Postgres takes them: no index and no foreign key until all are there. */

import { once } from "node:events";
import { finished } from "node:stream/promises";
import pg from "pg";
import { type CopyStreamQuery, from } from "pg-copy-streams";
import { closeLedger, type Row, type Table } from "../data/rows.ts";
import { withClient } from "./sql.ts";

const chunkChars = 200_000;

/** `report` is told the number of rows, now and then. */
export async function copyIn(
  url: string,
  rows: Iterable<Row>,
  report: (count: number) => void,
): Promise<void> {
  await withClient(url, async (client) => {
    const later = await dropIndexesAndKeys(client);
    // It looks the claim up, which another connection is still copying; the rows have what it would set.
    await client.query("alter table claim_about disable trigger user");
    await copyAll(url, rows, report);
    await client.query("alter table claim_about enable trigger user");
    for (const statement of later) await client.query(statement);
    await client.query(closeLedger);
    await client.query("vacuum (freeze, analyze)");
    await client.query("checkpoint");
  });
}

/** A COPY a table, side by side, since rows of all tables come mixed. */
async function copyAll(
  url: string,
  rows: Iterable<Row>,
  report: (count: number) => void,
): Promise<void> {
  const copies = new Map<Table, Copy>();
  let count = 0;
  for (const { table, values } of rows) {
    let copy = copies.get(table);
    if (copy === undefined) {
      copy = await Copy.start(url, table, Object.keys(values));
      copies.set(table, copy);
    }
    await copy.add(Object.values(values));
    count += 1;
    if (count % 100_000 === 0) report(count);
  }
  for (const copy of copies.values()) await copy.end();
}

class Copy {
  readonly #client: pg.Client;
  readonly #stream: CopyStreamQuery;
  readonly #encoders: readonly Encoder[];
  #chunk = "";

  private constructor(client: pg.Client, stream: CopyStreamQuery, encoders: readonly Encoder[]) {
    this.#client = client;
    this.#stream = stream;
    this.#encoders = encoders;
  }

  static async start(url: string, table: Table, columns: readonly string[]): Promise<Copy> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      "select attname as name from pg_attribute where attrelid = $1::regclass and attndims > 0",
      [table],
    );
    const arrays = new Set(rows.map(({ name }) => name));
    const list = columns.map((column) => `"${column}"`).join(", ");
    return new Copy(
      client,
      client.query(from(`copy "${table}" (${list}) from stdin`)),
      columns.map((column) => (arrays.has(column) ? arrayOf : JSON.stringify)),
    );
  }

  async add(values: readonly unknown[]): Promise<void> {
    const cells = values.map((value, at) => encode(value, this.#encoders[at] ?? JSON.stringify));
    this.#chunk += `${cells.join("\t")}\n`;
    if (this.#chunk.length < chunkChars) return;
    const chunk = this.#chunk;
    this.#chunk = "";
    if (!this.#stream.write(chunk)) await once(this.#stream, "drain");
  }

  async end(): Promise<void> {
    this.#stream.end(this.#chunk);
    await finished(this.#stream);
    await this.#client.end();
  }
}

type Encoder = (list: any) => string;

/** A value in COPY's text format; what a list or an object becomes, the column's type decides. */
function encode(value: unknown, encodeMany: Encoder): string {
  if (value === null || value === undefined) return "\\N";
  return escape(typeof value === "string" ? value : encodeMany(value));
}

function arrayOf(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

function escape(text: string): string {
  return /[\\\n\r\t]/.test(text)
    ? text
        .replaceAll("\\", "\\\\")
        .replaceAll("\n", "\\n")
        .replaceAll("\r", "\\r")
        .replaceAll("\t", "\\t")
    : text;
}

/** The statements that make them again, which also check every row. */
async function dropIndexesAndKeys(client: pg.Client): Promise<string[]> {
  const keys = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as "table", quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
  const indexes = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index join pg_class on pg_class.oid = indexrelid
     where relnamespace = 'public'::regnamespace
       and not exists (select from pg_constraint where conindid = indexrelid)`,
  );
  for (const { table, name } of keys.rows)
    await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
  return [
    ...indexes.rows.map(({ definition }) => definition),
    ...keys.rows.map(
      ({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`,
    ),
  ];
}
