import { factchecktools } from "@googleapis/factchecktools";
import { createApiKey, revokeApiKey } from "@sanad/core/key";
import type { Context } from "@sanad/core/context";
import { describe, expect } from "vitest";
import { createAuthenticate, type Issuer } from "../../packages/functions/src/session/index.ts";
import { test } from "../support/database.ts";
import { as } from "../support/fixtures.ts";
import { aReviewOfOthers } from "../support/reviews.ts";
import { anApp } from "./an-app.ts";
import { serving } from "./serving.ts";

const path = "/v1alpha1/claims:search?query=آتش‌بس";

/** Of people's tokens none are in these tests. */
const nobodys: Issuer = {
  url: "https://login.example",
  verify: async () => {
    throw new Error("No token of a person's was sent.");
  },
};
const signingInHere = ({ db, now }: Context) =>
  createAuthenticate({ db, issuer: nobodys, roleClaim: "role", now });

async function appWithKeys(ctx: Context) {
  const { secret, key } = await createApiKey(as(ctx, "ADMIN"), {
    name: "Reader",
    scopes: ["READ"],
  });
  await aReviewOfOthers(ctx);
  const given = { searchRequiresKey: true, authenticate: signingInHere(ctx) };
  return { ...anApp(ctx.db, given), secret, row: key, given };
}

describe("where a key is required, searching", () => {
  test("takes one in the address, in Google's header or as a token, and no cache keeps the answer", async ({
    ctx,
  }) => {
    const { app, secret, lines, row } = await appWithKeys(ctx);
    for (const response of [
      await app.request(`${path}&key=${secret}`),
      await app.request(path, { headers: { "x-goog-api-key": secret } }),
      await app.request(path, { headers: { authorization: `Bearer ${secret}` } }),
    ]) {
      expect(await response.json()).toMatchObject({ claims: [{ claimReview: [{}] }] });
      expect(response.headers.get("cache-control")).toContain("no-store");
    }
    expect(lines.map(({ actor }) => actor)).toEqual([row.id, row.id, row.id]);
    expect(JSON.stringify(lines)).not.toContain(secret);
  });

  test("takes the key that Google's client is given", async ({ ctx }) => {
    const { given, secret } = await appWithKeys(ctx);
    const rootUrl = `${await serving(ctx.db, given)}/`;
    const client = factchecktools({ version: "v1alpha1", rootUrl, auth: secret });
    const { data } = await client.claims.search({ query: "آتش‌بس" });
    expect(data.claims).toHaveLength(1);
  });

  test("is refused without one, as Google refuses it", async ({ ctx }) => {
    const response = await (await appWithKeys(ctx)).app.request(path);
    expect([response.status, await response.json()]).toEqual([
      403,
      {
        error: {
          code: 403,
          status: "PERMISSION_DENIED",
          message: expect.stringContaining("doesn't allow unregistered callers"),
        },
      },
    ]);
  });

  test("is refused with one of another's, with half of one and with one that was revoked", async ({
    ctx,
  }) => {
    const { app, secret, row } = await appWithKeys(ctx);
    await revokeApiKey(as(ctx, "ADMIN"), { id: row.id, expectedVersion: 1 });
    for (const key of ["AIzaSyNotOurs", secret.slice(0, 20), secret]) {
      const response = await app.request(`${path}&key=${key}`);
      expect([response.status, await response.json()]).toMatchObject([
        400,
        {
          error: {
            status: "INVALID_ARGUMENT",
            message: expect.stringMatching(/^API key not valid\./),
            details: [{ reason: "API_KEY_INVALID" }],
          },
        },
      ]);
    }
  });
});

test("where no key is required, another's is not looked at, and a bad token is still refused", async ({
  ctx,
}) => {
  await aReviewOfOthers(ctx);
  const { app } = anApp(ctx.db, { authenticate: signingInHere(ctx) });
  const found = await app.request(`${path}&key=AIzaSyNotOurs`);
  expect(found.status).toBe(200);
  expect(found.headers.get("cache-control")).toMatch(/^public, /);
  const refused = await app.request(path, { headers: { authorization: "Bearer sanad_x" } });
  expect([refused.status, await refused.json()]).toMatchObject([
    401,
    { error: { status: "UNAUTHENTICATED" } },
  ]);
});
