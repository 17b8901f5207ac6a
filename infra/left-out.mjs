/**
 * esbuild's plugin for the functions' bundles, through SST's `nodejs.plugins`, since SST hands esbuild no aliases. It leaves out
 * what is never run here and would be read at every start all the same: a third of the bundle.
 */

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const file = (name) => ({ path: fileURLToPath(new URL(name, import.meta.url)) });
const nothing = file("nothing.cjs");

const instead = new Map([
  // The traces that Apollo's gateway and its paid service read.
  ["@apollo/usage-reporting-protobuf", nothing],
  // Makes schemas of text and resolvers; ours is made before Apollo gets it.
  ["@graphql-tools/schema", nothing],
  // In a bundle it does not find Node's own and hashes in JavaScript.
  ["@apollo/utils.createhash", file("create-hash.mjs")],
  // Apollo requires it and we import it: one of its two builds is enough.
  ["lru-cache", { path: createRequire(import.meta.url).resolve("lru-cache") }],
]);

/** What Apollo loads on demand are its reporting, landing pages and incremental delivery, all of them disabled in graphql/server.ts. */
function isDisabled({ kind, importer }) {
  return kind === "dynamic-import" && importer.includes("/node_modules/@apollo/server/");
}

export default [
  {
    name: "left-out",
    setup(build) {
      // SST 4.17 asks a plugin about every import only if its filter fits any text at all.
      build.onResolve({ filter: /^/ }, (asked) =>
        isDisabled(asked) ? nothing : instead.get(asked.path),
      );
    },
  },
];
