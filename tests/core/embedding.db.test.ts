import { reviseClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { query } from "@sanad/core/database";
import { embedClaims, indexVectors, prepareVectors } from "@sanad/core/embedding";
import { matchTexts } from "@sanad/core/match";
import { mergeClaims } from "@sanad/core/relation";
import { catchUp, smallPortion, reindex } from "@sanad/core/search";
import { describe, expect } from "vitest";
import { createGraphQL } from "../../packages/functions/src/graphql/server.ts";
import { editing, isPglite, test } from "../support/database.ts";
import { anEmbedder, anEndpoint, meaning } from "../support/embeddings.ts";
import { aClaim, as } from "../support/fixtures.ts";
import { statementsOf } from "../support/graphql.ts";
import { test as withVectors } from "../support/vectors.ts";

const recorded = "Moscow broke the energy truce";
const paraphrase = "Russia violated a ceasefire agreement";
const unlike = "Bread prices doubled";
const meanings = { [recorded]: [1, 0.1, 0], [paraphrase]: [1, 0, 0], [unlike]: [0, 1, 0] };

async function aNewsroom(given: Context) {
  const endpoint = await anEndpoint(meaning(meanings));
  const made = anEmbedder(endpoint);
  const { embedder: impatient } = made;
  // A machine that is busy is none of what is tested here.
  const embedder = {
    ...impatient,
    embed: (texts: readonly string[]) => impatient.embed(texts, 60_000),
  };
  const ctx = { ...given, embedder };
  const claim = await aClaim(ctx, { text: recorded });
  const other = await aClaim(ctx, { text: unlike });
  return { ctx, endpoint, claim, other, wait: made.wait, embedder, impatient };
}

async function embedAll(ctx: Context): Promise<void> {
  while ((await embedClaims(ctx)) === "more");
}

async function idsFor(ctx: Context, text: string): Promise<string[]> {
  const [matches = []] = await matchTexts(ctx, [text]);
  return matches.map(({ claimId }) => claimId);
}

const vectorCount = async ({ db }: Context) =>
  (await query(db, "select from claim_vector", [])).length;

describe.runIf(isPglite)("with an embedder and a place for vectors", () => {
  withVectors("a paraphrase that shares no word with a claim finds it", async ({ ctx: given }) => {
    const { ctx, claim, other } = await aNewsroom(given);
    expect(await idsFor(ctx, paraphrase)).toEqual([]);
    await embedAll(ctx);
    expect(await idsFor(ctx, paraphrase)).toEqual([claim.id, other.id]);
    const [matches = []] = await matchTexts(ctx, [paraphrase]);
    for (const { score, isSame, why } of matches) {
      expect(score).toBeGreaterThan(0);
      expect([isSame, why]).toEqual([false, []]);
    }
  });

  withVectors(
    "several texts are each compared with their own vector, and one without words with none",
    async ({ ctx: given }) => {
      const { ctx, claim, other } = await aNewsroom(given);
      await embedAll(ctx);
      const found = await matchTexts(ctx, [paraphrase, "🕊️", "Prices rose"]);
      expect(found.map((matches) => matches.map(({ claimId }) => claimId))).toEqual([
        [claim.id, other.id],
        [],
        expect.arrayContaining([claim.id, other.id]),
      ]);
    },
  );

  withVectors(
    "of two claims with the same words the one that means more alike comes first",
    async ({ ctx: given }) => {
      const { ctx, endpoint } = await aNewsroom(given);
      const one = await aClaim(ctx, { text: "The bank by the river was closed" });
      const another = await aClaim(ctx, { text: "The river by the bank was closed" });
      const asked = "Was the bank or the river closed?";
      endpoint.answer = meaning({
        [one.text]: [1, 0, 0],
        [another.text]: [0, 1, 0],
        [asked]: [0, 1, 0],
      });
      await embedAll(ctx);
      const near = async () => (await idsFor(ctx, asked)).slice(0, 2);
      expect(await near()).toEqual([another.id, one.id]);
      endpoint.answer = meaning({ [asked]: [1, 0, 0] });
      expect(await near()).toEqual([one.id, another.id]);
    },
  );

  withVectors(
    "a claim that is recorded, revised or merged later is followed by its vector",
    async ({ ctx: given }) => {
      const { ctx, endpoint, claim } = await aNewsroom(given);
      await embedAll(ctx);
      const later = await aClaim(ctx, { text: "The truce holds" });
      await embedAll(ctx);
      expect(await vectorCount(ctx)).toBe(3);

      endpoint.asked.length = 0;
      await reviseClaim(ctx, { id: later.id, text: "The truce does not hold", expectedVersion: 1 });
      await embedAll(ctx);
      expect(endpoint.asked.flatMap(({ input }) => input)).toEqual(["The truce does not hold"]);

      await mergeClaims(ctx, { id: later.id, intoId: claim.id, expectedVersion: 2 });
      await embedAll(ctx);
      expect(await vectorCount(ctx)).toBe(2);
    },
  );

  withVectors(
    "claims get their vectors a portion at a time, and none is missed",
    async ({ ctx: given }) => {
      const { ctx } = await aNewsroom(given);
      expect(await embedClaims(ctx, 1)).toBe("more");
      expect(await vectorCount(ctx)).toBe(1);
      await aClaim(ctx, { text: "Recorded meanwhile" });
      while ((await embedClaims(ctx, 1)) === "more");
      expect(await vectorCount(ctx)).toBe(3);
      expect(await embedClaims(ctx, 1)).toBe("done");
    },
  );

  withVectors(
    "a text that the endpoint refuses keeps no other from its vector, and is tried again by reindex",
    async ({ ctx: given }) => {
      const { ctx, endpoint } = await aNewsroom(given);
      endpoint.answer = (asked, response) =>
        asked.input.includes(unlike)
          ? response.writeHead(400).end()
          : meaning(meanings)(asked, response);
      await embedAll(ctx);
      expect(await vectorCount(ctx)).toBe(1);

      endpoint.answer = meaning(meanings);
      for await (const _ of reindex(as(ctx, "ADMIN")));
      expect(await vectorCount(ctx)).toBe(2);
    },
  );

  withVectors("another model's vectors are not compared with it", async ({ ctx: given }) => {
    const { ctx, embedder, claim } = await aNewsroom(given);
    await embedAll(ctx);
    const renamed = { ...ctx, embedder: { ...embedder, model: "another" } };
    expect(await idsFor(renamed, paraphrase)).toEqual([]);
    await embedAll(renamed);
    expect(await idsFor(renamed, paraphrase)).toContain(claim.id);
  });

  withVectors("many vectors of a model are found by an index", async ({ ctx: given }) => {
    const made = await aNewsroom(given);
    const ctx = { ...made.ctx, embedder: { ...made.embedder, model: `it's "a" model` } };
    await embedAll(ctx);
    expect(await indexVectors(ctx.db, ctx.embedder.model)).toBe(false);
    expect(await indexVectors(ctx.db, ctx.embedder.model, 2)).toBe(true);
    // Two would be put in order without it.
    await query(ctx.db, "set local enable_sort = off", []);
    expect(await idsFor(ctx, paraphrase)).toEqual([made.claim.id, made.other.id]);
    const scans = await query(
      ctx.db,
      "select from pg_class where relname like 'claim_vector_%_idx' and pg_stat_get_xact_numscans(oid) > 0",
      [],
    );
    expect(scans).toHaveLength(1);
  });

  withVectors("GraphQL finds by meaning as well", async ({ ctx: given }) => {
    const { ctx, claim, embedder } = await aNewsroom(given);
    await embedAll(ctx);
    const door = createGraphQL({ publicUrl: "https://sanad.example", embedder, log: () => {} });
    const asked = `{ matchClaims(text: "${paraphrase}", first: 1) { claim { id } } }`;
    const response = await door.handle(
      new Request("https://sanad.example/graphql", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: asked }),
      }),
      { db: ctx.db, now: ctx.now, actor: { kind: "public" } },
    );
    expect(await response.json()).toEqual({ data: { matchClaims: [{ claim: { id: claim.id } }] } });
  });
});

