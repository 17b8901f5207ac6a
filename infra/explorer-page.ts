import { existsSync } from "node:fs";
import { join } from "node:path";

/** The folder as given. @throws if the explorer's page was not built into it, which would deploy an API without its page */
export function builtPage(folder: string): string {
  if (existsSync(join(folder, "index.html"))) return folder;
  throw new Error(`The explorer's page is not in ${folder}: \`npm install\` builds it.`);
}
