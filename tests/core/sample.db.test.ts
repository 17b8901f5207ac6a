import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "@sanad/core/context";
import { DuplicateEntity } from "@sanad/core/errors";
import { type Field, planRead, runRead, type Selection } from "@sanad/core/read";
import { recordSampleNewsroom } from "@sanad/core/sample";
import { normalise, squash } from "@sanad/core/text";
import { verifyLedger } from "@sanad/core/verify";
import { describe, expect } from "vitest";
import { editing, test as base } from "../support/database.ts";
import { readLedger, refusalOf } from "../support/ledger.ts";

/** A reader's context on a database that holds the sample; recorded once for the file. */
const test = base.extend<{ $file: { newsroom: Context } }>({
  newsroom: [
    async ({ connection }, use) => {
      const ctx = editing(connection);
      await recordSampleNewsroom(ctx);
      await use({ ...ctx, actor: { kind: "public" } });
    },
    { scope: "file" },
  ],
});

describe("the story", () => {
  test("has nine claims: two accusations in review, two claims published as true", async ({
    newsroom,
  }) => {
    const claims = await readClaims(newsroom);
    expect(claims.map(({ status, review }) => [status, review?.verdict ?? null])).toEqual([
      ["IN_REVIEW", null],
      ["IN_REVIEW", null],
      ["UNVERIFIED", null],
      ["UNVERIFIED", null],
      ["PUBLISHED", "TRUE"],
      ["UNVERIFIED", null],
      ["PUBLISHED", "TRUE"],
      ["UNVERIFIED", null],
      ["UNVERIFIED", null],
    ]);
    expect(claims.map(({ claimant, claimedAt }) => [claimant.name, claimedAt])).toEqual([
      ["Russia", null],
      ["Ukraine", "2025-04-16"],
      ["The Kremlin", "2025-03-18"],
      ["Ministry of Defence of Russia", "2025-03-19"],
      ["Delegations of Russia and Ukraine at the Istanbul talks", "2025-05-16"],
      ["Vladimir Putin", "2025-05-19"],
      ["Vladimir Putin", "2025-05-19"],
      ["Vladimir Medinsky", "2025-05-16"],
      ["Vladimir Putin", "2025-05-19"],
    ]);
  });

  test("tells of each claim whom it is about, where it stands, through whom, and what bears on it", async ({
    newsroom,
  }) => {
    for (const claim of await readClaims(newsroom)) {
      expect(claim).toMatchObject({ language: "fa", direction: "RTL" });
      expect(claim.translations.map(({ language }) => language)).toContain("en");
      expect(claim.about).not.toEqual([]);
      expect(claim.topics).not.toEqual([]);
      expect(claim.appearances.nodes).toHaveLength(1);
      for (const { attribution, quote } of claim.appearances.nodes) {
        expect(attribution.length).toBeGreaterThanOrEqual(2);
        expect(attribution[0]?.role).toBe("SPEAKER");
        expect(["AGENCY", "OUTLET"]).toContain(attribution.at(-1)?.role);
        expect(quote).toMatchObject({ translatedBy: "Sanad" });
      }
      expect(claim.evidence.nodes).not.toEqual([]);
      for (const piece of claim.evidence.nodes) {
        expect(piece).toMatchObject({ isPrimary: false, capture: { at: readOn } });
        expect(piece.note).toMatch(/^\p{Script=Arabic}[^\n]+\.\n[A-Z][^\n]+\.$/u);
      }
    }
  });

  test("tells both accusations on the same terms", async ({ newsroom }) => {
    const [ofRussia, ofUkraine] = await readClaims(newsroom);
    if (ofRussia === undefined || ofUkraine === undefined) throw new Error("Two are missing.");
    expect([ofRussia.claimant.name, ofUkraine.claimant.name]).toEqual(["Russia", "Ukraine"]);
    for (const [claim, other] of [
      [ofRussia, ofUkraine],
      [ofUkraine, ofRussia],
    ] as const) {
      expect(claim.about).toEqual([other.claimant]);
      expect(claim.topics).toEqual(other.topics);
      expect(claim.translations.map(({ language }) => language)).toEqual(["ar", "en"]);
      expect(claim.validity.from).not.toBeNull();
      expect(claim.evidence.nodes.map(({ stance }) => stance)).toContain("SUPPORTS");
      expect(claim.relations).toMatchObject([
        { kind: "CONTRADICTS", from: { id: claim.id }, to: { id: other.id } },
      ]);
      expect(claim.relations[0]?.note).not.toBeNull();
    }
    const roles = ({ appearances }: Claim) =>
      appearances.nodes[0]?.attribution.map(({ entity, role }) => [role, entity.name]);
    expect(roles(ofRussia)).toEqual([
      ["SPEAKER", "Russia"],
      ["AGENCY", "Persian-language news agency (the text does not name it)"],
    ]);
    expect(roles(ofUkraine)).toEqual([
      ["SPEAKER", "Ministry of Foreign Affairs of Ukraine"],
      ["SPOKESPERSON", "Heorhii Tykhyi"],
      ["AGENCY", "Reuters"],
      ["OUTLET", "Devdiscourse"],
    ]);
  });

  test("counts copies of one wire once and a party's own voice never", async ({ newsroom }) => {
    const claims = await readClaims(newsroom);
    const [ofRussia, ofUkraine, , , exchange, , call] = claims;
    // IRNA, TRT, Pravda.ru, and one group: Reuters with those who print it, and Interfax through one of these.
    expect(ofRussia?.evidenceSummary).toEqual({
      supports: 4,
      refutes: 1,
      context: 3,
      independentSources: 4,
    });
    expect(ofUkraine?.evidenceSummary).toEqual({
      supports: 2,
      refutes: 0,
      context: 2,
      independentSources: 2,
    });
    expect(exchange?.evidenceSummary.independentSources).toBe(3);
    expect(call?.evidenceSummary.independentSources).toBe(3);
    const interested = claims.flatMap(({ evidence }) =>
      evidence.nodes.filter(({ isInterested }) => isInterested),
    );
    expect(interested.map(({ source }) => source.wire?.name)).toEqual(["RT"]);
  });

  test("knows the interests of those of whom its files tell, and claims no others to have none", async ({
    newsroom,
  }) => {
    const { entities } = await read<{ entities: { nodes: Entity[] } }>(newsroom, {
      entities: list("Entity", { ...entity, interestsKnown: field("interestsKnown") }, "entities"),
    });
    expect(entities.nodes).toHaveLength(39);
    for (const { interests, interestsKnown } of entities.nodes)
      expect(interestsKnown).toBe(interests.length > 0);
    const owned = entities.nodes.flatMap(({ name, interests }) =>
      interests.filter(({ kind }) => kind === "OWNED_BY").map(({ of }) => `${name}: ${of?.name}`),
    );
    expect(owned.toSorted()).toEqual([
      "CNA: Mediacorp",
      "IRNA: Iran",
      "MIA: North Macedonia",
      "Ministry of Defence of Russia: Russia",
      "Ministry of Foreign Affairs of Ukraine: Ukraine",
      "RT: Russia",
      "Shine: China",
      "TRT World: Türkiye",
      "The Kremlin: Russia",
      "Ukrainska Pravda: Dragon Capital",
      "Xinhua: China",
    ]);
    const parties = entities.nodes.filter(({ interests }) =>
      interests.some(({ kind, note }) => kind === "PARTY_TO" && note !== null),
    );
    expect(parties.map(({ name }) => name).toSorted()).toEqual([
      "Delegations of Russia and Ukraine at the Istanbul talks",
      "Ministry of Defence of Russia",
      "Ministry of Foreign Affairs of Ukraine",
      "Russia",
      "The Kremlin",
      "Ukraine",
      "Vladimir Putin",
      "Volodymyr Zelensky",
    ]);
  });

  test.for([
    ["half-spaced", "آتش‌بس انرژی"],
    ["glued", "آتشبس انرژی"],
    ["spaced", "آتش بس انرژی"],
    ["in English", "energy ceasefire"],
  ])("is found by its words, %s", async ([, query], { newsroom }) => {
    const { searchClaims } = await read<{ searchClaims: { nodes: { text: string }[] } }>(newsroom, {
      searchClaims: {
        ...list("Claim", { text: field("text") }, "searchClaims"),
        args: { query, first: 2 },
      },
    });
    expect(searchClaims.nodes).toHaveLength(2);
    for (const { text } of searchClaims.nodes) expect(text).toContain("آتش‌بس انرژی");
  });
});

