/** All that the page shows, and how the planner is asked for it: one selection, so one statement. */

import { type ClaimReviewFacts, claimReviewSelection } from "@sanad/core/claimreview";
import { branch, leaves, type Selection } from "@sanad/core/read";

/** What a list shows at most; a longer one says so. */
const maxListed = 100;
const maxHistory = 50;

export type Text = { readonly language: string; readonly text: string };
export type Page<T> = {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean };
};

export type Entity = {
  readonly wikidataId: string | null;
  readonly names: readonly { readonly language: string; readonly name: string }[];
};

export type Interest = {
  readonly kind: string;
  readonly of: Entity | null;
  readonly note: string | null;
  readonly source: { readonly url: string | null; readonly title: string } | null;
};

export type Publisher = Entity & {
  readonly interests: readonly Interest[];
  readonly interestsKnown: boolean;
};

export type Document = {
  readonly url: string | null;
  readonly title: string;
  readonly language: string | null;
  readonly publishedAt: string | null;
};

export type Source = Document & {
  readonly kind: string;
  readonly authors: readonly string[];
  readonly publisher: Publisher | null;
  readonly derivedFrom: Document | null;
  readonly wire: Entity | null;
};

export type Quote = {
  readonly exact: string;
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly language: string;
  readonly translation: string | null;
  readonly translatedBy: string | null;
};

export type Appearance = {
  readonly appearedAt: string | null;
  readonly quote: Quote | null;
  readonly source: Source;
  readonly attribution: readonly { readonly role: string; readonly entity: Entity }[];
};

export type Piece = {
  readonly id: string;
  readonly stance: string;
  readonly isPrimary: boolean;
  readonly isInterested: boolean;
  readonly quote: Quote | null;
  readonly note: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnReason: string | null;
  readonly capture: { readonly at: string; readonly archiveUrl: string | null } | null;
  readonly source: Source;
};

/** Any published review, as lists tell of it. Other organisations' may lack a verdict of ours and a summary. */
export type Review = {
  readonly id: string;
  readonly verdict: ClaimReviewFacts["verdict"] | null;
  readonly rating: { readonly labels: readonly Text[] } | null;
  /** Of the article; the newsroom's own have none. */
  readonly title: string | null;
  readonly summary: string | null;
  readonly language: string;
  readonly publishedAt: string;
  readonly modifiedAt: string | null;
  readonly url: string;
  readonly publisher: Entity | null;
  readonly correction: { readonly kind: string; readonly note: string } | null;
  readonly retractedAt: string | null;
  readonly retractedReason: string | null;
  readonly supersededBy: object | null;
};

/** The newsroom's own that stands, or that stood last. */
export type StandingReview = Review &
  ClaimReviewFacts & {
    readonly summaries: readonly Text[];
    readonly body: string | null;
    readonly evidence: { readonly nodes: readonly { readonly id: string }[] };
  };

export type Entry = {
  readonly sequence: number;
  readonly at: string;
  readonly hash: string;
  readonly en: string;
  readonly fa: string;
  readonly ar: string;
};

export type Claim = {
  readonly id: string;
  readonly text: string;
  readonly language: string;
  readonly translations: readonly Text[];
  readonly claimant: Entity;
  readonly about: readonly Entity[];
  readonly claimedAt: string | null;
  readonly validity: { readonly from: string | null; readonly until: string | null } | null;
  readonly topics: readonly string[];
  readonly status: string;
  readonly statusReason: string | null;
  readonly mergedInto: { readonly id: string } | null;
  readonly needsRecheck: boolean;
  readonly recheckReason: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly review: StandingReview | null;
  readonly reviews: Page<Review>;
  readonly appearances: Page<Appearance>;
  readonly evidence: Page<Piece>;
  readonly evidenceSummary: {
    readonly supports: number;
    readonly refutes: number;
    readonly context: number;
    readonly independentSources: number;
  };
  readonly relations: readonly {
    readonly kind: string;
    readonly note: string | null;
    readonly from: { readonly id: string };
    readonly claim: { readonly id: string; readonly text: string; readonly language: string };
  }[];
  readonly history: Page<Entry>;
};

function listed(
  name: string,
  type: string,
  selection: Selection,
  args: Readonly<Record<string, unknown>> = {},
) {
  const page = {
    nodes: branch("nodes", type, selection),
    pageInfo: branch("pageInfo", "PageInfo", leaves("hasNextPage")),
  };
  return branch(name, "Page", page, { first: maxListed, ...args });
}

