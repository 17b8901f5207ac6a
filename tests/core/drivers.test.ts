import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const core = join(import.meta.dirname, "../../packages/core");
const drivers = ["/node_modules/pg/", "/@electric-sql/pglite/", "/@neondatabase/serverless/"];

/** Of the drivers, those that a process loads with a module of core's. */
async function driversOf(module: string): Promise<string[]> {
  const script = `
    import { registerHooks } from "node:module";
    const urls = [];
    registerHooks({ load: (url, context, next) => (urls.push(url), next(url, context)) });
    await import("@sanad/core/${module}");
    process.stdout.write(JSON.stringify(urls));`;
  const args = ["--input-type=module", "--eval", script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: core });
  const urls = JSON.parse(stdout) as string[];
  return drivers.filter((driver) => urls.some((url) => url.includes(driver)));
}

test.each([
  ["database", []],
  ["neon", ["/@neondatabase/serverless/"]],
  ["connection", ["/node_modules/pg/", "/@electric-sql/pglite/"]],
])("%s loads no driver but %j", async (module, expected) => {
  expect(await driversOf(module)).toEqual(expected);
});