describe("recording the sample", () => {
  test("leaves a whole ledger: the system's records, and a checker's and an editor's reviews", async ({
    newsroom,
  }) => {
    const { faults, records } = await verifyLedger(newsroom.db);
    expect(faults).toEqual([]);
    const entries = await readLedger(newsroom);
    const actors = new Set(entries.map(({ actor }) => actor.replace(/_.*/, "")));
    expect(actors).toEqual(new Set(["system:sample", "person"]));
    const counts = Map.groupBy(entries, ({ action }) => action);
    expect(Object.fromEntries([...counts].map(([action, each]) => [action, each.length]))).toEqual({
      "entity.record": 39,
      "source.record": 18,
      "claim.record": 9,
      "claim.translate": 11,
      "appearance.add": 9,
      "evidence.add": 27,
      "claim.relate": 2,
      "claim.move": 8,
      "draft.save": 2,
      "draft.discard": 2,
      "review.publish": 2,
    });
    expect(records).toBe(39 + 18 + 9 + 9 + 27 + 1 + 2);
  });

  test("is refused a second time, and changes nothing", async ({ newsroom }) => {
    const refusal = await refusalOf(newsroom, () => recordSampleNewsroom(newsroom));
    expect(refusal).toBeInstanceOf(DuplicateEntity);
  });

  test("leaves nothing where it is interrupted", async ({ database }) => {
    const ctx = editing(await database.connect());
    let asked = 0;
    const now = () => {
      if (++asked > 100) throw new Error("Interrupted.");
      return ctx.now();
    };
    const interruption = await refusalOf(ctx, () => recordSampleNewsroom({ ...ctx, now }));
    expect(interruption).toMatchObject({ message: "Interrupted." });
  });
});

