// A run whose tests fail must fail, also where it started a server: a library once ended it with 0 nevertheless.
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { disposableFolder, root } from "../support/server.ts";

test.for([
  ["passes", "1", 0],
  ["fails", "2", 1],
] as const)("a run ends as its test does, which %s", ([, found, exitCode]) => {
  using folder = disposableFolder();
  mkdirSync(join(folder.path, "tests"));
  symlinkSync(join(root, "node_modules"), join(folder.path, "node_modules"));
  const setup = JSON.stringify(join(root, "tests/support/global.ts"));
  writeFileSync(
    join(folder.path, "vitest.config.mjs"),
    `export default { test: { globalSetup: [${setup}] } };`,
  );
  writeFileSync(
    join(folder.path, "tests/planted.test.mjs"),
    `import { expect, test } from "vitest";\ntest("planted", () => expect(1).toBe(${found}));`,
  );
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const { status, stdout } = spawnSync(process.execPath, [vitest, "run", "--root", folder.path], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" },
  });
  expect(stdout).toContain("planted");
  expect(status, stdout).toBe(exitCode);
});
