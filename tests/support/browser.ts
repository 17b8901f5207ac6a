/** A real browser, where the machine has one. */

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

function findBrowser(): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/bin"];
  return ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}

const executablePath = findBrowser();

/** Tests in a browser are left out where there is none; in CI that is a fault. */
export const hasNoBrowser = executablePath === undefined && !process.env["CI"];
if (hasNoBrowser) console.warn("No Chromium on this machine: pages are not tried in a browser.");

export async function aBrowser(): Promise<Browser> {
  if (executablePath === undefined) {
    throw new Error("CI needs a browser: apt-get install chromium-headless-shell");
  }
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}
