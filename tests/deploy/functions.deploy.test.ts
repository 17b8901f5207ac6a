import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deployed, deployedZip, functions, stages } from "./stand-in/deployed.ts";
import { confidential } from "./stand-in/secrets.ts";
import { filesIn } from "./stand-in/zip.ts";

const production = deployed("production");

describe.each(functions)("the function %s", (name) => {
  const { inputs } = production.one(`${name}Function`);
  const { zip, folder, environment } = deployedZip(name);

  it("runs on Node 24 on arm64 with 1024 MB, and in no VPC", () => {
    expect(inputs).toMatchObject({
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      memorySize: 1024,
      packageType: "Zip",
    });
    expect(inputs["vpcConfig"]).toBeUndefined();
  });

  it("is minified, and its source map is kept beside the archive and not in it", () => {
    const bundle = readFileSync(join(folder, "bundle.mjs"), "utf8");
    expect(bundle.length / bundle.split("\n").length).toBeGreaterThan(120);
    expect(filesIn(zip).filter((file) => file.endsWith(".map"))).toEqual([]);
    expect(statSync(join(folder, "bundle.mjs.map")).size).toBeGreaterThan(0);
    expect(production.one(`${name}Sourcemap0`).inputs["key"]).toMatch(/^sourcemap\//);
  });

  it("has no secret in its environment, nor readable in what is uploaded", () => {
    const uploaded = ["bundle.mjs", "resource.enc"].map((file) =>
      readFileSync(join(folder, file), "latin1"),
    );
    for (const text of [JSON.stringify(environment), ...uploaded]) {
      for (const secret of confidential) expect(text).not.toContain(secret);
    }
  });

  it("keeps its log for a month, as the lines that the app writes", () => {
    const group = production.one(`${name}LogGroup`).inputs;
    expect(group["retentionInDays"]).toBe(30);
    expect(inputs["loggingConfig"]).toEqual({ logFormat: "Text", logGroup: group["name"] });
  });
});

it("may do nothing but write its log, hand on dead letters, and be called by the scheduler", () => {
  const allowed = stages.flatMap((stage) =>
    deployed(stage)
      .ofType("aws:iam/role:Role")
      .flatMap(({ name, inputs }) => [
        ...(inputs["inlinePolicies"] ?? []).flatMap(({ policy }: { policy: string }) =>
          JSON.parse(policy).Statement.flatMap(({ Action }: { Action: string[] }) =>
            Action.map((action) => `${name} ${action}`),
          ),
        ),
        ...(inputs["managedPolicyArns"] ?? []).map((arn: string) => `${name} ${arn}`),
      ]),
  );
  const log = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
  expect(new Set(allowed)).toEqual(
    new Set([
      `ApiRole ${log}`,
      `IndexHandlerRole ${log}`,
      "IndexRole lambda:InvokeFunction",
      `MigratorRole ${log}`,
      `RecheckHandlerRole ${log}`,
      "RecheckHandlerRole sqs:SendMessage",
      "RecheckRole lambda:InvokeFunction",
      "RecheckRole sqs:SendMessage",
    ]),
  );
});

it("the API brings its contract and the explorer's page, the migrator the migrations", () => {
  const api = filesIn(deployedZip("Api").zip);
  expect(api).toEqual(
    expect.arrayContaining(["bundle.mjs", "schema.graphql", "explorer/index.html"]),
  );
  const migrations = filesIn(deployedZip("Migrator").zip).filter((file) =>
    /^migrations\/.+\/migration\.sql$/.test(file),
  );
  expect(migrations.length).toBeGreaterThan(0);
});

it("the API has thirty seconds, the migrator five minutes, and neither takes from what others may use", () => {
  expect(production.one("ApiFunction").inputs["timeout"]).toBe(30);
  expect(production.one("MigratorFunction").inputs["timeout"]).toBe(300);
  for (const { inputs } of production.ofType("aws:lambda/function:Function")) {
    expect(inputs["reservedConcurrentExecutions"]).toBeUndefined();
  }
});

it("the API knows its own address, and by default no other site's pages may ask", () => {
  expect(deployedZip("Api").environment).toMatchObject({
    PUBLIC_URL: "https://api.sanad.example",
    LOG_LEVEL: "info",
  });
  expect(production.linked("CorsOrigins")["value"]).toBe("https://api.sanad.example");
});

it("the search index is brought up to date every minute, and a run that failed is not tried again", () => {
  expect(production.one("IndexSchedule").inputs).toMatchObject({
    scheduleExpression: "rate(1 minute)",
    state: "ENABLED",
    target: { retryPolicy: { maximumRetryAttempts: 0 } },
  });
  expect(production.one("IndexHandlerEventInvokeConfig").inputs["maximumRetryAttempts"]).toBe(0);
});

it("the recheck runs every hour, is tried again, and leaves what it gives up in a queue for two weeks", () => {
  const queue = production.one("DeadLettersQueue");
  expect(queue.inputs["messageRetentionSeconds"]).toBe(14 * 24 * 60 * 60);
  expect(production.one("RecheckSchedule").inputs).toMatchObject({
    scheduleExpression: "rate(1 hour)",
    state: "ENABLED",
    target: {
      retryPolicy: { maximumRetryAttempts: 3 },
      deadLetterConfig: { arn: queue.outputs["arn"] },
    },
  });
  // The scheduler only hands over; that the function failed is Lambda's to see.
  expect(production.one("RecheckHandlerEventInvokeConfig").inputs).toMatchObject({
    maximumRetryAttempts: 2,
    destinationConfig: { onFailure: { destination: queue.outputs["arn"] } },
  });
});