const failures: Record<string, Parameters<typeof anEndpoint>[0]> = {
  "is slow": () => {},
  "answers with garbage": (_, response) => response.end("<html>"),
  "asks to be asked less": (_, response) => response.writeHead(429).end(),
  "refuses all texts": (_, response) => response.writeHead(400).end(),
  "gives vectors of another length": ({ input }, response) =>
    response.end(JSON.stringify({ data: input.map(() => ({ embedding: [1, 0, 0, 0] })) })),
};

describe.runIf(isPglite)("matching goes by words alone where the endpoint", () => {
  withVectors.for(Object.entries(failures))("%s", async ([, answer], { ctx: given }) => {
    const { ctx, endpoint, impatient } = await aNewsroom(given);
    await embedAll(ctx);
    const asked = "Who broke the truce?";
    endpoint.answer = answer;
    const found = await matchTexts({ ...ctx, embedder: impatient }, [asked]);
    expect(found).toEqual(await matchTexts({ ...ctx, embedder: undefined }, [asked]));
    expect(found[0]).toHaveLength(1);
  });

  withVectors("is down, and claims get their vectors once it is back", async ({ ctx: given }) => {
    const { ctx, endpoint, wait, claim } = await aNewsroom(given);
    const { answer } = endpoint;
    endpoint.answer = (_, response) => response.destroy();
    expect(await embedClaims(ctx)).toBe("unavailable");
    expect(await idsFor(ctx, "Who broke the truce?")).toEqual([claim.id]);
    endpoint.answer = answer;
    wait(11);
    await embedAll(ctx);
    expect(await idsFor(ctx, paraphrase)).toContain(claim.id);
  });
});

withVectors.runIf(isPglite)(
  "vectors of another length under the same name are refused",
  async ({ ctx: given }) => {
    const { ctx, endpoint } = await aNewsroom(given);
    await embedAll(ctx);
    endpoint.answer = failures["gives vectors of another length"] ?? endpoint.answer;
    await aClaim(ctx, { text: "The truce holds" });
    await expect(embedClaims(ctx)).rejects.toThrow("another model needs another name");
  },
);

test("without a place for vectors an embedder changes nothing", async ({ ctx }) => {
  expect(await prepareVectors(ctx.db)).toBe(false);
  const claim = await aClaim(ctx, { text: recorded });
  const { embedder } = anEmbedder(await anEndpoint(meaning(meanings)));
  const withEmbedder = { ...ctx, embedder };
  expect(await embedClaims(withEmbedder)).toBe("unavailable");
  const asked = ["Who broke the truce?"];
  const found = await matchTexts(withEmbedder, asked);
  expect(found).toEqual(await matchTexts(ctx, asked));
  expect(found[0]).toMatchObject([{ claimId: claim.id }]);
});

test("without an embedder a text takes one statement, and looking after vectors none", async ({
  database,
}) => {
  const ctx = editing(await database.connect());
  const claim = await aClaim(ctx, { text: recorded });
  while ((await catchUp(ctx, smallPortion)) === "BEHIND");
  let ids: string[] = [];
  const statements = await statementsOf(ctx, async () => {
    ids = await idsFor(ctx, "Who broke the truce?");
    expect(await embedClaims(ctx)).toBe("done");
  });
  expect(ids).toEqual([claim.id]);
  expect(statements).toHaveLength(1);
});
