import * as errors from "@sanad/core/errors";
import { isInterfaceType } from "graphql";
import { beforeEach, expect, test } from "vitest";
import { change, read } from "../../packages/functions/src/graphql/operation.ts";
import { createSchema } from "../../packages/functions/src/graphql/schema.ts";
import { ask, logged, refusalOf } from "./door.ts";

beforeEach(() => {
  logged.length = 0;
});

const recordEntity = (payload: string) =>
  `mutation { recordEntity(input: { kind: OUTLET, names: [{ language: "en", name: "A" }] }) { ${payload} } }`;

test("nobody who is not signed in changes anything", async () => {
  expect(await ask(recordEntity("__typename"))).toMatchObject({
    status: 200,
    data: null,
    errors: [{ extensions: { code: "UNAUTHENTICATED" } }],
  });
  expect(logged).toEqual([]);
});

test("what cannot be read of the answer is refused before anything is written", async () => {
  const success = recordEntity(
    "... on RecordEntitySuccess { made: entity { claims(first: 0) { totalCount } } }",
  );
  const refusal = recordEntity(
    "... on DuplicateEntity { existing { sources(last: 101) { totalCount } } }",
  );
  const badInput = { status: 400, code: "BAD_USER_INPUT" };
  expect(await refusalOf(success)).toMatchObject({
    ...badInput,
    argument: "recordEntity.made.claims.first",
  });
  expect(await refusalOf(refusal)).toMatchObject({
    ...badInput,
    argument: "recordEntity.existing.sources.last",
  });
});

test("every refusal of the contract is one of core's", () => {
  const schema = createSchema(read, change);
  const refusals = schema.getType("Refusal");
  const names = isInterfaceType(refusals) ? schema.getPossibleTypes(refusals).map(String) : [];
  expect(names.length).toBeGreaterThan(10);
  const known: Record<string, unknown> = errors;
  expect(names.filter((name) => known[name] === undefined)).toEqual([]);
});

test("a fault is logged with its cause and told to nobody", async () => {
  const {
    status,
    data,
    errors: told,
  } = await ask("{ viewer { role } claims { totalCount } entities { totalCount } }");
  expect({ status, data }).toEqual({ status: 200, data: null });
  expect(told?.map(({ message, extensions }) => [message, extensions])).toEqual(
    expect.arrayContaining([["Internal server error", { code: "INTERNAL_SERVER_ERROR" }]]),
  );
  expect(logged.splice(0)).toEqual([new Error("Nothing here may ask the database.")]);
});
