import type { Context } from "@sanad/core/context";
import { NotPermitted } from "@sanad/core/errors";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";
import {
  InvalidToken,
  IssuerUnreachable,
  remoteIssuer,
} from "../../packages/functions/src/session/index.ts";
import { test } from "../support/database.ts";
import { audience, startIssuer, type TestIssuer } from "./oidc-issuer.ts";
import { inSeconds, signingIn } from "./signing-in.ts";

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());

test("without an Authorization header it is the public who asks", async ({ ctx }) => {
  expect(await signingIn(issuer, ctx)(null)).toEqual({ kind: "public" });
});

describe("a token of the issuer", () => {
  test.for(["RS256", "ES256"])(
    "signed by %s names the person, always the same one",
    async (alg, { ctx }) => {
      const authenticate = signingIn(issuer, ctx);
      const actor = await authenticate(`Bearer ${await issuer.sign({ role: "CHECKER" }, { alg })}`);
      expect(actor).toEqual({
        kind: "person",
        id: expect.stringMatching(/^person_/),
        name: "Sara",
        role: "CHECKER",
      });
      const later = await authenticate(
        `bearer ${await issuer.sign({ role: "EDITOR", name: "Sara A." }, { alg })}`,
      );
      expect(later).toEqual({ ...actor, name: "Sara A.", role: "EDITOR" });
      const other = await authenticate(`Bearer ${await issuer.sign({ sub: "user-2" }, { alg })}`);
      expect(other).not.toMatchObject({ id: "id" in actor ? actor.id : "" });
    },
  );

  test("that names no role is a reader's, signed in", async ({ ctx }) => {
    expect(await signingIn(issuer, ctx)(`Bearer ${await issuer.sign()}`)).toMatchObject({
      kind: "person",
      role: "READER",
    });
  });

  test.for([
    { roleClaim: "role", claims: { role: "ADMIN" }, role: "ADMIN" },
    {
      roleClaim: "roles",
      claims: { roles: ["offline_access", "CHECKER", "CONTRIBUTOR"] },
      role: "CHECKER",
    },
    { roleClaim: "roles", claims: { roles: ["offline_access"] }, role: "READER" },
    {
      roleClaim: "realm_access.roles",
      claims: { realm_access: { roles: ["EDITOR"] } },
      role: "EDITOR",
    },
    { roleClaim: "realm_access.roles", claims: { realm_access: "none" }, role: "READER" },
    {
      roleClaim: "https://sanad.example/role",
      claims: { "https://sanad.example/role": "EDITOR" },
      role: "EDITOR",
    },
  ])("has its role in $roleClaim: $claims", async ({ roleClaim, claims, role }, { ctx }) => {
    const authenticate = signingIn(issuer, ctx, { roleClaim });
    expect(await authenticate(`Bearer ${await issuer.sign(claims)}`)).toMatchObject({ role });
  });

  test("is good after the issuer's keys have changed, and the old one's is not", async ({
    ctx,
  }) => {
    const authenticate = signingIn(issuer, ctx);
    const old = `Bearer ${await issuer.sign({ role: "EDITOR" })}`;
    await authenticate(old);
    await issuer.rotate();
    expect(await authenticate(`Bearer ${await issuer.sign({ role: "CHECKER" })}`)).toMatchObject({
      role: "CHECKER",
    });
    await expect(signingIn(issuer, ctx)(old)).rejects.toThrow(InvalidToken);
  });

  test("with a name that Postgres could not keep is taken without what is wrong in it", async ({
    ctx,
  }) => {
    const actor = await signingIn(
      issuer,
      ctx,
    )(`Bearer ${await issuer.sign({ name: `Sa\u0000ra \uD800${"x".repeat(9000)}` })}`);
    expect(actor).toMatchObject({ name: expect.stringMatching(/^Sara \uFFFDx{194}$/u) });
  });
});

describe("an issuer that cannot be reached", () => {
  test.for([500, 404])("since it answers %i makes no token bad", async (status, { ctx }) => {
    onTestFinished(() => issuer.breakWith(null));
    const authenticate = signingIn(issuer, ctx);
    const header = `Bearer ${await issuer.sign()}`;
    issuer.breakWith(status);
    await expect(authenticate(header)).rejects.toThrow(IssuerUnreachable);
    issuer.breakWith(null);
    expect(await authenticate(header)).toMatchObject({ kind: "person" });
  });

  test("since nothing listens there makes no token bad", async ({ ctx }) => {
    const gone = await startIssuer();
    const header = `Bearer ${await gone.sign()}`;
    await gone.close();
    const authenticate = signingIn(issuer, ctx, {
      issuer: remoteIssuer({ url: gone.url, audience }),
    });
    await expect(authenticate(header)).rejects.toThrow(IssuerUnreachable);
  });

  test("or whose document is another's is none", async ({ ctx }) => {
    const authenticate = signingIn(issuer, ctx, {
      issuer: remoteIssuer({ url: issuer.url.replace("127.0.0.1", "localhost"), audience }),
    });
    await expect(authenticate(`Bearer ${await issuer.sign()}`)).rejects.toThrow(IssuerUnreachable);
  });
});

describe("the row of somebody who signed in", () => {
  const lastSeen = async ({ db }: Context) => {
    const { rows } = (await db.execute(
      sql`select last_seen_at::text as at from person`,
    )) as unknown as { rows: { at: string }[] };
    return rows.map((row) => row.at);
  };

  test("is not written again for every request", async ({ ctx }) => {
    const start = Date.now();
    let minutes = 0;
    const authenticate = signingIn(issuer, ctx, { now: () => new Date(start + minutes * 60_000) });
    const token = `Bearer ${await issuer.sign()}`;
    await authenticate(token);
    const first = await lastSeen(ctx);
    minutes = 4;
    await authenticate(token);
    expect(await lastSeen(ctx)).toEqual(first);
    minutes = 6;
    await authenticate(token);
    expect(await lastSeen(ctx)).not.toEqual(first);
    expect(first).toHaveLength(1);
  });

  test("keeps out somebody who is suspended, at the latest after half a minute", async ({
    ctx,
  }) => {
    const start = Date.now();
    let seconds = 0;
    const authenticate = signingIn(issuer, ctx, { now: () => new Date(start + seconds * 1_000) });
    const token = `Bearer ${await issuer.sign({ role: "EDITOR" })}`;
    await authenticate(token);
    await ctx.db.execute(sql`update person set suspended_at = now()`);
    seconds = 31;
    await expect(authenticate(token)).rejects.toThrow(NotPermitted);
  });

  test("does not let a token live on that has expired meanwhile", async ({ ctx }) => {
    const start = Date.now();
    let seconds = 0;
    const authenticate = signingIn(issuer, ctx, { now: () => new Date(start + seconds * 1_000) });
    const token = `Bearer ${await issuer.sign({ exp: inSeconds(10) })}`;
    await authenticate(token);
    seconds = 20;
    await expect(authenticate(token)).rejects.toThrow(/has expired/);
  });
});
