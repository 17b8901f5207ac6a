/** The bundler that is in SST 4.17.1, with the options that SST gives it, for what SST does not tell or does not bundle. */

import { build } from "esbuild";
import plugins from "../../infra/left-out.mjs";
import { root } from "./stand-in/sst.ts";

export type Bundled = {
  text: string;
  /** How many bytes of it are of each package. */
  bytesByPackage: Map<string, number>;
};

const banner = [
  `import { createRequire as topLevelCreateRequire } from 'module';`,
  `const require = topLevelCreateRequire(import.meta.url);`,
  `import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"`,
  `const __filename = topLevelFileUrlToPath(import.meta.url)`,
  `const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))`,
  "",
].join("\n");

/** As SST bundles a function of ours, or, with `isPlain`, one that nobody has told it anything about. */
export async function bundle(entry: string, { isPlain = false } = {}): Promise<Bundled> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: "bundle.mjs",
    write: false,
    metafile: true,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "es2024",
    mainFields: ["module", "main"],
    external: ["sharp", "pg-native"],
    sourcemap: "linked",
    banner: { js: banner },
    minify: !isPlain,
    keepNames: isPlain,
    plugins: isPlain ? [] : plugins,
  });
  const bytesByPackage = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(
    metafile.outputs["bundle.mjs"]?.inputs ?? {},
  )) {
    const name = packageOf(file);
    bytesByPackage.set(name, (bytesByPackage.get(name) ?? 0) + bytesInOutput);
  }
  const text = outputFiles.find(({ path }) => path.endsWith("bundle.mjs"))?.text ?? "";
  return { text, bytesByPackage };
}

function packageOf(file: string): string {
  const [, dependency] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  const [ours = file] = /^packages\/[^/]+/.exec(file) ?? [];
  return dependency ?? ours;
}