const shared = join(import.meta.dirname, "../../../shared/data");
const articlePath = join(shared, "persian/energy-ceasefire-article.fa.txt");
const pagesPath = join(shared, "story/sources.json");
const isAbsent = !existsSync(articlePath) || !existsSync(pagesPath);

describe.skipIf(isAbsent)(
  `what others wrote${isAbsent ? `, skipped: ${shared} is absent` : ""}`,
  () => {
    test("the article is known by its hash and quoted exactly, and is not stored", async ({
      newsroom,
    }) => {
      const bytes = readFileSync(articlePath);
      const claims = await readClaims(newsroom);
      const appearances = claims.flatMap((claim) => claim.appearances.nodes);
      const inArticle = appearances.filter(({ source }) => source.url === null);
      expect(inArticle).toHaveLength(8);
      for (const { quote, source, appearedAt } of inArticle) {
        expect(bytes.toString()).toContain(quote?.exact);
        expect(quote?.language).toBe("fa");
        expect(appearedAt).toBeNull();
        const contentHash = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
        expect(source).toMatchObject({
          authors: [],
          publishedAt: null,
          kind: "ARTICLE",
          captures: [{ at: readOn, contentHash, archiveUrl: null }],
        });
      }
    });

    test("no run of 45 characters of the article is in the repository's words", () => {
      const folder = join(import.meta.dirname, "../../packages/core/src/sample");
      const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
      const article = readFileSync(articlePath, "utf8");
      for (const compared of [normalise, squash]) {
        const ours = files.map(compared).join("\n");
        const theirs = Array.from(compared(article));
        const runs = theirs.map((_, index) => theirs.slice(index, index + 45).join(""));
        expect(runs.filter((run) => run.length >= 45 && ours.includes(run))).toEqual([]);
      }
    });

    test("every page bears on the claims as the story's files say, with their words or none", async ({
      newsroom,
    }) => {
      const pages = JSON.parse(readFileSync(pagesPath, "utf8")) as Page[];
      const claims = await readClaims(newsroom);
      const pieces = claims.flatMap((claim, index) =>
        claim.evidence.nodes.map((piece) => ({ ...piece, claim: `c${index + 1}` })),
      );
      for (const page of pages) {
        const ofPage = pieces.filter(({ source }) => source.url === page.url);
        const bears = Object.fromEntries(ofPage.map(({ claim, stance }) => [claim, stance]));
        expect(bears).toEqual(page.bears);
        const quotes = ofPage.flatMap(({ quote }) => quote?.exact ?? []);
        expect(new Set(quotes).size).toBeLessThanOrEqual(1);
        for (const quote of quotes) expect(quote).toBe(page.quote);
        for (const { source } of ofPage) expectAsRead(source, page);
      }
      expect(pieces).toHaveLength(pages.flatMap(({ bears }) => Object.keys(bears)).length);
    });
  },
);