const entity = {
  ...leaves("wikidataId"),
  names: branch("names", "LocalizedName", leaves("language", "name")),
};
const interest = {
  ...leaves("kind", "note"),
  of: branch("of", "Entity", entity),
  source: branch("source", "Source", leaves("url", "title")),
};
const publisher = {
  ...entity,
  ...leaves("interestsKnown"),
  interests: branch("interests", "Interest", interest),
};
const document = leaves("url", "title", "language", "publishedAt");
const source = {
  ...document,
  ...leaves("kind", "authors"),
  publisher: branch("publisher", "Entity", publisher),
  derivedFrom: branch("derivedFrom", "Source", document),
  wire: branch("wire", "Entity", entity),
};
const quote = branch(
  "quote",
  "Quote",
  leaves("exact", "prefix", "suffix", "language", "translation", "translatedBy"),
);
const appearance = {
  ...leaves("appearedAt"),
  quote,
  source: branch("source", "Source", source),
  attribution: branch("attribution", "Attribution", {
    ...leaves("role"),
    entity: branch("entity", "Entity", entity),
  }),
};
const piece = {
  ...leaves("id", "stance", "isPrimary", "isInterested", "note", "withdrawnAt", "withdrawnReason"),
  quote,
  capture: branch("capture", "Capture", leaves("at", "archiveUrl")),
  source: branch("source", "Source", source),
};
const review = {
  ...leaves("id", "verdict", "summary", "language", "publishedAt", "url"),
  ...leaves("title", "modifiedAt", "retractedAt", "retractedReason"),
  rating: branch("rating", "Rating", {
    labels: branch("labels", "LocalizedText", leaves("language", "text")),
  }),
  publisher: branch("publisher", "Entity", entity),
  correction: branch("correction", "Correction", leaves("kind", "note")),
  supersededBy: branch("supersededBy", "Review", leaves("id")),
};
const standingReview = {
  ...review,
  ...claimReviewSelection,
  ...leaves("body"),
  summaries: branch("summaries", "LocalizedText", leaves("language", "text")),
  evidence: branch(
    "evidence",
    "Page",
    { nodes: branch("nodes", "Evidence", leaves("id")) },
    { first: maxListed },
  ),
};
const described = (language: string) => ({ name: "description", args: { language } });
const entry = {
  ...leaves("sequence", "at", "hash"),
  // Which language the page will have is known only once the claim is there.
  en: described("en"),
  fa: described("fa"),
  ar: described("ar"),
};
const relation = {
  ...leaves("kind", "note"),
  from: branch("from", "Claim", leaves("id")),
  claim: branch("claim", "Claim", leaves("id", "text", "language")),
};
const mergedInto = branch("mergedInto", "Claim", leaves("id"));

const claim: Selection = {
  ...leaves("id", "text", "language", "claimedAt", "topics", "status", "statusReason"),
  ...leaves("needsRecheck", "recheckReason", "createdAt", "updatedAt"),
  translations: branch("translations", "LocalizedText", leaves("language", "text")),
  claimant: branch("claimant", "Entity", entity),
  about: branch("about", "Entity", entity),
  validity: branch("validity", "Validity", leaves("from", "until")),
  mergedInto,
  review: branch("review", "Review", standingReview),
  reviews: listed("reviews", "Review", review),
  appearances: listed("appearances", "Appearance", appearance),
  evidence: listed("evidence", "Evidence", piece, { includeWithdrawn: true }),
  evidenceSummary: branch(
    "evidenceSummary",
    "EvidenceSummary",
    leaves("supports", "refutes", "context", "independentSources"),
  ),
  relations: branch("relations", "ClaimRelation", relation),
  history: listed("history", "Revision", entry, { first: maxHistory }),
};

/** The page of a claim, on the contract's `Query`. */
export function pageSelection(id: string): Selection {
  return { claim: branch("claim", "Claim", claim, { id }) };
}

/** What of it is answered to programs. */
export type ClaimData = {
  readonly mergedInto: Claim["mergedInto"];
  readonly review: (ClaimReviewFacts & { readonly retractedAt: string | null }) | null;
};

export function dataSelection(id: string): Selection {
  const review = { ...claimReviewSelection, ...leaves("retractedAt") };
  const data = { mergedInto, review: branch("review", "Review", review) };
  return { claim: branch("claim", "Claim", data, { id }) };
}
