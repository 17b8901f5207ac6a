/**
 * esbuild's plugin for the functions' bundles, through SST's `nodejs.plugins`, since SST hands esbuild no aliases. It leaves out
 * what is never run here and would still be read at every start: a third of the bundle, 35 MB … of the start.
 */

import { fileURLToPath } from "node:url";

const nothing = { path: fileURLToPath(new URL("nothing.cjs", import.meta.url)) };

const neverRun = new Set([
  // The traces that Apollo's gateway and its paid service read.
  "@apollo/usage-reporting-protobuf",
  // Makes schemas of text and resolvers; ours is made before Apollo gets it.
  "@graphql-tools/schema",
  // pino's way to write from another thread, which Lambda would freeze with lines unwritten.
  "thread-stream",
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
        neverRun.has(asked.path) || isDisabled(asked) ? nothing : undefined,
      );
    },
  },
];
