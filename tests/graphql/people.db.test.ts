import type { Context } from "@sanad/core/context";
import { recordEntity, reviseEntity } from "@sanad/core/entity";
import { createId } from "@sanad/core/id";
import { signIn, suspendPerson } from "@sanad/core/person";
import { verifyLedger } from "@sanad/core/verify";
import { describe, expect } from "vitest";
import { createAuthenticate, type Issuer } from "../../packages/functions/src/session/index.ts";
import { anApp, errorOf, query } from "../http/an-app.ts";
import { test } from "../support/database.ts";
import { anEntity, as } from "../support/fixtures.ts";
import { ask, checksum, dataOf, type Who } from "../support/graphql.ts";

const suspend = `mutation ($input: SuspendPersonInput!) { suspendPerson(input: $input) { __typename
  ... on SuspendPersonSuccess { person { id name suspendedAt suspendedReason version } }
  ... on PersonNotFound { id } ... on VersionConflict { current } ... on PersonAlreadySuspended { suspendedAt } ... on SelfSuspension { message }
} }`;
const reinstate = `mutation ($input: ReinstatePersonInput!) { reinstatePerson(input: $input) { __typename
  ... on ReinstatePersonSuccess { person { id suspendedAt suspendedReason version } }
  ... on PersonNotFound { id } ... on VersionConflict { current } ... on PersonNotSuspended { message }
} }`;
const erase = `mutation ($input: ErasePayloadInput!) { erasePayload(input: $input) { __typename
  ... on ErasePayloadSuccess { revision { sequence action before after salt payloadHash hash } }
  ... on RevisionNotFound { sequence } ... on PayloadAlreadyErased { message } ... on LastRevisionOfRecord { subject }
} }`;
const everyoneElse: readonly Who[] = ["public", "READER", "CONTRIBUTOR", "CHECKER", "EDITOR"];
const reason = "گذرواژه لو رفت.";

/** Sara, who has signed in. */
async function sara(ctx: Context) {
  const issuer = "https://login.example";
  const actor = await signIn(ctx, { issuer, subject: "user-1", name: "Sara", role: "EDITOR" });
  if (actor.kind !== "person") throw new Error("A person was expected.");
  return actor;
}

