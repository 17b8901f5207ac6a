import { defineConfig } from "vitest/config";

/** Apollo loads graphql as CommonJS; a second copy as a module would not know its schema. */
const resolve = { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] };

/** Tests that need a database are named `*.db.test.ts` and run twice, on PGlite and on a real server; others run once. */
const onDatabase = (name: "pglite" | "postgres") => ({
  resolve,
  test: {
    name,
    include: ["tests/**/*.db.test.ts"],
    globalSetup: ["tests/support/global.ts"],
    env: { TEST_DATABASE: name },
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: { name: "pure", include: ["tests/**/*.test.ts"], exclude: ["tests/**/*.db.test.ts"] },
      },
      onDatabase("pglite"),
      onDatabase("postgres"),
    ],
  },
});
