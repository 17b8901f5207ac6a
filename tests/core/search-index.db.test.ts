// That the search index tells of all that the ledger does, and is the one that would be made anew.
import { recordClaim, reviseClaim } from "@sanad/core/claim";
import { atOneMoment, transaction } from "@sanad/core/context";
import { query } from "@sanad/core/database";
import { matchTexts } from "@sanad/core/match";
import {
  beginAnew,
  catchUp,
  keepUp,
  reindex,
  serverUpkeep,
  smallPortion,
} from "@sanad/core/search";
import fc from "fast-check";
import { describe, expect } from "vitest";
import { hold } from "../../packages/core/src/record/index.ts";
import { editing, isPglite, test } from "../support/database.ts";
import { aClaim, anEntity, as } from "../support/fixtures.ts";
import { indexContents, indexRows } from "../support/search-index.ts";
import { aNewsroom } from "../support/workflow.ts";
import { type Deed, deeds, write } from "../support/writers.ts";

const job = { kind: "system", job: "test" } as const;
const always = () => true;

test("nothing is ever missed, nor do weights and frequencies drift, whoever writes and reads on meanwhile", async ({
  database,
}) => {
  const connection = await database.connect();
  const ctx = editing(connection);
  const newsroom = await aNewsroom(ctx);
  const ids = [(await aClaim(ctx)).id];
  const property = async (writers: Deed[][], portions: number[]) => {
    const reader = async () => {
      for (const maxEntries of portions) await catchUp(ctx, { maxEntries, maxMerged: 4_096 });
    };
    await Promise.all([...writers.map((list) => write(newsroom, ids, list)), reader(), reader()]);
    await keepUp(ctx, serverUpkeep, always);
    const followed = await indexContents(ctx.db);
    for await (const _ of reindex({ ...ctx, actor: job }));
    expect(followed).toEqual(await indexContents(ctx.db));
  };
  const list = fc.array(deeds, { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(list, { minLength: 3, maxLength: 3 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 }),
      property,
    ),
    { numRuns: 12, endOnFailure: true },
  );
});

test("what was recorded is found at once, within the same transaction too", async ({ ctx }) => {
  const { id } = await aClaim(ctx, { text: "پل شهر هفت دهانه دارد." });
  expect(await idsFound(ctx, "پل شهر هفت دهانه دارد.")).toContain(id);
  await transaction(ctx, async (ctx) => {
    const { id } = await aClaim(ctx, { text: "مسجد شهر دو مناره دارد." });
    expect(await idsFound(ctx, "مسجد شهر دو مناره دارد.")).toContain(id);
  });
});

test("a write within whose transaction it is read on is as durable as any", async ({
  database,
}) => {
  const ctx = editing(await database.connect());
  await transaction(ctx, async (ctx) => {
    const text = "پل شهر هفت دهانه دارد.";
    await aClaim(ctx, { text });
    expect(await idsFound(ctx, text)).toHaveLength(1);
    const [setting] = await query(ctx.db, "show synchronous_commit", []);
    expect(setting).toEqual({ synchronous_commit: "on" });
  });
});

test("reading on leaves how long the transaction waits for other locks as it was", async ({
  ctx,
}) => {
  await ctx.db.execute("set local lock_timeout = '7s'");
  await aClaim(ctx);
  expect(await catchUp(ctx, smallPortion)).toBe("CURRENT");
  const [setting] = await query(ctx.db, "select current_setting('lock_timeout') as patience", []);
  expect(setting).toEqual({ patience: "7s" });
});

test("a reader who may not write is answered from what is indexed", async ({ database }) => {
  const ctx = editing(await database.connect());
  const text = "پل شهر هفت دهانه دارد.";
  const { id } = await aClaim(ctx, { text });
  expect(await atOneMoment(ctx, (ctx) => idsFound(ctx, text))).toEqual([]);
  await catchUp(ctx, smallPortion);
  expect(await atOneMoment(ctx, (ctx) => idsFound(ctx, text))).toEqual([id]);
});

test("a change that leaves the words as they were changes nothing in the index", async ({
  ctx,
}) => {
  const { id, version } = await aClaim(ctx);
  await catchUp(ctx, smallPortion);
  const before = await indexRows(ctx.db);
  await reviseClaim(ctx, { id, expectedVersion: version, topics: ["war"] });
  expect(await catchUp(ctx, smallPortion)).toBe("CURRENT");
  expect(await indexRows(ctx.db)).toEqual(before);
});

test("what was changed away does not stay in the index", async ({ ctx }) => {
  let claim = await aClaim(ctx);
  for (let count = 0; count < 200; count++) {
    const input = { id: claim.id, expectedVersion: claim.version, text: `ادعای ${count}` };
    claim = await reviseClaim(ctx, input);
    await catchUp(ctx, smallPortion);
  }
  const { segments, postings } = await indexRows(ctx.db);
  const { postings: live } = await indexContents(ctx.db);
  expect(segments).toBeLessThan(8);
  expect(postings).toBeLessThan(8 * live.length);
});

test("an index that tells of more than the ledger holds is begun anew", async ({ ctx }) => {
  await aClaim(ctx);
  await catchUp(ctx, smallPortion);
  const before = await indexContents(ctx.db);
  await ctx.db.execute("update search_state set sequence = sequence + 1000");
  expect(await catchUp(ctx, smallPortion)).toBe("CURRENT");
  expect(await indexContents(ctx.db)).toEqual(before);
});

