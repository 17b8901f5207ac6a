import { describe, expect, it } from "vitest";
import { onHost, throughPooler, withLogin } from "../../infra/database-address.ts";

const owner =
  "postgres://owner:p%40ss@ep-calm-sea-1.eu-central-1.aws.neon.tech/sanad?sslmode=require";

describe("the address of a database in a deployment", () => {
  it("keeps its login, database and options on a branch's host", () => {
    expect(onHost(owner, "ep-own-2.eu-central-1.aws.neon.tech")).toBe(
      "postgres://owner:p%40ss@ep-own-2.eu-central-1.aws.neon.tech/sanad?sslmode=require",
    );
  });

  it("holds a password with any sign in it", () => {
    const password = "a/b@c:d?e#f%g ü";
    const url = new URL(withLogin(owner, "sanad_app", password));
    expect(url.username).toBe("sanad_app");
    expect(decodeURIComponent(url.password)).toBe(password);
    expect(url.hostname).toBe("ep-calm-sea-1.eu-central-1.aws.neon.tech");
  });

  it("names Neon's pooler, and leaves another server's host alone", () => {
    expect(throughPooler(owner)).toBe(
      "postgres://owner:p%40ss@ep-calm-sea-1-pooler.eu-central-1.aws.neon.tech/sanad?sslmode=require",
    );
    const other = "postgres://owner:secret@db.example.org:5433/sanad";
    expect(throughPooler(other)).toBe(other);
  });

  it("is refused with a sentence that does not repeat it, if it is none or the pooler's", () => {
    for (const wrong of ["", "secret", "https://owner:secret@example.org/sanad"]) {
      expect(() => throughPooler(wrong)).toThrow(
        /^OwnerDatabaseUrl must be postgres:\/\/ROLE:PASSWORD@HOST\/DATABASE\.$/,
      );
    }
    const pooled = "postgres://owner:secret@ep-calm-sea-1-pooler.eu-central-1.aws.neon.tech/sanad";
    expect(() => onHost(pooled, "ep-own-2.neon.tech")).toThrow(/must name the direct host/);
  });
});
