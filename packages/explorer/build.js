// Builds the explorer's page into dist. The root's `prepare` runs it after every `npm install`, so
// it does nothing where the page already stands for these very inputs. JavaScript, not TypeScript:
// `npm install --package-lock-only` runs it too, on whatever Node the machine has.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";

const here = import.meta.dirname;
const dist = join(here, "dist");
const stamp = join(dist, ".inputs");

/** Files below a folder, sorted. @param {string} folder */
function listFiles(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return paths
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .toSorted();
}

/** A hash of all that the page is made from; the lockfile stands for the packages. */
function hashInputs() {
  const hash = createHash("sha256");
  const own = ["build.js", "tsconfig.json", "../../package-lock.json"].map((it) => join(here, it));
  for (const path of [...own, ...["page", "queries"].flatMap((it) => listFiles(join(here, it)))]) {
    hash.update(path.slice(here.length)).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

function readStamp() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return null;
  }
}

/** Null where development dependencies were left out. */
async function loadVite() {
  try {
    return await import("vite");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") {
      return null;
    }
    throw error;
  }
}

/** @param {typeof import("vite")} vite */
async function buildPage(vite) {
  await vite.build({
    configFile: false,
    root: join(here, "page"),
    base: "/explorer/",
    logLevel: "warn",
    build: {
      outDir: dist,
      emptyOutDir: true,
      target: "es2022",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4096,
      rolldownOptions: {
        // "use client" means nothing here, and a hundred warnings about it would hide a real one.
        onLog(level, log, next) {
          if (log.code !== "MODULE_LEVEL_DIRECTIVE") next(level, log);
        },
      },
    },
    worker: { format: "es" },
  });
}

/** Beside each file its `.gz`: Lambda's answers end at 6 MB, and Monaco's code is near that. */
function compressPage() {
  for (const path of listFiles(dist)) {
    const level = constants.Z_BEST_COMPRESSION;
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level }));
  }
}

const inputs = hashInputs();
if (readStamp() !== inputs) {
  const vite = await loadVite();
  if (vite === null) {
    console.warn("The explorer was not built: Vite is not installed (--omit=dev).");
  } else {
    await buildPage(vite);
    compressPage();
    writeFileSync(stamp, inputs);
  }
}