test("an index that is emptied follows again from the first entry on", async ({ ctx }) => {
  await aClaim(ctx);
  await catchUp(ctx, smallPortion);
  const before = await indexContents(ctx.db);
  await beginAnew(ctx);
  expect(await indexContents(ctx.db)).toMatchObject({ claims: 0, documents: [], postings: [] });
  await catchUp(ctx, smallPortion);
  expect(await indexContents(ctx.db)).toEqual(before);
});

test("two who read on at once do the work once", async ({ database }) => {
  const connection = await database.connect();
  const ctx = editing(connection);
  for (let count = 0; count < 5; count++) await aClaim(ctx);
  const both = [catchUp(ctx, smallPortion), catchUp(editing(connection), smallPortion)];
  expect(await Promise.all(both)).toEqual(["CURRENT", "CURRENT"]);
  const [state] = await query(
    ctx.db,
    `select documents, next_number as "nextNumber" from search_state`,
    [],
  );
  expect(state).toEqual({ documents: 5, nextNumber: 5 });
  expect(await indexRows(ctx.db)).toMatchObject({ segments: 1 });
});

describe("made anew,", () => {
  test("it answers meanwhile, and has what was written meanwhile", async ({ database }) => {
    const ctx = editing(await database.connect());
    const text = "پل شهر هفت دهانه دارد.";
    const known = await aClaim(ctx, { text });
    const rounds = 12;
    const read = async () => {
      for (let round = 0; round < rounds; round++)
        expect(await idsFound(ctx, text)).toContain(known.id);
    };
    const writeOn = async () => {
      for (let round = 0; round < rounds; round++) await aClaim(ctx);
    };
    const make = async () => {
      for (let count = 0; count < 3; count++)
        for await (const _ of reindex({ ...ctx, actor: job }));
    };
    await Promise.all([read(), writeOn(), make()]);
    await keepUp(ctx, serverUpkeep, always);
    const followed = await indexContents(ctx.db);
    expect(followed.claims).toBe(rounds + 1);
    for await (const _ of reindex({ ...ctx, actor: job }));
    expect(await indexContents(ctx.db)).toEqual(followed);
  });

  test("it is as before where that was cut short, and the next time takes away what was left", async ({
    ctx,
  }) => {
    for (let count = 0; count < 3; count++) await aClaim(ctx);
    await catchUp(ctx, smallPortion);
    const [before, rows] = [await indexContents(ctx.db), await indexRows(ctx.db)];
    for await (const _ of reindex({ ...ctx, actor: job })) break;
    expect(await indexContents(ctx.db)).toEqual(before);
    expect(await indexRows(ctx.db)).toMatchObject({ generations: 2 });
    for await (const _ of reindex({ ...ctx, actor: job }));
    expect(await indexContents(ctx.db)).toEqual(before);
    expect(await indexRows(ctx.db)).toMatchObject({ generations: 1, postings: rows["postings"] });
  });

  test("twice at once, it is the later's, and the earlier ends with a sentence", async ({
    ctx,
  }) => {
    await aClaim(ctx);
    const earlier = reindex({ ...ctx, actor: job });
    await earlier.next();
    for await (const _ of reindex({ ...ctx, actor: job }));
    const contents = await indexContents(ctx.db);
    await expect(earlier.next()).rejects.toThrow("Another reindex has begun meanwhile");
    expect(await indexContents(ctx.db)).toEqual(contents);
    expect(await indexRows(ctx.db)).toMatchObject({ generations: 1 });
  });

  test("it takes an administrator", async ({ ctx }) => {
    await expect(reindex(as(ctx, "EDITOR")).next()).rejects.toThrow("needs the role ADMIN");
  });
});

describe.skipIf(isPglite)("with others at work (on a server only)", () => {
  test("writers do not wait for the index, and readers not for ever", async ({ database }) => {
    const [connection, other] = [await database.connect(), await database.connect()];
    const ctx = editing(connection);
    const { id: claimantId } = await anEntity(ctx);
    await transaction(editing(other), async (held) => {
      for (const name of ["search reindex", "search index", "search segments"])
        await hold(held, name);
      await recordClaim(ctx, { text: "پل شهر هفت دهانه دارد.", language: "fa", claimantId });
      expect(await catchUp(ctx, smallPortion)).toBe("BUSY");
      expect(await idsFound(ctx, "پل شهر")).toEqual([]);
    });
    expect(await idsFound(ctx, "پل شهر")).toHaveLength(1);
  });

  test("who merges does not keep others from reading on", async ({ database }) => {
    const [connection, other] = [await database.connect(), await database.connect()];
    const ctx = editing(connection);
    await transaction(editing(other), async (held) => {
      await hold(held, "search segments");
      for (let count = 0; count < 10; count++) {
        await aClaim(ctx);
        expect(await catchUp(ctx, smallPortion)).toBe("CURRENT");
      }
      expect(await indexRows(ctx.db)).toMatchObject({ segments: 10 });
    });
    await keepUp(ctx, serverUpkeep, always);
    expect(await indexRows(ctx.db)).toMatchObject({ segments: 1 });
  });
});

async function idsFound(ctx: Parameters<typeof matchTexts>[0], text: string): Promise<string[]> {
  const [matches] = await matchTexts(ctx, [text]);
  return (matches ?? []).map(({ claimId }) => claimId);
}
