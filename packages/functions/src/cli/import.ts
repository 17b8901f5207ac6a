import { createReadStream } from "node:fs";
import { openInput } from "@sanad/core/importer";
import type { Config } from "../config.ts";
import { restoreNewsroom } from "./restore.ts";

/** @param file a path, or - for stdin; packed by gzip or not */
export async function importFile(config: Config, file: string): Promise<boolean> {
  const input = await openInput(file === "-" ? process.stdin : createReadStream(file));
  if (input.format !== "archive") throw new Error(`${file} is no archive that Sanad exported.`);
  return restoreNewsroom(config, input.bytes);
}
