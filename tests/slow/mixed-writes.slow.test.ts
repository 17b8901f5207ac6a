// Twenty connections write at once while somebody ends PostgreSQL's backends at random.
import type { Actor } from "@sanad/core/actor";
import type { Context } from "@sanad/core/context";
import { connect } from "@sanad/core/connection";
import { isUnavailable, query } from "@sanad/core/database";
import { verifyLedger } from "@sanad/core/verify";
import { expect, inject } from "vitest";
import { createGraphQL } from "../../packages/functions/src/graphql/server.ts";
import { type TestDatabase, test } from "../support/database.ts";
import { signedIn } from "../support/workflow.ts";

const writes = 2_000;
const writers = 20;
/** A pool has ten. */
const pools = 2;
const people = 6;
const writesPerTermination = 8;

const one = <T>(items: readonly T[]): T => {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new Error("There is nothing to choose from.");
  return item;
};
const chance = (probability: number) => Math.random() < probability;
let count = 0;
const unlike = (word: string) => `${word} ${++count}`;

/** A mutation, and what the ledger holds once it was done, given the id of the record that was answered. */
type Write = {
  name: string;
  record: "claim" | "entity" | "source" | "appearance" | "evidence";
  input: Record<string, unknown>;
  entry: (id: string) => string;
  done?: (id: string, who: Actor) => void;
};

/** What the writers know of, to choose from. */
type World = {
  people: Actor[];
  entities: string[];
  sources: string[];
  claims: string[];
  /** Who took a claim to be reviewed. */
  reviewers: Map<string, Actor>;
};
type Ask = (who: Context, text: string, variables: Record<string, unknown>) => Promise<Answer>;
type Answer = { data?: any; errors?: { message: string; extensions: { code: string } }[] };

function recordEntity({ entities }: World): Write {
  const names = [{ language: "en", name: unlike("The office of Exampleton") }];
  return {
    name: "recordEntity",
    record: "entity",
    input: { kind: "ORGANISATION", names },
    entry: (id) => `entity.record ${id}`,
    done: (id) => entities.push(id),
  };
}

function recordSource({ sources, entities }: World): Write {
  const number = ++count;
  return {
    name: "recordSource",
    record: "source",
    input: {
      url: `https://example.org/news/${number}`,
      title: `Report ${number}`,
      publisherId: one(entities),
    },
    entry: (id) => `source.record ${id}`,
    done: (id) => sources.push(id),
  };
}

function recordClaim({ claims, entities }: World): Write {
  return {
    name: "recordClaim",
    record: "claim",
    input: {
      text: unlike("Bridges of Exampleton that stand:"),
      language: "en",
      claimantId: one(entities),
      aboutIds: [...new Set([one(entities), one(entities)])],
    },
    entry: (id) => `claim.record ${id}`,
    done: (id) => claims.push(id),
  };
}

function addAppearance({ claims, sources, entities }: World): Write {
  const attribution = [{ role: "SPEAKER", entityId: one(entities) }];
  return {
    name: "addAppearance",
    record: "appearance",
    input: { claimId: one(claims), sourceId: one(sources), attribution },
    entry: (id) => `appearance.add ${id}`,
  };
}

function addEvidence({ claims, sources }: World): Write {
  return {
    name: "addEvidence",
    record: "evidence",
    input: {
      claimId: one(claims),
      sourceId: one(sources),
      stance: one(["SUPPORTS", "REFUTES", "CONTEXT"]),
      note: unlike("Counted on foot, time"),
    },
    entry: (id) => `evidence.add ${id}`,
  };
}

type ClaimSeen = {
  id: string;
  version: number;
  status: string;
  viewerCan: string[];
  review: { retractedAt: string | null } | null;
  evidence: { nodes: { id: string }[] };
};
const readClaim = `query ($id: ID!) { seen: claim(id: $id) {
  id version status viewerCan review { retractedAt } evidence(first: 5) { nodes { id } } } }`;

