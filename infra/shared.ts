/** Production keeps real data and is protected; any other stage has a branch of its own and is thrown away. */
export const isProduction = $app.stage === "production";

/** What all functions share. The app writes its log as JSON lines, which Lambda's own JSON format would wrap a second time. */
export const runtime = {
  runtime: "nodejs24.x",
  architecture: "arm64",
  memory: "1024 MB",
  nodejs: {
    minify: true,
    // What is imported on demand stays in files of its own, which no start reads.
    splitting: true,
    plugins: "infra/left-out.mjs",
    // Names of functions as they were would be set one by one at every start; the source map has them.
    esbuild: { keepNames: false },
  },
  logging: { format: "text", retention: "1 month" },
} satisfies Partial<sst.aws.FunctionArgs>;
