/** Who published a review, and who made the claim. */

import type { EntityKind } from "../../entity/kinds.ts";
import { isThing, listOf, type Thing } from "../read/found.ts";
import { type Notes, readText, readUrl, readUrls, siteOf } from "./fields.ts";
import type { ImportedReview, Party } from "./review.ts";

const maxNameChars = 500;

const kinds: readonly (readonly [type: RegExp, kind: EntityKind])[] = [
  [/Person$/, "PERSON"],
  [/GovernmentOrganization$|Country$/, "GOVERNMENT"],
  [/NewsMediaOrganization$|Newspaper$/, "OUTLET"],
  [/Organization$|Corporation$|NGO$|PoliticalParty$/, "ORGANISATION"],
];

function kindOf(party: Thing): EntityKind {
  const types = listOf(party["@type"]).filter((type) => typeof type === "string");
  const known = kinds.find(([pattern]) => types.some((type) => pattern.test(type)));
  return known?.[1] ?? "UNKNOWN";
}

type Named = Party & { thing: Thing };

/** The parties there that have a name; a text is a name. */
function partiesIn(value: unknown, path: string, notes: Notes): Named[] {
  return listOf(value).flatMap((each) => {
    const thing: Thing = isThing(each) ? each : { name: each };
    const name = readText(thing["name"], `${path}.name`, notes, maxNameChars);
    if (name === null) return [];
    const sameAs = readUrls(thing["sameAs"], `${path}.sameAs`, notes);
    return [{ name, kind: kindOf(thing), sameAs, thing }];
  });
}

/**
 * Who published it: the `publisher`, or else the `author` that is no person, as Google's rules have it. Where only a person is
 * named the site stands for its publisher. Null where nobody is named at all.
 */
export function readPublisher(
  item: Thing,
  reviewUrl: string,
  notes: Notes,
): ImportedReview["publisher"] | null {
  const [publisher] = partiesIn(item["publisher"], "publisher", notes);
  const authors = partiesIn(item["author"], "author", notes);
  const found = publisher ?? authors.find(({ kind }) => kind !== "PERSON");
  if (found !== undefined) {
    const { name, kind, thing } = found;
    const path = found === publisher ? "publisher.url" : "author.url";
    const url = readUrl(thing["url"] ?? thing["@id"], path, notes);
    return { name, kind, sameAs: [], url, site: siteOf(url ?? reviewUrl) };
  }
  if (authors.length === 0) return null;
  const site = siteOf(reviewUrl);
  notes.add("author", "a person is named and no publisher: its site stands for it");
  return { name: site, kind: "UNKNOWN", sameAs: [], url: null, site };
}

/** Who made the claim; null where nobody is named. */
export function readClaimant(claim: Thing, notes: Notes): Party | null {
  const path = "itemReviewed.author";
  const [first, ...others] = partiesIn(claim["author"], path, notes);
  if (first === undefined) return null;
  if (others.length > 0) notes.add(path, `of ${others.length + 1} claimants the first was taken`);
  const { name, kind, sameAs } = first;
  return { name, kind, sameAs };
}