function changeClaim(world: World, claim: ClaimSeen): Write {
  const { id, version: expectedVersion } = claim;
  const changed = (name: string, action: string, input: Record<string, unknown>): Write => ({
    name,
    record: "claim",
    input: { expectedVersion, ...input },
    entry: () => `${action} ${id} ${expectedVersion + 1}`,
  });
  const [piece] = claim.evidence.nodes;
  const kinds: (() => Write)[] = [
    () =>
      changed("translateClaim", "claim.translate", {
        id,
        language: one(["fa", "ar", "fr"]),
        text: unlike("پل‌های شهر:"),
      }),
    () =>
      changed("reviseClaim", "claim.revise", {
        id,
        topics: [unlike("bridge")],
        aboutIds: [one(world.entities)],
      }),
  ];
  const viewerCan = claim.viewerCan.filter((to) => to !== claim.status);
  if (viewerCan.length > 0) {
    const move = () => moveClaim(world, { ...claim, viewerCan }, changed);
    kinds.push(move, move, move);
  }
  if (claim.status === "IN_REVIEW")
    kinds.push(() =>
      changed("saveDraft", "draft.save", {
        claimId: id,
        verdict: "UNPROVEN",
        summary: [{ language: "en", text: unlike("Nobody has counted them, says draft") }],
        searchNote: "Two archives were searched.",
        claimantAsked: { reasonNotAsked: "Nobody answers there." },
      }),
    );
  if (piece !== undefined)
    kinds.push(() => ({
      name: "withdrawEvidence",
      record: "evidence",
      input: { id: piece.id, expectedVersion, reason: "It was miscounted." },
      entry: () => `evidence.withdraw ${piece.id}`,
    }));
  return one(kinds)();
}

function moveClaim(
  { reviewers }: World,
  { id, status, viewerCan, review }: ClaimSeen,
  changed: (name: string, action: string, input: Record<string, unknown>) => Write,
): Write {
  const forward = viewerCan.find((to) => to === "PUBLISHED" || to === "AWAITING_APPROVAL");
  const to = forward !== undefined && chance(0.8) ? forward : one(viewerCan);
  const isCorrection =
    status === "AWAITING_APPROVAL" && to === "PUBLISHED" && review?.retractedAt === null;
  return {
    ...changed("moveClaim", "claim.move", {
      id,
      to,
      reason: "The workflow goes on.",
      ...(isCorrection && { correction: { kind: "UPDATE", note: "Counted again." } }),
    }),
    ...(to === "IN_REVIEW" && { done: (_: string, who: Actor) => reviewers.set(id, who) }),
  };
}

type Seen = { id: string; version: number };
const readSource = "query ($id: ID!) { seen: source(id: $id) { id version } }";
const readEntity = "query ($id: ID!) { seen: entity(id: $id) { id version } }";

function reviseSource({ entities, sources }: World, { id, version }: Seen): Write {
  return {
    name: "reviseSource",
    record: "source",
    input: {
      id,
      expectedVersion: version,
      title: unlike("Report, edition"),
      publisherId: one(entities),
      ...(chance(0.3) && { derivedFromId: one(sources) }),
    },
    entry: () => `source.revise ${id} ${version + 1}`,
  };
}

function reviseEntity({ entities }: World, { id, version }: Seen): Write {
  const note = unlike("Says report");
  return {
    name: "reviseEntity",
    record: "entity",
    input: {
      id,
      expectedVersion: version,
      aliases: [{ language: "en", name: unlike("Office") }],
      ...(chance(0.3) && {
        interests: [{ kind: "FUNDED_BY", ofId: one(entities.filter((each) => each !== id)), note }],
      }),
    },
    entry: () => `entity.revise ${id} ${version + 1}`,
  };
}

function mergeEntities({ entities }: World, { id, version }: Seen): Write {
  const gone = () => void entities.splice(entities.indexOf(id), 1);
  return {
    name: "mergeEntities",
    record: "entity",
    input: { id, expectedVersion: version, intoId: one(entities.filter((each) => each !== id)) },
    entry: () => `entity.merge ${id} ${version + 1}`,
    done: gone,
  };
}

