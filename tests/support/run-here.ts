/** The operator's tool in this process, for what does not need one of its own: to start Node takes longer than most commands. */

import { onTestFinished, vi } from "vitest";
import { main } from "../../packages/functions/src/cli/sanad.ts";

export async function runHere(args: readonly string[], settings: Record<string, string> = {}) {
  const texts = { stdout: "", stderr: "" };
  const streams = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      texts[name] += String(text);
      return true;
    }),
  );
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  try {
    return { exitCode: await main(args), ...texts };
  } finally {
    for (const stream of streams) stream.mockRestore();
  }
}
