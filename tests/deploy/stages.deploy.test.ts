import { describe, expect, it } from "vitest";
import { deployed } from "./stand-in/deployed.ts";

const production = deployed("production");
const preview = deployed("pr-7");
const tail = "eu-central-1.aws.neon.tech/sanad?sslmode=require";

describe("production", () => {
  it("is protected from removal", () => {
    expect(production.one("sanad-production").outputs["_protect"]).toBe(true);
  });

  it("uses the database that is there", () => {
    expect(production.all.filter(({ type }) => type.startsWith("neon:"))).toEqual([]);
    expect(production.linked("OwnerDatabase")["url"]).toBe(
      `postgres://sanad_owner:of-the-owner@ep-main-1.${tail}`,
    );
  });
});

describe("a stage for a pull request", () => {
  it("may be removed, and then leaves nothing but its source maps", () => {
    expect(preview.one("sanad-pr-7").outputs["_protect"]).toBe(false);
    const left = preview.all.filter(({ retainOnDelete }) => retainOnDelete);
    expect(left.map(({ name }) => name).filter((name) => !/Sourcemap\d+$/.test(name))).toEqual([]);
  });

  it("has a branch of its own, from the parent that holds samples", () => {
    expect(preview.one("Branch").inputs).toEqual({
      name: "pr-7",
      projectId: "project-3",
      parentId: "br-seeded-4",
    });
    expect(preview.one("Endpoint").inputs).toMatchObject({
      branchId: preview.one("Branch").id,
      type: "read_write",
    });
  });

  it("reaches its branch with the parent's logins", () => {
    expect(preview.linked("OwnerDatabase")["url"]).toBe(
      `postgres://sanad_owner:of-the-owner@ep-branch-123.${tail}`,
    );
  });

  it("mails no alarms", () => {
    expect(preview.ofType("aws:cloudwatch/metricAlarm:MetricAlarm")).toEqual([]);
    expect(preview.ofType("aws:sns/topicSubscription:TopicSubscription")).toEqual([]);
  });
});

it("the app comes through the pooler, in a role that owns no table", () => {
  expect(production.linked("AppDatabase")["url"]).toBe(
    `postgres://sanad_app:of-the-app%2F1@ep-main-1-pooler.${tail}`,
  );
  expect(preview.linked("AppDatabase")["url"]).toBe(
    `postgres://sanad_app:of-the-app%2F1@ep-branch-123-pooler.${tail}`,
  );
});
