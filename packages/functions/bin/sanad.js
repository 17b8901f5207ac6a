#!/usr/bin/env node
// Plain JavaScript, so that a Node too old to read TypeScript can still say so.
import module from "node:module";
import { fileURLToPath } from "node:url";

const needed = 24;
if (Number(process.versions.node.split(".")[0]) < needed) {
  console.error(
    `Sanad needs Node ${needed} or newer, and this is ${process.versions.node}: ` +
      "`npx sanad` and `npm start` use the one that npm brought.",
  );
  process.exitCode = 2;
} else {
  // A start is mostly reading TypeScript and compiling it: the next one need not do it again. Where nothing can be written it does.
  module.enableCompileCache(
    fileURLToPath(new URL("../../../node_modules/.cache/sanad", import.meta.url)),
  );
  const { main } = await import("../src/cli/sanad.ts");
  process.exitCode = await main(process.argv.slice(2));
}
