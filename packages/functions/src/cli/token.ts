import type { Role } from "@sanad/core/actor";
import { type Config, ConfigurationError } from "../config.ts";
import { localIssuer, type LocalIssuer } from "../session/index.ts";

export type TokenOptions = { role: Role; name?: string; subject?: string };

export async function printToken(config: Config, options: TokenOptions): Promise<boolean> {
  if (config.issuer !== null) {
    throw new ConfigurationError(
      "AUTH_ISSUER is set, so tokens come from there: this machine's own would be refused.",
    );
  }
  const token = await signToken(await localIssuer(config.dataDir), options);
  process.stdout.write(`${token}\n`);
  return true;
}

/** One person a role where nobody is named: a publisher must be somebody else than the author. */
export function signToken(
  issuer: LocalIssuer,
  { role, name, subject }: TokenOptions,
): Promise<string> {
  const word = role.toLowerCase();
  return issuer.sign({ role, name: name ?? `Local ${word}`, subject: subject ?? word }, new Date());
}
