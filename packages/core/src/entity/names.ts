import { BadInput } from "../errors/index.ts";
import { checkDistinct, checkLanguage, checkList, checkName } from "../input/index.ts";
import { searchKeys } from "../text/index.ts";
import type { Name } from "./entity.sql.ts";

/** One name a language, and at least one. */
export function checkNames(names: readonly Name[]): Name[] {
  if (names.length === 0) throw new BadInput("names", "must have at least one item");
  const checked = checkList(names, "names", checkLocalizedName);
  checkDistinct(checked, "names", ({ language }) => language, "a language");
  return checked;
}

export function checkAliases(aliases: readonly Name[]): Name[] {
  const checked = checkList(aliases, "aliases", checkLocalizedName);
  checkDistinct(checked, "aliases", keyOfName, "an alias");
  return checked;
}

export function keyOfName({ language, name }: Name): string {
  return `${language} ${name}`;
}

/** Under which words the names are found. */
export function searchKeysOf(names: readonly Name[]): string[] {
  return [...new Set(names.flatMap(({ name, language }) => searchKeys(name, language)))];
}

function checkLocalizedName({ language, name }: Name, path: string): Name {
  return {
    language: checkLanguage(language, `${path}.language`),
    name: checkName(name, `${path}.name`),
  };
}
