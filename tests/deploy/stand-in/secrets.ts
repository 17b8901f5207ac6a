import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sst } from "./sst.ts";

const direct = "eu-central-1.aws.neon.tech/sanad?sslmode=require";

/** What an operator sets once; nothing of it opens anything. */
const common = {
  AppPassword: "of-the-app/1",
  AuthIssuer: "https://login.example.org/",
  AuthAudience: "sanad",
};

const production = {
  ...common,
  OwnerDatabaseUrl: `postgres://sanad_owner:of-the-owner@ep-main-1.${direct}`,
  AlarmEmail: "newsroom@example.org",
};

const preview = {
  ...common,
  OwnerDatabaseUrl: `postgres://sanad_owner:of-the-owner@ep-seeded-2.${direct}`,
  NeonProjectId: "project-3",
  NeonParentBranchId: "br-seeded-4",
};

/** Values that must not be readable in what is uploaded. */
export const confidential = ["of-the-owner", encodeURIComponent(common.AppPassword)];

export async function setProductionSecrets(sst: Sst): Promise<void> {
  await load(sst, production, []);
}

/** As fallbacks, which all stages for pull requests share; without those that are left out. */
export async function setPreviewSecrets(sst: Sst, without: readonly string[] = []): Promise<void> {
  const kept = Object.entries(preview).filter(([name]) => !without.includes(name));
  await load(sst, Object.fromEntries(kept), ["--fallback"]);
}

async function load(sst: Sst, secrets: Record<string, string>, options: string[]): Promise<void> {
  const file = join(sst.home, "secrets.env");
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, lines.join(""));
  await sst.mustRun(["secret", "load", file, "--stage", "production", ...options]);
  rmSync(file);
}
