import type { Organization, Person } from "schema-dts";
import { inLanguage } from "../text/index.ts";
import type { PartyFacts } from "./facts.ts";

/** An entity in JSON-LD, by its name in the language or one that it has. @param url its own site, where that is to be told */
export function partyOf(
  { kind, names, wikidataId, sameAs }: PartyFacts,
  language: string,
  url?: string,
): Organization | Person {
  const pages = [
    ...(wikidataId === null ? [] : [`https://www.wikidata.org/wiki/${wikidataId}`]),
    ...sameAs,
  ];
  return {
    "@type": kind === "PERSON" ? "Person" : "Organization",
    name: inLanguage(names, language)?.name ?? "",
    ...(url !== undefined && { url }),
    ...(pages.length > 0 && { sameAs: [...new Set(pages)] }),
  };
}
