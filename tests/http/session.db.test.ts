import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "@sanad/core/context";
import { NotPermitted } from "@sanad/core/errors";
import { sql } from "drizzle-orm";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";
import {
  createAuthenticate,
  InvalidToken,
  type Issuer,
  IssuerUnreachable,
  localIssuer,
  remoteIssuer,
} from "../../packages/functions/src/session/index.ts";
import { test } from "../support/database.ts";
import { audience, startIssuer, type TestIssuer } from "./oidc-issuer.ts";

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());

/** How a server that trusts the issuer takes an `Authorization` header. */
function signingIn(
  { db }: Context,
  given: { issuer?: Issuer; roleClaim?: string; now?: () => Date } = {},
) {
  return createAuthenticate({
    db,
    issuer: remoteIssuer({ url: issuer.url, audience, cooldownMs: 0 }),
    roleClaim: "role",
    now: () => new Date(),
    ...given,
  });
}

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

test("without an Authorization header it is the public who asks", async ({ ctx }) => {
  expect(await signingIn(ctx)(null)).toEqual({ kind: "public" });
});

describe("a token of the issuer", () => {
  test.for(["RS256", "ES256"])(
    "signed by %s names the person, always the same one",
    async (alg, { ctx }) => {
      const authenticate = signingIn(ctx);
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
    expect(await signingIn(ctx)(`Bearer ${await issuer.sign()}`)).toMatchObject({
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
    const authenticate = signingIn(ctx, { roleClaim });
    expect(await authenticate(`Bearer ${await issuer.sign(claims)}`)).toMatchObject({ role });
  });

  test("is good after the issuer's keys have changed, and the old one's is not", async ({
    ctx,
  }) => {
    const authenticate = signingIn(ctx);
    const old = `Bearer ${await issuer.sign({ role: "EDITOR" })}`;
    await authenticate(old);
    await issuer.rotate();
    expect(await authenticate(`Bearer ${await issuer.sign({ role: "CHECKER" })}`)).toMatchObject({
      role: "CHECKER",
    });
    await expect(signingIn(ctx)(old)).rejects.toThrow(InvalidToken);
  });

  test("with a name that Postgres could not keep is taken without what is wrong in it", async ({
    ctx,
  }) => {
    const actor = await signingIn(ctx)(
      `Bearer ${await issuer.sign({ name: `Sa\u0000ra \uD800${"x".repeat(9000)}` })}`,
    );
    expect(actor).toMatchObject({ name: expect.stringMatching(/^Sara \uFFFDx{194}$/u) });
  });
});

describe("refused, and never taken for the public:", () => {
  const unsigned = () =>
    `${encode({ alg: "none" })}.${encode({ iss: issuer.url, aud: audience, sub: "user-1", exp: inSeconds(60), role: "ADMIN" })}.`;
  const withSecret = () =>
    new SignJWT({ role: "ADMIN" })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer(issuer.url)
      .setAudience(audience)
      .setSubject("user-1")
      .setExpirationTime("1h")
      .sign(new TextEncoder().encode("a secret of at least thirty-two bytes"));
  const forged = async () => {
    const [header, , signature] = (await issuer.sign()).split(".");
    const claims = {
      iss: issuer.url,
      aud: audience,
      sub: "user-1",
      exp: inSeconds(60),
      role: "ADMIN",
    };
    return `${header}.${encode(claims)}.${signature}`;
  };
  const bad: [string, () => string | Promise<string>, RegExp][] = [
    ["changed claims under an old signature", forged, /signature is wrong/],
    ["another issuer", () => issuer.sign({ iss: "https://issuer.example" }), /another issuer/],
    ["another audience", () => issuer.sign({ aud: "https://other.example" }), /another audience/],
    ["no audience", () => issuer.sign({ aud: null }), /another audience/],
    ["expired", () => issuer.sign({ exp: inSeconds(-60) }), /has expired/],
    ["without an end", () => issuer.sign({ exp: null }), /claim exp is missing/],
    ["not valid yet", () => issuer.sign({ nbf: inSeconds(60) }), /not valid yet/],
    ["without a subject", () => issuer.sign({ sub: null }), /claim sub is missing/],
    ["with an empty subject", () => issuer.sign({ sub: "" }), /claim sub is missing/],
    [
      "with a subject that is no text",
      () => issuer.sign({ sub: "a\u0000b" }),
      /claim sub is missing/,
    ],
    ["the algorithm none", unsigned, /algorithm/],
    ["an algorithm with a shared secret", withSecret, /algorithm/],
    [
      "an unknown key",
      () => issuer.sign({}, { kid: "unknown" }),
      /key that its issuer does not have/,
    ],
    ["an unknown role", () => issuer.sign({ role: "CHIEF" }), /is no role/],
    ["a role in another case", () => issuer.sign({ role: "editor" }), /is no role/],
    ["a role that is no text", () => issuer.sign({ role: 5 }), /is no role/],
    ["garbage", () => "garbage", /cannot be read/],
    ["garbage in three parts", () => "a.b.c", /cannot be read/],
  ];
  test.for(bad)("%s", async ([, make, reason], { ctx }) => {
    const refused = signingIn(ctx)(`Bearer ${await make()}`);
    await expect(refused).rejects.toThrow(InvalidToken);
    await expect(refused).rejects.toThrow(reason);
  });

  test.for(["", "Bearer", "Bearer ", "Basic c2FyYTpwYXNz", "Bearer a b"])(
    "the header “%s”",
    async (header, { ctx }) => {
      await expect(signingIn(ctx)(header)).rejects.toThrow(/one bearer token/);
    },
  );

  test("a good token and another scheme beside it", async ({ ctx }) => {
    const header = `Bearer ${await issuer.sign()}, Basic c2FyYTpwYXNz`;
    await expect(signingIn(ctx)(header)).rejects.toThrow(InvalidToken);
  });
});

describe("an issuer that cannot be reached", () => {
  test.for([500, 404])("since it answers %i makes no token bad", async (status, { ctx }) => {
    onTestFinished(() => issuer.breakWith(null));
    const authenticate = signingIn(ctx);
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
    const authenticate = signingIn(ctx, { issuer: remoteIssuer({ url: gone.url, audience }) });
    await expect(authenticate(header)).rejects.toThrow(IssuerUnreachable);
  });

  test("or whose document is another's is none", async ({ ctx }) => {
    const authenticate = signingIn(ctx, {
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
    const authenticate = signingIn(ctx, { now: () => new Date(start + minutes * 60_000) });
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
    const authenticate = signingIn(ctx, { now: () => new Date(start + seconds * 1_000) });
    const token = `Bearer ${await issuer.sign({ role: "EDITOR" })}`;
    await authenticate(token);
    await ctx.db.execute(sql`update person set suspended_at = now()`);
    seconds = 31;
    await expect(authenticate(token)).rejects.toThrow(NotPermitted);
  });

  test("does not let a token live on that has expired meanwhile", async ({ ctx }) => {
    const start = Date.now();
    let seconds = 0;
    const authenticate = signingIn(ctx, { now: () => new Date(start + seconds * 1_000) });
    const token = `Bearer ${await issuer.sign({ exp: inSeconds(10) })}`;
    await authenticate(token);
    seconds = 20;
    await expect(authenticate(token)).rejects.toThrow(/has expired/);
  });
});

describe("this machine's own issuer", () => {
  function aFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), "sanad-issuer-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return folder;
  }
  const editor = { role: "EDITOR", name: "Local editor", subject: "editor" } as const;

  test("keeps its key in a file for its owner only, and its tokens outlive a start", async ({
    ctx,
  }) => {
    const folder = aFolder();
    const token = await (await localIssuer(folder)).sign(editor, new Date());
    expect(statSync(join(folder, "issuer.json")).mode & 0o777).toBe(0o600);
    const authenticate = signingIn(ctx, { issuer: await localIssuer(folder) });
    expect(await authenticate(`Bearer ${token}`)).toMatchObject({
      name: "Local editor",
      role: "EDITOR",
    });
  });

  test("makes one key where two processes start at once", async () => {
    const folder = aFolder();
    const [one, other] = await Promise.all([localIssuer(folder), localIssuer(folder)]);
    await expect(
      other.verify(await one.sign(editor, new Date()), new Date()),
    ).resolves.toBeDefined();
  });

  test("ends its tokens after twelve hours", async () => {
    const local = await localIssuer(aFolder());
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
    await expect(
      local.verify(await local.sign(editor, hoursAgo(11)), new Date()),
    ).resolves.toBeDefined();
    await expect(local.verify(await local.sign(editor, hoursAgo(13)), new Date())).rejects.toThrow(
      /has expired/,
    );
  });

  test("does not take a token of another folder's issuer", async () => {
    const token = await (await localIssuer(aFolder())).sign(editor, new Date());
    const other = await localIssuer(aFolder());
    await expect(other.verify(token, new Date())).rejects.toThrow(InvalidToken);
  });

  test("says so where its file is no key", async () => {
    const folder = aFolder();
    writeFileSync(join(folder, "issuer.json"), "{}");
    await expect(localIssuer(folder)).rejects.toThrow(/issuer\.json is no key: remove it/);
  });
});
