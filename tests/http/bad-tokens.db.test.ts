import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { InvalidToken } from "../../packages/functions/src/session/index.ts";
import { test } from "../support/database.ts";
import { audience, startIssuer, type TestIssuer } from "./oidc-issuer.ts";
import { inSeconds, signingIn } from "./signing-in.ts";

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

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
    const refused = signingIn(issuer, ctx)(`Bearer ${await make()}`);
    await expect(refused).rejects.toThrow(InvalidToken);
    await expect(refused).rejects.toThrow(reason);
  });

  test.for(["", "Bearer", "Bearer ", "Basic c2FyYTpwYXNz", "Bearer a b"])(
    "the header “%s”",
    async (header, { ctx }) => {
      await expect(signingIn(issuer, ctx)(header)).rejects.toThrow(/one bearer token/);
    },
  );

  test("a good token and another scheme beside it", async ({ ctx }) => {
    const header = `Bearer ${await issuer.sign()}, Basic c2FyYTpwYXNz`;
    await expect(signingIn(issuer, ctx)(header)).rejects.toThrow(InvalidToken);
  });
});
