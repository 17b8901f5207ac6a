import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished } from "vitest";
import {
  createAuthenticate,
  InvalidToken,
  localIssuer,
} from "../../packages/functions/src/session/index.ts";
import { test } from "../support/database.ts";

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
    const authenticate = createAuthenticate({
      db: ctx.db,
      issuer: await localIssuer(folder),
      roleClaim: "role",
      now: () => new Date(),
    });
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