/** The next write and who makes it, after a look at what it changes; null where the look met a broken connection. */
async function nextWrite(world: World, ctx: Context, ask: Ask): Promise<[Write, Actor] | null> {
  const { entities, sources, claims } = world;
  const anybody = one(world.people);
  const of = async <T>(
    id: string,
    text: string,
    write: (world: World, seen: T) => Write,
    who = anybody,
  ): Promise<[Write, Actor] | null> => {
    const { data } = await ask({ ...ctx, actor: who }, text, { id });
    return data?.seen ? [write(world, data.seen as T), who] : null;
  };
  const kinds: [share: number, next: () => Write | Promise<[Write, Actor] | null>][] = [
    [8, () => recordClaim(world)],
    [2, () => recordSource(world)],
    [12, () => addEvidence(world)],
    [8, () => addAppearance(world)],
    [
      50,
      () => {
        // Most of the work is on a few claims, by whoever reviews them.
        const id = one(chance(0.8) ? claims.slice(0, 20) : claims);
        const reviewer = chance(0.6) ? world.reviewers.get(id) : undefined;
        return of(id, readClaim, changeClaim, reviewer);
      },
    ],
    [8, () => of(one(sources), readSource, reviseSource)],
    [6, () => of(one(entities), readEntity, reviseEntity)],
    [2, () => of(one(entities), readEntity, mergeEntities)],
  ];
  if (entities.length < 12) return [recordEntity(world), anybody];
  const next = await one(kinds.flatMap(([share, kind]) => Array<typeof kind>(share).fill(kind)))();
  return next === null || Array.isArray(next) ? next : [next, anybody];
}

function mutationOf({ name, record }: Write): string {
  const type = name[0]?.toUpperCase() + name.slice(1);
  return `mutation ($input: ${type}Input!) { outcome: ${name}(input: $input) {
    __typename ... on ${type}Success { ${record} { id } } } }`;
}

class Tally extends Map<string, number> {
  add(key: string): void {
    this.set(key, (this.get(key) ?? 0) + 1);
  }
  total(): number {
    return [...this.values()].reduce((sum, each) => sum + each, 0);
  }
  told(): string {
    return [...this]
      .toSorted(([, a], [, b]) => b - a)
      .map(([key, n]) => `${key} ${n}`)
      .join(", ");
  }
}

/** Ends one backend of the database at a time, whatever it is doing. */
async function terminator(database: TestDatabase) {
  const provided = inject("database");
  if (provided.kind !== "postgres") throw new Error("This needs a server.");
  const outside = await connect(`${provided.server}/postgres`);
  const name = new URL(database.address ?? "").pathname.slice(1);
  const doing = new Tally();
  return {
    doing,
    async terminate() {
      const rows = await query<{ doing: string }>(
        outside.db,
        `select state || coalesce(' for ' || lower(wait_event_type), '') as doing, pg_terminate_backend(pid)
         from (select * from pg_stat_activity where datname = $1 and state is not null order by random() limit 1) victim`,
        [name],
      );
      for (const row of rows) doing.add(row.doing);
    },
    /** How many Postgres has found in the database so far. */
    async deadlocks() {
      const text = "select deadlocks::int from pg_stat_database where datname = $1";
      return (await query<{ deadlocks: number }>(outside.db, text, [name]))[0]?.deadlocks;
    },
    close: () => outside.close(),
  };
}

/** What the ledger tells in the words of `Write.entry`, with the version that the record or its claim had then, and without. */
async function entriesOf({ db }: Pick<Context, "db">): Promise<Set<string>> {
  const rows = await query<{ action: string; subject: string; after: any }>(
    db,
    "select action, subject, after from revision join revision_payload using (sequence)",
    [],
  );
  return new Set(
    rows.flatMap(({ action, subject, after }) => [
      `${action} ${subject}`,
      `${action} ${subject} ${after?.version}`,
      `${action} ${after?.claimId} ${after?.claim?.version}`,
    ]),
  );
}

