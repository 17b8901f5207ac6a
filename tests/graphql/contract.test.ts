import { readFileSync } from "node:fs";
import { buildSchema, validateSchema } from "graphql";
import { expect, test } from "vitest";

test("the contract is valid, which no start checks again", () => {
  expect(validateSchema(buildSchema(readFileSync("schema.graphql", "utf8")))).toEqual([]);
});
