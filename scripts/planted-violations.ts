/**
 * A check that sees nothing passes: so one violation of each rule that the architecture rests on is planted in a folder laid
 * out as the repository is, under its own settings, and each must be caught.
 */

import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

type Run = (
  command: string,
  args: readonly string[],
  cwd: string,
) => Promise<{ exitCode: number; output: string }>;

const planted: { path: string; source: string; rule: string }[] = [
  {
    path: "packages/core/src/planted/graphql.ts",
    source: `import { parse } from "graphql";\nexport const planted = parse("{ a }");\n`,
    rule: "eslint(no-restricted-imports)",
  },
  {
    path: "packages/core/src/planted/functions.ts",
    source: `export { planted } from "../../../functions/src/planted/tables.ts";\n`,
    rule: "eslint(no-restricted-imports)",
  },
  {
    path: "packages/core/src/planted/planted.sql.ts",
    source: `export { planted } from "./index.ts";\n`,
    rule: "eslint(no-restricted-imports)",
  },
  {
    path: "packages/core/src/planted/environment.ts",
    source: `export const planted = process.env["PORT"];\n`,
    rule: "node(no-process-env)",
  },
  {
    path: "packages/core/src/planted/clock.ts",
    source: `export const planted = Date.now();\n`,
    rule: "eslint(no-restricted-properties)",
  },
  {
    path: "packages/core/src/planted/index.ts",
    source: `import { other } from "./other.ts";\nexport const planted = () => other;\n`,
    rule: "import(no-cycle)",
  },
  {
    path: "packages/core/src/planted/other.ts",
    source: `import { planted } from "./index.ts";\nexport const other = () => planted;\n`,
    rule: "import(no-cycle)",
  },
  {
    path: "packages/functions/src/planted/drizzle.ts",
    source: `import { sql } from "drizzle-orm";\nexport const planted = sql;\n`,
    rule: "eslint(no-restricted-imports)",
  },
  {
    path: "packages/functions/src/planted/tables.ts",
    source: `export { claim as planted } from "../../../core/src/claim/claim.sql.ts";\n`,
    rule: "eslint(no-restricted-imports)",
  },
  {
    path: "packages/functions/src/planted/environment.ts",
    source: `export const planted = process.env["PORT"];\n`,
    rule: "node(no-process-env)",
  },
  {
    path: "packages/functions/src/planted/promise.ts",
    source: `export function planted(): void {\n  Promise.resolve(1);\n}\n`,
    rule: "typescript(no-floating-promises)",
  },
  {
    path: "packages/functions/src/planted/switch.ts",
    source: `export function planted(of: "a" | "b"): void {\n  switch (of) {\n    case "a":\n      break;\n  }\n}\n`,
    rule: "typescript(switch-exhaustiveness-check)",
  },
];

/** The planted violations that went through, one a line; empty where every one was caught. */
export async function findMissedViolations(root: string, run: Run): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "sanad-planted-"));
  try {
    for (const file of [".oxlintrc.json", "tsconfig.json"])
      cpSync(join(root, file), join(folder, file));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    for (const { path, source } of planted) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), source);
    }
    const { output } = await run(
      "oxlint",
      ["--type-aware", "--format", "json", "packages"],
      folder,
    );
    const { diagnostics } = JSON.parse(output) as {
      diagnostics: { filename: string; code: string }[];
    };
    const caught = new Set(diagnostics.map(({ filename, code }) => `${filename} ${code}`));
    const missed = planted.filter(({ path, rule }) => !caught.has(`${path} ${rule}`));
    for (const { path, rule } of planted.filter((each) => !missed.includes(each))) {
      console.log(`       planted violation caught: ${rule} in ${path}`);
    }
    return missed.map(({ path, rule }) => `${rule} let ${path} through.`).join("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