test("quotes are shorter than 45 characters", async ({ newsroom }) => {
  for (const claim of await readClaims(newsroom)) {
    for (const { quote } of [...claim.appearances.nodes, ...claim.evidence.nodes]) {
      if (quote === null) continue;
      expect(Array.from(quote.exact).length).toBeLessThan(45);
      expect(quote.translation).not.toBeNull();
    }
  }
});

/** An entry of the story's sources.json. */
type Page = {
  url: string;
  publisher: string;
  published: string;
  language: string;
  derivedFrom?: string;
  interest?: string;
  bears: Record<string, string>;
  quote: string;
  read: string;
};

function expectAsRead(source: Source, page: Page): void {
  expect(source).toMatchObject({
    kind: "ARTICLE",
    authors: [],
    language: page.language,
    publishedAt: page.published,
    captures: [{ at: `${page.read}T00:00:00.000Z`, contentHash: null, archiveUrl: null }],
  });
  const { publisher, wire } = source;
  // The files name Xinhua with its outlet, not as what the page derives from.
  const [outlet, origin = null] =
    page.publisher === "Shine (Xinhua)" ? ["Shine", "Xinhua"] : [page.publisher];
  expect(publisher?.name).toBe(outlet);
  const wireName = page.derivedFrom ?? origin;
  const wireNames = [wire?.name ?? null, ...(wire?.aliases ?? []).map(({ name }) => name)];
  expect(wireNames).toContain(wireName);
  const owner = page.interest?.split("state-owned: ")[1];
  const owners = [publisher, wire].flatMap((each) =>
    (each?.interests ?? []).filter(({ kind }) => kind === "OWNED_BY").map(({ of }) => of?.name),
  );
  // Of publishers whom a published review cites, the owners were looked up besides.
  const lookedUp = ["Dragon Capital", "Mediacorp"];
  const ofFiles = owners.filter((name) => name !== undefined && !lookedUp.includes(name));
  expect(new Set(ofFiles)).toEqual(new Set(owner === undefined ? [] : [owner]));
}

const readOn = "2026-11-22T00:00:00.000Z";

