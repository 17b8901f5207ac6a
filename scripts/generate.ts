/**
 * Writes the TypeScript of the contract's inputs, enums and mutations; with `--check`, only compares. It gives no resolver
 * types: there is no resolver per field, the planner in core answers every read.
 */

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codegen } from "@graphql-codegen/core";
import { plugin as typescript } from "@graphql-codegen/typescript";
import { buildSchema, type GraphQLSchema, type GraphQLUnionType, parse } from "graphql";

const root = join(import.meta.dirname, "..");
const target = join(root, "packages/functions/src/graphql/generated.ts");
const sdl = readFileSync(join(root, "schema.graphql"), "utf8");

/** What each mutation is given, and which records its success carries. */
function mutations(schema: GraphQLSchema): string {
  const lines = Object.values(schema.getMutationType()?.getFields() ?? {}).map(
    ({ name, args, type }) => {
      const success = (type as { ofType: GraphQLUnionType }).ofType
        .getTypes()
        .find((it) => it.name.endsWith("Success"));
      const records = Object.keys(success?.getFields() ?? {}).map((it) => `"${it}"`);
      return `${name}: { input: ${String(args[0]?.type).slice(0, -1)}; records: ${records.join(" | ")} };`;
    },
  );
  return `export type Mutations = { ${lines.join("\n")} };`;
}

const text = { input: "string", output: "string" };
const generated = await codegen({
  filename: target,
  schema: parse(sdl),
  schemaAst: buildSchema(sdl),
  documents: [],
  config: {
    onlyOperationTypes: true,
    enumsAsTypes: true,
    useTypeImports: true,
    inputMaybeValue: "T | null",
    disableDescriptions: true,
    scalars: { DateTime: text, PartialDate: text, LanguageTag: text, URL: text, JSON: "unknown" },
  },
  plugins: [{ typescript: {} }, { mutations: {} }],
  pluginMap: { typescript: { plugin: typescript }, mutations: { plugin: mutations } },
});
const header = "// Written by `npm run generate` from schema.graphql; not to be changed by hand.\n";
const oxfmt = join(root, "node_modules/.bin/oxfmt");
const formatted = execFileSync(oxfmt, ["--stdin-filepath", target], {
  input: header + generated,
  encoding: "utf8",
  cwd: root,
});

if (!process.argv.includes("--check")) writeFileSync(target, formatted);
else if (readFileSync(target, "utf8") !== formatted) {
  console.error("generated.ts does not fit schema.graphql: run `npm run generate`.");
  process.exitCode = 1;
}
