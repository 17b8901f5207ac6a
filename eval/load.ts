/**
 * A newsroom that holds a collection: each item is a claim with a review of somebody else's, and is indexed. With an embedder it
 * is an embedded one, since the server has no pgvector.
 */

import { connect, type Connection } from "@sanad/core/connection";
import { type Database, migrate, query } from "@sanad/core/database";
import { type Embedder, prepareVectors } from "@sanad/core/embedding";
import { createId } from "@sanad/core/id";
import { reindex } from "@sanad/core/search";
import type { Context } from "@sanad/core/context";
import type { Item } from "./collections.ts";

export type Newsroom = {
  ctx: Context;
  /** By the collection's ids. */
  claimIds: ReadonlyMap<string, string>;
  /** Of what is searched, and of the index, in bytes. */
  textBytes: number;
  indexBytes: number;
  close: () => Promise<void>;
};

const portionSize = 2_000;

export async function loadNewsroom(
  server: string,
  name: string,
  items: readonly Item[],
  embedder?: Embedder,
): Promise<Newsroom> {
  const connection = await (embedder === undefined ? onServer(server, name) : withVectors());
  const { db } = connection;
  const now = () => new Date();
  const ctx: Context = { db, actor: { kind: "system", job: "eval" }, now, embedder };
  const publisherId = createId("entity");
  await query(db, publisherSql, [publisherId]);
  const claimIds = new Map<string, string>();
  for (let from = 0; from < items.length; from += portionSize) {
    const rows = items.slice(from, from + portionSize).map((item, at) => {
      const id = createId("claim");
      claimIds.set(item.id, id);
      const body = item.body === "" ? [] : [{ language: item.language, text: item.body }];
      const title = item.title === "" ? null : item.title;
      return { ...item, id, reviewId: createId("review"), key: `${from + at}`, title, body };
    });
    for (const statement of [claimsSql, reviewsSql])
      await query(db, statement, [JSON.stringify(rows), publisherId]);
  }
  await query(db, "analyze claim, review", []);
  for await (const _ of reindex(ctx));
  await query(db, "vacuum full analyze", []);
  return { ctx, claimIds, ...(await sizesOf(db)), close: () => connection.close() };
}

async function onServer(server: string, name: string): Promise<Connection> {
  const admin = await connect(`${server}/postgres`);
  const database = `eval_${name.replaceAll(/\W/g, "_")}`;
  await query(admin.db, `create database ${database}`, []);
  await admin.close();
  const connection = await connect(`${server}/${database}`);
  await migrate(connection.db);
  return connection;
}

async function withVectors(): Promise<Connection> {
  const connection = await connect("memory://", { hasVectors: true });
  await migrate(connection.db);
  await prepareVectors(connection.db);
  return connection;
}

async function sizesOf(db: Database): Promise<{ textBytes: number; indexBytes: number }> {
  const [sizes] = await query<{ textBytes: number; indexBytes: number }>(
    db,
    `select (select sum(pg_total_relation_size(oid)) from pg_class
      where relname like 'search\\_%' and relkind = 'r')::float8 as "indexBytes",
    ((select sum(octet_length(text)) from claim)
      + (select coalesce(sum(octet_length(title)), 0) + coalesce(sum(octet_length(body #>> '{0,text}')), 0) from review))::float8
      as "textBytes"`,
    [],
  );
  if (sizes === undefined) throw new Error("No sizes were given.");
  return sizes;
}

const publisherSql = `insert into entity
    (id, kind, names, aliases, same_as, no_interests, version, created_at, updated_at, search_keys)
  values ($1, 'ORGANISATION', '[{"language": "en", "name": "Collection"}]', '[]', '{}', false, 1, now(), now(), '{}')`;

const rowsSql = `jsonb_to_recordset($1::jsonb) as item
  (id text, "reviewId" text, key text, text text, language text, title text, body jsonb)`;

const claimsSql = `insert into claim
    (id, text, language, claimant_id, topics, status, version, created_at, updated_at, fingerprint, search_keys)
  select id, text, language, $2, '{}', 'UNVERIFIED', 1, now(), now(), key, '{}' from ${rowsSql}`;

const reviewsSql = `insert into review (id, claim_id, title, summary, body, language, publisher_id, published_at, url,
    claim_reviewed, appearance_urls, identity, content_hash, evidence)
  select "reviewId", id, title, '[]', body, language, $2, now(), 'https://collection.example/' || key, text, '{}', key, key, '[]'
  from ${rowsSql}`;
