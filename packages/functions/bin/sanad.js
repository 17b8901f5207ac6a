#!/usr/bin/env node
// Plain JavaScript, so that a Node too old to read TypeScript can still say so.
const needed = 24;
if (Number(process.versions.node.split(".")[0]) < needed) {
  console.error(
    `Sanad needs Node ${needed} or newer, and this is ${process.versions.node}: ` +
      "`npx sanad` and `npm start` use the one that npm brought.",
  );
  process.exitCode = 2;
} else {
  const { main } = await import("../src/cli/sanad.ts");
  process.exitCode = await main(process.argv.slice(2));
}
