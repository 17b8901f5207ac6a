/** The bundler that is in SST 4.17.1, with the options that SST gives it, for what SST does not tell or does not bundle. */

import { build, type BuildOptions, type Metafile } from "esbuild";
import plugins from "../../infra/left-out.mjs";
import { root } from "./stand-in/sst.ts";

const banner = [
  `import { createRequire as topLevelCreateRequire } from 'module';`,
  `const require = topLevelCreateRequire(import.meta.url);`,
  `import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"`,
  `const __filename = topLevelFileUrlToPath(import.meta.url)`,
  `const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))`,
  "",
].join("\n");

const common = {
  absWorkingDir: root,
  outdir: ".",
  outExtension: { ".js": ".mjs" },
  write: false,
  metafile: true,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "es2024",
  mainFields: ["module", "main"],
  external: ["sharp", "pg-native"],
  banner: { js: banner },
} satisfies BuildOptions;

/** One file of a function that nobody has told SST anything about. */
export async function plainBundle(entry: string): Promise<string> {
  const { outputFiles } = await build({ ...common, entryPoints: [entry], keepNames: true });
  return outputFiles[0]?.text ?? "";
}

/** How many bytes of each package a start of a function of ours reads: of its entry, and of whatever that imports at once. */
export async function bytesAtStart(entry: string): Promise<Map<string, number>> {
  const { metafile } = await build({
    ...common,
    entryPoints: [{ in: entry, out: "bundle" }],
    minify: true,
    splitting: true,
    plugins,
  });
  const bytes = new Map<string, number>();
  for (const file of importedAtOnce("bundle.mjs", metafile)) {
    for (const [input, { bytesInOutput }] of Object.entries(metafile.outputs[file]?.inputs ?? {})) {
      const name = packageOf(input);
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  }
  return bytes;
}

function importedAtOnce(first: string, { outputs }: Metafile): Set<string> {
  const found = new Set([first]);
  for (const file of found) {
    for (const { path, kind } of outputs[file]?.imports ?? [])
      if (kind === "import-statement" && path in outputs) found.add(path);
  }
  return found;
}

function packageOf(file: string): string {
  const [, dependency] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  const [ours = file] = /^packages\/[^/]+/.exec(file) ?? [];
  return dependency ?? ours;
}
