/** The entities that imported reviews name: those that are recorded already, and new ones for the rest. */

import { asc, sql } from "drizzle-orm";
import type { Context } from "../../context/index.ts";
import { entity } from "../../entity/entity.sql.ts";
import { checkNames, searchKeysOf } from "../../entity/names.ts";
import { nobodyNames } from "../../entity/nobody.ts";
import { entityRecord, type EntityRow, requireEntities } from "../../entity/record.ts";
import { createId } from "../../id/index.ts";
import { snapshotsOf } from "../../record/index.ts";
import type { NewEntry } from "../../revision/record-all.ts";
import { siteOf } from "../understand/fields.ts";
import type { ImportedReview, Party } from "../understand/index.ts";

export type Candidate = Pick<
  EntityRow,
  "id" | "kind" | "names" | "aliases" | "sameAs" | "mergedIntoId"
>;
type Publisher = ImportedReview["publisher"];

const nobody = {
  name: "Not named",
  names: nobodyNames,
  kind: "UNKNOWN",
  sameAs: [],
} satisfies Party & { names: EntityRow["names"] };

/** Finds entities, oldest first, and gathers those that are still to be made. */
export class Entities {
  readonly #byName = new Map<string, Candidate[]>();
  readonly #bySite = new Map<string, Candidate[]>();
  readonly made: Candidate[] = [];

  private constructor(known: readonly Candidate[]) {
    for (const candidate of known) this.#index(candidate);
  }

  /**
   * With all that are recorded and may be meant by one of the reviews; none of them is merged until the transaction ends.
   * @param unrecorded others to be found, as if they were recorded
   */
  static async load(
    ctx: Context,
    reviews: readonly ImportedReview[],
    unrecorded: readonly Candidate[],
  ): Promise<Entities> {
    const claimants = reviews.map(({ claimant }) => claimant ?? nobody);
    const names = [...claimants, ...reviews.map(({ publisher }) => publisher)].map(
      ({ name }) => name,
    );
    const addresses = [
      ...reviews.flatMap(({ publisher }) => addressesOf(publisher.site)),
      ...claimants.flatMap(({ sameAs }) => sameAs),
    ];
    const found = await ctx.db
      .select({
        id: entity.id,
        kind: entity.kind,
        names: entity.names,
        aliases: entity.aliases,
        sameAs: entity.sameAs,
        mergedIntoId: entity.mergedIntoId,
      })
      .from(entity)
      .where(sql`${entity.id} in (
        select found.id from jsonb_array_elements_text(${JSON.stringify([...new Set(names)])}::jsonb) wanted (name)
          cross join lateral (select id from ${entity}
            where names @> jsonb_build_array(jsonb_build_object('name', wanted.name))
              or aliases @> jsonb_build_array(jsonb_build_object('name', wanted.name))) found
        union all
        select id from ${entity} where same_as && array(
          select jsonb_array_elements_text(${JSON.stringify([...new Set(addresses)])}::jsonb)))`)
      .orderBy(asc(entity.id));
    await requireEntities(
      ctx,
      found.map(({ id }) => id),
    );
    return new Entities([...found, ...unrecorded]);
  }

  /** The publisher's id, null where none is recorded. By its site, where that is told; else by its name at that site. */
  findPublisher({ name, url, site }: Publisher): string | null {
    const ofSite = this.#bySite.get(site) ?? [];
    const named = this.#byName.get(name) ?? [];
    const found =
      url === null
        ? (named.find((each) => ofSite.includes(each)) ??
          named.find(({ sameAs }) => sameAs.length === 0))
        : (ofSite[0] ?? named.find(({ sameAs }) => sameAs.length === 0));
    return found === undefined ? null : liveId(found);
  }

  publisherId(publisher: Publisher, language: string): string {
    const { name, kind, site, url } = publisher;
    // A page of the site, such as an author's, is none of the publisher's own.
    const address = url !== null && isSite(url) ? url : `https://${site}`;
    return (
      this.findPublisher(publisher) ??
      this.#make({ name, kind, sameAs: [address] }, [{ language, name }])
    );
  }

  /** Who made a claim: a recorded entity of that name whose pages and kind do not speak against it, or a new one. */
  claimantId(claimant: Party | null, language: string): string {
    const { name, kind, sameAs } = claimant ?? nobody;
    const named = (this.#byName.get(name) ?? []).filter(
      (each) => each.kind === kind || each.kind === "UNKNOWN" || kind === "UNKNOWN",
    );
    const found =
      named.find((each) => each.sameAs.some((url) => sameAs.includes(url))) ??
      named.find((each) => each.sameAs.length === 0 || sameAs.length === 0);
    if (found !== undefined) return liveId(found);
    const names = claimant === null ? nobody.names : [{ language, name }];
    return this.#make({ name, kind, sameAs }, names);
  }

  /** Records those that were made; gives what the ledger is to say of them. */
  async record(ctx: Context): Promise<NewEntry[]> {
    if (this.made.length === 0) return [];
    const now = ctx.now();
    await ctx.db.insert(entity).values(
      this.made.map((each) => ({
        ...each,
        noInterests: false,
        version: 1,
        createdAt: now,
        updatedAt: now,
        searchKeys: searchKeysOf(each.names),
      })),
    );
    const ids = this.made.map(({ id }) => id);
    const snapshots = await snapshotsOf(ctx, entityRecord, ids);
    return ids.map((subject) => ({
      action: "entity.record",
      subject,
      before: null,
      after: snapshots.get(subject) ?? null,
    }));
  }

  #make({ kind, sameAs }: Party, names: EntityRow["names"]): string {
    const made: Candidate = {
      id: createId("entity"),
      kind,
      names: checkNames(names),
      aliases: [],
      sameAs: [...sameAs],
      mergedIntoId: null,
    };
    this.made.push(made);
    this.#index(made);
    return made.id;
  }

  #index(candidate: Candidate): void {
    const { names, aliases, sameAs } = candidate;
    for (const name of new Set([...names, ...aliases].map((each) => each.name)))
      add(this.#byName, name, candidate);
    for (const site of new Set(sameAs.filter(isSite).map(siteOf)))
      add(this.#bySite, site, candidate);
  }
}

function add(index: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const listed = index.get(key);
  if (listed === undefined) index.set(key, [candidate]);
  else listed.push(candidate);
}

function liveId({ id, mergedIntoId }: Candidate): string {
  return mergedIntoId ?? id;
}

/** The ways in which the address of a site is written. */
function addressesOf(site: string): string[] {
  return ["https://", "https://www.", "http://", "http://www."].flatMap((prefix) => [
    `${prefix}${site}`,
    `${prefix}${site}/`,
  ]);
}

/** Whether it is the address of a site, and not of a page of one. */
function isSite(url: string): boolean {
  const { pathname, search } = new URL(url);
  return pathname === "/" && search === "";
}
