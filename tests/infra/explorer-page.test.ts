import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { builtPage } from "../../infra/explorer-page.ts";

it("a deployment without the explorer's page is refused with how to build it", () => {
  const folder = mkdtempSync(join(tmpdir(), "sanad-page-"));
  try {
    expect(() => builtPage(folder)).toThrow(/is not in .*: `npm install` builds it\.$/);
    writeFileSync(join(folder, "index.html"), "<!doctype html>");
    expect(builtPage(folder)).toBe(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