describe("an ADMIN", () => {
  test("sees who has signed in", async ({ ctx }) => {
    const { id } = await sara(ctx);
    const { people } = await dataOf(
      ctx,
      "{ people { totalCount nodes { id name role issuer subject createdAt lastSeenAt suspendedAt suspendedReason version } } }",
      {},
      "ADMIN",
    );
    expect(people).toEqual({
      totalCount: 1,
      nodes: [
        {
          id,
          name: "Sara",
          role: "EDITOR",
          issuer: "https://login.example",
          subject: "user-1",
          createdAt: expect.any(String),
          lastSeenAt: expect.any(String),
          suspendedAt: null,
          suspendedReason: null,
          version: 1,
        },
      ],
    });
  });

  test("suspends somebody and reinstates them", async ({ ctx }) => {
    const { id } = await sara(ctx);
    const missing = createId("person");
    const out = async (given: object = {}) =>
      (await dataOf(ctx, suspend, { input: { id, expectedVersion: 1, reason, ...given } }, "ADMIN"))
        .suspendPerson;
    const back = async (given: object = {}) =>
      (await dataOf(ctx, reinstate, { input: { id, expectedVersion: 2, ...given } }, "ADMIN"))
        .reinstatePerson;
    expect(await out({ id: missing })).toEqual({ __typename: "PersonNotFound", id: missing });
    expect(await back()).toEqual({ __typename: "VersionConflict", current: 1 });
    expect(await back({ expectedVersion: 1 })).toMatchObject({ __typename: "PersonNotSuspended" });
    const { person } = await out();
    expect(person).toMatchObject({ id, name: "Sara", suspendedReason: reason, version: 2 });
    expect(await out({ expectedVersion: 2 })).toEqual({
      __typename: "PersonAlreadySuspended",
      suspendedAt: person.suspendedAt,
    });
    expect(await back()).toMatchObject({
      person: { id, suspendedAt: null, suspendedReason: null, version: 3 },
    });
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("does not suspend themself", async ({ ctx }) => {
    const { viewer } = await dataOf(ctx, "{ viewer { id } }", {}, "ADMIN");
    const given = { input: { id: viewer.id, expectedVersion: 1, reason } };
    expect((await dataOf(ctx, suspend, given, "ADMIN")).suspendPerson).toMatchObject({
      __typename: "SelfSuspension",
    });
  });

  test("needs a reason that says something", async ({ ctx }) => {
    const { id } = await sara(ctx);
    const before = await checksum(ctx.db);
    const input = { id, expectedVersion: 1, reason: "  " };
    expect((await ask(ctx, suspend, { input }, "ADMIN")).errors).toMatchObject([
      { extensions: { code: "BAD_USER_INPUT", argument: "input.reason" } },
    ]);
    expect(await checksum(ctx.db)).toBe(before);
  });

  test("erases what an entry of the log says, once the record says it no longer", async ({
    ctx,
  }) => {
    const { id } = await anEntity(ctx);
    const outcome = async (sequence: number) =>
      (await dataOf(ctx, erase, { input: { sequence, reason: "حق فراموشی" } }, "ADMIN"))
        .erasePayload;
    expect(await outcome(1)).toEqual({ __typename: "LastRevisionOfRecord", subject: id });
    const names = [{ language: "fa", name: "نام تازه" }];
    await reviseEntity(ctx, { id, expectedVersion: 1, names });
    expect(await outcome(1)).toEqual({
      __typename: "ErasePayloadSuccess",
      revision: {
        sequence: 1,
        action: "entity.record",
        before: null,
        after: null,
        salt: null,
        payloadHash: expect.any(String),
        hash: expect.any(String),
      },
    });
    expect(await outcome(1)).toMatchObject({ __typename: "PayloadAlreadyErased" });
    expect(await outcome(99)).toEqual({ __typename: "RevisionNotFound", sequence: 99 });
    const { revisions } = await dataOf(
      ctx,
      `{ revisions(last: 1) { nodes { action subject description after } } }`,
    );
    expect(revisions.nodes).toEqual([
      {
        action: "payload.erase",
        subject: "revision_00000000000000000000000001",
        description: "What an entry of the log says was erased.",
        after: { reason: "حق فراموشی" },
      },
    ]);
    expect(await verifyLedger(ctx.db)).toMatchObject({ erased: 1, faults: [] });
  });
});

test.for(everyoneElse)(
  "%s suspends, reinstates and erases nothing, and sees nothing of people",
  async (who, { ctx }) => {
    const { id } = await sara(ctx);
    await suspendPerson(as(ctx, "ADMIN"), { id, expectedVersion: 1, reason });
    const before = await checksum(ctx.db);
    const code = who === "public" ? "UNAUTHENTICATED" : "FORBIDDEN";
    const requests = [
      [suspend, { id, expectedVersion: 2, reason }],
      [reinstate, { id, expectedVersion: 2 }],
      [erase, { sequence: 1, reason }],
    ] as const;
    for (const [mutation, input] of requests) {
      const { data, errors } = await ask(ctx, mutation, { input }, who);
      expect({ data, errors }).toMatchObject({ data: null, errors: [{ extensions: { code } }] });
    }
    expect(await checksum(ctx.db)).toBe(before);

    const seen = await dataOf(
      ctx,
      `query ($id: ID!) { people { totalCount nodes { id } } node(id: $id) { id }
        revisions { nodes { action before after salt description } } }`,
      { id },
      who,
    );
    expect(seen).toEqual({
      people: null,
      node: null,
      revisions: {
        nodes: [
          {
            action: "person.suspend",
            before: null,
            after: null,
            salt: null,
            description: "Somebody was suspended.",
          },
        ],
      },
    });
  },
);

describe("who did what", () => {
  const log = "{ revisions { nodes { actor actorName } } }";

  test.for<Who>(["CHECKER", "EDITOR", "ADMIN"])("is told %s by name", async (who, { ctx }) => {
    const actor = await sara(ctx);
    await anEntity({ ...ctx, actor });
    await anEntity({ ...ctx, actor: { kind: "system", job: "import" } });
    expect((await dataOf(ctx, log, {}, who)).revisions.nodes).toEqual([
      { actor: actor.id, actorName: "Sara" },
      { actor: "system:import", actorName: null },
    ]);
  });

  test.for<Who>(["public", "READER", "CONTRIBUTOR"])(
    "is told %s by pseudonym alone",
    async (who, { ctx }) => {
      const actor = await sara(ctx);
      await anEntity({ ...ctx, actor });
      expect((await dataOf(ctx, log, {}, who)).revisions.nodes).toEqual([
        { actor: actor.id, actorName: null },
      ]);
    },
  );
});

test("somebody who is suspended while signed in is out ten seconds later", async ({ ctx }) => {
  let seconds = 0;
  const now = () => new Date(Date.UTC(2025, 5, 1) + seconds * 1_000);
  const issuer: Issuer = {
    url: "https://login.example",
    verify: async () => ({ sub: "user-1", name: "Sara", role: "EDITOR", exp: 4_000_000_000 }),
  };
  const authenticate = createAuthenticate({ db: ctx.db, issuer, roleClaim: "role", now });
  const { app } = anApp(ctx.db, { authenticate });
  const asked = () =>
    app.request("/graphql", query("{ viewer { id } }", { authorization: "Bearer a.b.c" }));
  const { data } = (await (await asked()).json()) as { data: { viewer: { id: string } } };
  await suspendPerson(as(ctx, "ADMIN"), { id: data.viewer.id, expectedVersion: 1, reason });
  seconds = 10;
  expect(await errorOf(await asked())).toMatchObject({ status: 403, code: "FORBIDDEN" });
});

test("a key's acts and a person's stand in one log, each under its own pseudonym", async ({
  ctx,
}) => {
  const actor = { kind: "key", id: createId("key"), name: "Gone", role: "CONTRIBUTOR" } as const;
  await recordEntity(
    { ...ctx, actor },
    { kind: "OUTLET", names: [{ language: "fa", name: "الف" }] },
  );
  const { revisions } = await dataOf(
    ctx,
    "{ revisions { nodes { actor actorName } } }",
    {},
    "ADMIN",
  );
  expect(revisions.nodes).toEqual([{ actor: actor.id, actorName: null }]);
});
