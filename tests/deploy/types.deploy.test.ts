import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./stand-in/sst.ts";

it("sst.config.ts and infra/ fit the types of SST, AWS and Neon", () => {
  expect(check("infra")).toBe("");
});

it("a setting that SST does not have is noticed", () => {
  mkdirSync(join(root, ".sst"), { recursive: true });
  const folder = mkdtempSync(join(root, ".sst/planted-"));
  try {
    const settings = { extends: "../../infra/tsconfig.json", include: ["planted.ts"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
    writeFileSync(
      join(folder, "planted.ts"),
      [
        `/// <reference path="../platform/config.d.ts" />`,
        `new sst.aws.Function("Planted", { handler: "planted.handler", memroy: "1 GB" });`,
        `new neon.Branch("Planted", { name: "planted" });`,
      ].join("\n"),
    );
    const output = check(folder);
    expect(output).toContain("'memroy' does not exist");
    expect(output).toContain("'projectId' is missing");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function check(project: string): string {
  const { stdout, stderr } = spawnSync("tsc", ["--noEmit", "-p", project], {
    cwd: root,
    encoding: "utf8",
  });
  return stdout + stderr;
}