test("2,000 writes from twenty connections lose nothing and leave no gap, however many backends end meanwhile", async ({
  database,
}) => {
  const connections = await Promise.all(Array.from({ length: pools }, database.connect));
  const contextOf = (writer: number): Context => {
    const connection = connections[writer % pools];
    if (connection === undefined) throw new Error("There is no such pool.");
    return { db: connection.db, actor: { kind: "public" }, now: () => new Date() };
  };
  const faults: unknown[] = [];
  const door = createGraphQL({
    publicUrl: "https://sanad.example",
    log: (error) => faults.push(error),
  });
  const failed = new Tally();
  const unexpected: unknown[] = [];
  const ask: Ask = async (who, text, variables) => {
    const request = new Request("http://127.0.0.1/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: text, variables }),
    });
    const answer = (await (await door.handle(request, who)).json()) as Answer;
    for (const { extensions, message } of answer.errors ?? []) {
      failed.add(extensions.code);
      if (extensions.code !== "UNAVAILABLE") unexpected.push({ message, text, variables });
    }
    return answer;
  };

  const world: World = {
    people: [],
    entities: [],
    sources: [],
    claims: [],
    reviewers: new Map(),
  };
  for (let each = 0; each < people; each++)
    world.people.push((await signedIn(contextOf(0), "EDITOR")).actor);

  const done = new Tally();
  const refused = new Tally();
  const wanted: string[] = [];
  const send = async (write: Write, ctx: Context, who: Actor) => {
    const input = { input: write.input };
    const answer = await ask({ ...ctx, actor: who }, mutationOf(write), input);
    if (answer.errors !== undefined) return;
    const { __typename: type, [write.record]: record } = answer.data.outcome;
    if (!type.endsWith("Success")) {
      refused.add(type);
      return;
    }
    done.add(write.name);
    write.done?.(record.id, who);
    wanted.push(write.entry(record.id));
  };

  // Something to begin with, in peace.
  const inPeace = (write: Write) => send(write, contextOf(0), one(world.people));
  for (let each = 0; each < 16; each++) await inPeace(recordEntity(world));
  for (let each = 0; each < 12; each++) await inPeace(recordSource(world));
  for (let each = 0; each < 30; each++) await inPeace(recordClaim(world));
  expect(done.total()).toBe(58);

  const killer = await terminator(database);
  let killing = Promise.resolve();
  const started = performance.now();
  let sent = 0;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      while (done.total() < writes) {
        const next = await nextWrite(world, contextOf(writer), ask);
        if (next === null) continue;
        if (++sent % writesPerTermination === 0) killing = killing.then(() => killer.terminate());
        await send(next[0], contextOf(writer), next[1]);
      }
    }),
  );
  await killing;
  const deadlocks = await killer.deadlocks();
  await killer.close();
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  console.log(
    [
      `${done.total()} acknowledged in ${seconds} s: ${done.told()}`,
      `${refused.total()} refused: ${refused.told()}`,
      `${failed.total()} failed: ${failed.told()}`,
      `${killer.doing.total()} backends ended: ${killer.doing.told()}`,
      `${deadlocks} deadlocks, run again`,
    ].join("\n"),
  );

  expect(faults.filter((fault) => !isUnavailable(fault)).slice(0, 3)).toEqual([]);
  expect(unexpected.slice(0, 3)).toEqual([]);
  // Else this would have seen nothing.
  expect(killer.doing.total()).toBeGreaterThan(100);
  expect(failed.get("UNAVAILABLE")).toBeGreaterThan(20);
  expect([...done.keys()].toSorted()).toEqual([
    "addAppearance",
    "addEvidence",
    "mergeEntities",
    "moveClaim",
    "recordClaim",
    "recordEntity",
    "recordSource",
    "reviseClaim",
    "reviseEntity",
    "reviseSource",
    "saveDraft",
    "translateClaim",
    "withdrawEvidence",
  ]);

  const calm = await database.connect();
  const entries = await entriesOf(calm);
  expect(wanted.filter((entry) => !entries.has(entry))).toEqual([]);
  const [ledger] = await query(
    calm.db,
    "select count(*)::int, min(sequence)::int, max(sequence)::int from revision",
    [],
  );
  const { faults: unfit, revisions } = await verifyLedger(calm.db);
  expect(unfit).toEqual([]);
  expect(ledger).toEqual({ count: revisions, min: 1, max: revisions });
});
