import { defineConfig } from "vitest/config";

/** Apollo loads graphql as CommonJS; a second copy as a module would not know its schema. */
const resolve = { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] };

/** Against a test that hangs, not one that is slow: machines are shared. */
const testTimeout = 60_000;

/** What takes long and does not depend on which database it is runs on the server alone. */
const onServerOnly = [
  "tests/core/search-index.db.test.ts",
  "tests/graphql/one-statement.db.test.ts",
];

/** Tests that need a database are named `*.db.test.ts` and run twice, on PGlite and on a real server; others run once. */
const onDatabase = (name: "pglite" | "postgres") => ({
  resolve,
  test: {
    name,
    include: ["tests/**/*.db.test.ts"],
    exclude: name === "pglite" ? onServerOnly : [],
    globalSetup: ["tests/support/global.ts"],
    env: { TEST_DATABASE: name },
    testTimeout,
    hookTimeout: testTimeout,
  },
});

/** What starts many processes, kills them or their connections, and measures: `npm run test:slow`, no part of `npm test`. */
const slow = {
  resolve,
  test: {
    name: "slow",
    include: ["tests/slow/**/*.slow.test.ts"],
    globalSetup: ["tests/support/global.ts"],
    testTimeout: 600_000,
    hookTimeout: 60_000,
    // One after the other: each is to have the machine, so that what it kills is at work.
    fileParallelism: false,
  },
};

/** The contract's tests once more, as Lambda and Neon serve it: another way to send a request, and another driver. */
const lambda = {
  resolve,
  test: {
    name: "lambda",
    include: ["tests/graphql/**/*.test.ts"],
    globalSetup: ["tests/support/global.ts"],
    env: { TEST_DATABASE: "neon", TEST_DOOR: "lambda" },
    testTimeout,
    hookTimeout: testTimeout,
  },
};

/** What `sst deploy` would make, and the deployed artefact under Lambda's own runtime client: `npm run test:deploy`. */
const deploy = {
  resolve,
  test: {
    name: "deploy",
    include: ["tests/deploy/**/*.deploy.test.ts"],
    globalSetup: [
      "tests/support/global.ts",
      "tests/deploy/global.ts",
      "tests/deploy/runtime-client.ts",
    ],
    testTimeout: 300_000,
    hookTimeout: 600_000,
    fileParallelism: false,
    // After the others, so that what it measures has the machine.
    sequence: { groupOrder: 1 },
  },
};

export default defineConfig({
  test: {
    // By default one core is left to the rest of the machine, which on a machine of two is half of it.
    maxWorkers: "100%",
    // Tests own their rows, so files can share a worker, and with it the modules and the database that it has loaded.
    isolate: false,
    projects: [
      {
        resolve,
        test: {
          name: "pure",
          testTimeout,
          hookTimeout: testTimeout,
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/**/*.{db,slow,deploy}.test.ts"],
        },
      },
      onDatabase("pglite"),
      onDatabase("postgres"),
      slow,
      lambda,
      deploy,
    ],
  },
});