type Named = { id: string; name: string };
type Interest = { kind: string; note: string | null; of: Named | null };
type Entity = Named & {
  aliases: { language: string; name: string }[];
  interests: Interest[];
  interestsKnown: boolean;
};
type Source = {
  url: string | null;
  kind: string;
  authors: string[];
  language: string | null;
  publishedAt: string | null;
  captures: { at: string; contentHash: string | null; archiveUrl: string | null }[];
  publisher: Entity | null;
  wire: Entity | null;
};
type Quote = { exact: string; language: string; translation: string | null } | null;
type Claim = {
  review: { verdict: string } | null;
  id: string;
  text: string;
  status: string;
  claimant: Named;
  about: Named[];
  claimedAt: string | null;
  validity: { from: string | null };
  topics: string[];
  translations: { language: string }[];
  appearances: {
    nodes: {
      source: Source;
      quote: Quote;
      appearedAt: string | null;
      attribution: { role: string; entity: Named }[];
    }[];
  };
  evidence: {
    nodes: {
      source: Source;
      quote: Quote;
      stance: string;
      note: string;
      isInterested: boolean;
    }[];
  };
  evidenceSummary: { independentSources: number };
  relations: { kind: string; note: string | null; from: { id: string }; to: { id: string } }[];
};

function field(name: string, type?: string, select: Selection = {}): Field {
  return type === undefined ? { name, args: {} } : { name, args: {}, select: { [type]: select } };
}

function fields(...names: string[]): Selection {
  return Object.fromEntries(names.map((name) => [name, field(name)]));
}

/** The first hundred of a list. */
function list(type: string, select: Selection, name: string): Field {
  const nodes = { nodes: field("nodes", type, select) };
  return { name, args: { first: 100 }, select: { [`${type}Connection`]: nodes } };
}

const named: Selection = {
  id: field("id"),
  name: { name: "name", args: { language: "en" } },
};
const entity: Selection = {
  ...named,
  aliases: field("aliases", "LocalizedName", fields("language", "name")),
  interests: field("interests", "Interest", {
    ...fields("kind", "note"),
    of: field("of", "Entity", named),
  }),
};
const source: Selection = {
  ...fields("url", "kind", "authors", "language", "publishedAt"),
  captures: field("captures", "Capture", fields("at", "contentHash", "archiveUrl")),
  publisher: field("publisher", "Entity", entity),
  wire: field("wire", "Entity", entity),
};
const quote = field("quote", "Quote", fields("exact", "language", "translation", "translatedBy"));
const ofClaim: Selection = {
  ...fields("id", "text", "language", "direction", "status", "claimedAt", "topics"),
  review: field("review", "Review", fields("id", "verdict")),
  claimant: field("claimant", "Entity", named),
  about: field("about", "Entity", named),
  validity: field("validity", "Validity", fields("from")),
  translations: field("translations", "LocalizedText", fields("language", "text")),
  appearances: list(
    "Appearance",
    {
      ...fields("appearedAt"),
      quote,
      source: field("source", "Source", source),
      attribution: field("attribution", "Attribution", {
        ...fields("role"),
        entity: field("entity", "Entity", named),
      }),
    },
    "appearances",
  ),
  evidence: list(
    "Evidence",
    {
      ...fields("stance", "isPrimary", "isInterested", "note"),
      quote,
      capture: field("capture", "Capture", fields("at")),
      source: field("source", "Source", source),
    },
    "evidence",
  ),
  evidenceSummary: field(
    "evidenceSummary",
    "EvidenceSummary",
    fields("supports", "refutes", "context", "independentSources"),
  ),
  relations: field("relations", "ClaimRelation", {
    ...fields("kind", "note"),
    from: field("from", "Claim", fields("id")),
    to: field("to", "Claim", fields("id")),
  }),
};

async function read<T>(ctx: Context, selection: Selection): Promise<T> {
  return (await runRead(ctx, planRead(ctx, selection))) as T;
}

/** All claims as the API answers them, in its usual order: the last recorded one first. */
async function readClaims(ctx: Context): Promise<Claim[]> {
  const { claims } = await read<{ claims: { nodes: Claim[] } }>(ctx, {
    claims: list("Claim", ofClaim, "claims"),
  });
  return claims.nodes;
}
