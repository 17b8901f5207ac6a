// Written by `npm run generate` from schema.graphql; not to be changed by hand.
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string };
  String: { input: string; output: string };
  Boolean: { input: boolean; output: boolean };
  Int: { input: number; output: number };
  Float: { input: number; output: number };
  DateTime: { input: string; output: string };
  PartialDate: { input: string; output: string };
  LanguageTag: { input: string; output: string };
  URL: { input: string; output: string };
  JSON: { input: unknown; output: unknown };
};

export type Role = "READER" | "CONTRIBUTOR" | "CHECKER" | "EDITOR" | "ADMIN";

export type TextDirection = "LTR" | "RTL";

export type ClaimStatus =
  | "UNVERIFIED"
  | "IN_REVIEW"
  | "AWAITING_APPROVAL"
  | "PUBLISHED"
  | "RETRACTED"
  | "DISMISSED";

export type Verdict =
  | "TRUE"
  | "MOSTLY_TRUE"
  | "MIXED"
  | "MISLEADING"
  | "MOSTLY_FALSE"
  | "FALSE"
  | "UNPROVEN"
  | "OUTDATED";

export type ClaimFilter = {
  status?: InputMaybe<Array<ClaimStatus>>;
  verdict?: InputMaybe<Array<Verdict>>;
  claimantId?: InputMaybe<Array<Scalars["ID"]["input"]>>;
  aboutId?: InputMaybe<Array<Scalars["ID"]["input"]>>;
  topic?: InputMaybe<Array<Scalars["String"]["input"]>>;
  language?: InputMaybe<Array<Scalars["LanguageTag"]["input"]>>;
  sourceId?: InputMaybe<Array<Scalars["ID"]["input"]>>;
  claimedAfter?: InputMaybe<Scalars["PartialDate"]["input"]>;
  claimedBefore?: InputMaybe<Scalars["PartialDate"]["input"]>;
  updatedAfter?: InputMaybe<Scalars["DateTime"]["input"]>;
  updatedBefore?: InputMaybe<Scalars["DateTime"]["input"]>;
  needsRecheck?: InputMaybe<Scalars["Boolean"]["input"]>;
};

export type ClaimOrder =
  | "CREATED_AT_DESC"
  | "CREATED_AT_ASC"
  | "UPDATED_AT_DESC"
  | "UPDATED_AT_ASC"
  | "CLAIMED_AT_DESC"
  | "CLAIMED_AT_ASC";

export type SearchedField =
  | "TEXT"
  | "TRANSLATION"
  | "DUPLICATE"
  | "REVIEW_TITLE"
  | "REVIEW_CLAIM_REVIEWED"
  | "REVIEW_SUMMARY";

export type MatchReasonKind =
  | "WORDS"
  | "NUMBERS"
  | "OTHER_NUMBERS"
  | "DENIAL"
  | "OTHER_NAMES"
  | "OTHER_ORDER";

export type EntityKind = "PERSON" | "ORGANISATION" | "GOVERNMENT" | "OUTLET" | "UNKNOWN";

export type InterestKind =
  | "OWNED_BY"
  | "FUNDED_BY"
  | "MEMBER_OF"
  | "PARTY_TO"
  | "EMPLOYED_BY"
  | "AFFILIATED_WITH";

export type EntityFilter = {
  kind?: InputMaybe<Array<EntityKind>>;
  name?: InputMaybe<Scalars["String"]["input"]>;
  wikidataId?: InputMaybe<Array<Scalars["String"]["input"]>>;
};

export type EntityOrder =
  | "CREATED_AT_DESC"
  | "CREATED_AT_ASC"
  | "UPDATED_AT_DESC"
  | "UPDATED_AT_ASC";

export type SourceKind =
  | "ARTICLE"
  | "POST"
  | "VIDEO"
  | "AUDIO"
  | "IMAGE"
  | "DATASET"
  | "REPORT"
  | "OFFICIAL_STATEMENT"
  | "OTHER";

export type SourceFilter = {
  kind?: InputMaybe<Array<SourceKind>>;
  publisherId?: InputMaybe<Array<Scalars["ID"]["input"]>>;
  language?: InputMaybe<Array<Scalars["LanguageTag"]["input"]>>;
  wireId?: InputMaybe<Array<Scalars["ID"]["input"]>>;
  publishedAfter?: InputMaybe<Scalars["PartialDate"]["input"]>;
  publishedBefore?: InputMaybe<Scalars["PartialDate"]["input"]>;
};

export type SourceOrder =
  | "CREATED_AT_DESC"
  | "CREATED_AT_ASC"
  | "UPDATED_AT_DESC"
  | "UPDATED_AT_ASC"
  | "PUBLISHED_AT_DESC"
  | "PUBLISHED_AT_ASC";

export type AttributionRole =
  | "SPEAKER"
  | "SPOKESPERSON"
  | "REPORTER"
  | "AGENCY"
  | "OUTLET"
  | "PLATFORM";

export type Stance = "SUPPORTS" | "REFUTES" | "CONTEXT";

export type CorrectionKind =
  | "TYPO"
  | "CLARIFICATION"
  | "UPDATE"
  | "FACTUAL_ERROR"
  | "VERDICT_CHANGE";

export type PublicationRule =
  | "EVIDENCE_CITED"
  | "INDEPENDENT_SOURCES"
  | "STANCE_FITS_VERDICT"
  | "BOTH_SIDES_SOUGHT"
  | "INTERESTS_DISCLOSED"
  | "SECOND_PERSON"
  | "CLAIMANT_ASKED"
  | "SUMMARY_PRESENT"
  | "QUOTES_PRESERVED";

export type RelationKind = "REPEATS" | "CONTRADICTS" | "TRANSLATES" | "PART_OF" | "SUPERSEDES";

export type ApiKeyScope = "READ" | "CONTRIBUTE";

export type LocalizedNameInput = {
  language: Scalars["LanguageTag"]["input"];
  name: Scalars["String"]["input"];
};

export type InterestInput = {
  kind: InterestKind;
  ofId?: InputMaybe<Scalars["ID"]["input"]>;
  note?: InputMaybe<Scalars["String"]["input"]>;
  sourceId?: InputMaybe<Scalars["ID"]["input"]>;
};

export type QuoteInput = {
  exact: Scalars["String"]["input"];
  prefix?: InputMaybe<Scalars["String"]["input"]>;
  suffix?: InputMaybe<Scalars["String"]["input"]>;
  language?: InputMaybe<Scalars["LanguageTag"]["input"]>;
  translation?: InputMaybe<Scalars["String"]["input"]>;
  translatedBy?: InputMaybe<Scalars["String"]["input"]>;
};

export type AttributionInput = {
  entityId: Scalars["ID"]["input"];
  role: AttributionRole;
};

export type RecordEntityInput = {
  kind: EntityKind;
  names: Array<LocalizedNameInput>;
  aliases?: InputMaybe<Array<LocalizedNameInput>>;
  wikidataId?: InputMaybe<Scalars["String"]["input"]>;
  sameAs?: InputMaybe<Array<Scalars["URL"]["input"]>>;
  interests?: InputMaybe<Array<InterestInput>>;
  noInterests?: InputMaybe<Scalars["Boolean"]["input"]>;
};

export type RecordSourceInput = {
  url?: InputMaybe<Scalars["URL"]["input"]>;
  title: Scalars["String"]["input"];
  kind?: SourceKind;
  publisherId?: InputMaybe<Scalars["ID"]["input"]>;
  authors?: InputMaybe<Array<Scalars["String"]["input"]>>;
  language?: InputMaybe<Scalars["LanguageTag"]["input"]>;
  publishedAt?: InputMaybe<Scalars["PartialDate"]["input"]>;
  text?: InputMaybe<Scalars["String"]["input"]>;
  contentHash?: InputMaybe<Scalars["String"]["input"]>;
  archiveUrl?: InputMaybe<Scalars["URL"]["input"]>;
  readAt?: InputMaybe<Scalars["DateTime"]["input"]>;
  derivedFromId?: InputMaybe<Scalars["ID"]["input"]>;
  wireId?: InputMaybe<Scalars["ID"]["input"]>;
};

export type RecordClaimInput = {
  text: Scalars["String"]["input"];
  language: Scalars["LanguageTag"]["input"];
  claimantId: Scalars["ID"]["input"];
  aboutIds?: InputMaybe<Array<Scalars["ID"]["input"]>>;
  claimedAt?: InputMaybe<Scalars["PartialDate"]["input"]>;
  validFrom?: InputMaybe<Scalars["PartialDate"]["input"]>;
  validUntil?: InputMaybe<Scalars["PartialDate"]["input"]>;
  recheckAt?: InputMaybe<Scalars["DateTime"]["input"]>;
  topics?: InputMaybe<Array<Scalars["String"]["input"]>>;
  allowDuplicate?: InputMaybe<Scalars["Boolean"]["input"]>;
};

export type TranslateClaimInput = {
  id: Scalars["ID"]["input"];
  language: Scalars["LanguageTag"]["input"];
  text: Scalars["String"]["input"];
  expectedVersion: Scalars["Int"]["input"];
};

export type AddAppearanceInput = {
  claimId: Scalars["ID"]["input"];
  sourceId: Scalars["ID"]["input"];
  quote?: InputMaybe<QuoteInput>;
  appearedAt?: InputMaybe<Scalars["PartialDate"]["input"]>;
  attribution?: InputMaybe<Array<AttributionInput>>;
};

export type AddEvidenceInput = {
  claimId: Scalars["ID"]["input"];
  sourceId: Scalars["ID"]["input"];
  stance: Stance;
  isPrimary?: InputMaybe<Scalars["Boolean"]["input"]>;
  quote?: InputMaybe<QuoteInput>;
  note?: InputMaybe<Scalars["String"]["input"]>;
};

export type WithdrawEvidenceInput = {
  id: Scalars["ID"]["input"];
  reason: Scalars["String"]["input"];
  expectedVersion: Scalars["Int"]["input"];
};

export type ReviseClaimInput = {
  id: Scalars["ID"]["input"];
  expectedVersion: Scalars["Int"]["input"];
  text?: InputMaybe<Scalars["String"]["input"]>;
  language?: InputMaybe<Scalars["LanguageTag"]["input"]>;
  claimantId?: InputMaybe<Scalars["ID"]["input"]>;
  aboutIds?: InputMaybe<Array<Scalars["ID"]["input"]>>;
  claimedAt?: InputMaybe<Scalars["PartialDate"]["input"]>;
  validFrom?: InputMaybe<Scalars["PartialDate"]["input"]>;
  validUntil?: InputMaybe<Scalars["PartialDate"]["input"]>;
  recheckAt?: InputMaybe<Scalars["DateTime"]["input"]>;
  topics?: InputMaybe<Array<Scalars["String"]["input"]>>;
};

export type ReviseSourceInput = {
  id: Scalars["ID"]["input"];
  expectedVersion: Scalars["Int"]["input"];
  url?: InputMaybe<Scalars["URL"]["input"]>;
  title?: InputMaybe<Scalars["String"]["input"]>;
  kind?: InputMaybe<SourceKind>;
  publisherId?: InputMaybe<Scalars["ID"]["input"]>;
  authors?: InputMaybe<Array<Scalars["String"]["input"]>>;
  language?: InputMaybe<Scalars["LanguageTag"]["input"]>;
  publishedAt?: InputMaybe<Scalars["PartialDate"]["input"]>;
  derivedFromId?: InputMaybe<Scalars["ID"]["input"]>;
  wireId?: InputMaybe<Scalars["ID"]["input"]>;
};

export type ReviseEntityInput = {
  id: Scalars["ID"]["input"];
  expectedVersion: Scalars["Int"]["input"];
  kind?: InputMaybe<EntityKind>;
  names?: InputMaybe<Array<LocalizedNameInput>>;
  aliases?: InputMaybe<Array<LocalizedNameInput>>;
  wikidataId?: InputMaybe<Scalars["String"]["input"]>;
  sameAs?: InputMaybe<Array<Scalars["URL"]["input"]>>;
  interests?: InputMaybe<Array<InterestInput>>;
  noInterests?: InputMaybe<Scalars["Boolean"]["input"]>;
};

export type MergeEntitiesInput = {
  id: Scalars["ID"]["input"];
  intoId: Scalars["ID"]["input"];
  expectedVersion: Scalars["Int"]["input"];
};

export type RelateClaimsInput = {
  kind: RelationKind;
  fromId: Scalars["ID"]["input"];
  toId: Scalars["ID"]["input"];
  note?: InputMaybe<Scalars["String"]["input"]>;
};

export type UnrelateClaimsInput = {
  id: Scalars["ID"]["input"];
  expectedVersion: Scalars["Int"]["input"];
  claimId?: InputMaybe<Scalars["ID"]["input"]>;
};

export type MergeClaimsInput = {
  id: Scalars["ID"]["input"];
  intoId: Scalars["ID"]["input"];
  expectedVersion: Scalars["Int"]["input"];
  reason?: InputMaybe<Scalars["String"]["input"]>;
};

export type MoveClaimInput = {
  id: Scalars["ID"]["input"];
  to: ClaimStatus;
  expectedVersion: Scalars["Int"]["input"];
  reason?: InputMaybe<Scalars["String"]["input"]>;
  assigneeId?: InputMaybe<Scalars["ID"]["input"]>;
  correction?: InputMaybe<CorrectionInput>;
};

export type CorrectionInput = {
  kind: CorrectionKind;
  note: Scalars["String"]["input"];
};

export type LocalizedTextInput = {
  language: Scalars["LanguageTag"]["input"];
  text: Scalars["String"]["input"];
};

export type SaveDraftInput = {
  claimId: Scalars["ID"]["input"];
  expectedVersion: Scalars["Int"]["input"];
  verdict?: InputMaybe<Verdict>;
  ratingScaleId?: InputMaybe<Scalars["ID"]["input"]>;
  summary?: InputMaybe<Array<LocalizedTextInput>>;
  body?: InputMaybe<Array<LocalizedTextInput>>;
  evidenceIds?: InputMaybe<Array<Scalars["ID"]["input"]>>;
  soleSourceReason?: InputMaybe<Scalars["String"]["input"]>;
  searchNote?: InputMaybe<Scalars["String"]["input"]>;
  claimantAsked?: InputMaybe<ClaimantAskedInput>;
};

export type ClaimantAskedInput = {
  askedAt?: InputMaybe<Scalars["DateTime"]["input"]>;
  answer?: InputMaybe<Scalars["String"]["input"]>;
  reasonNotAsked?: InputMaybe<Scalars["String"]["input"]>;
};

export type CorrectReviewInput = {
  claimId: Scalars["ID"]["input"];
  expectedVersion: Scalars["Int"]["input"];
  summary?: InputMaybe<Array<LocalizedTextInput>>;
  body?: InputMaybe<Array<LocalizedTextInput>>;
  note: Scalars["String"]["input"];
};

export type ImportReviewsInput = {
  items: Array<Scalars["JSON"]["input"]>;
  language?: InputMaybe<Scalars["LanguageTag"]["input"]>;
  isDryRun?: InputMaybe<Scalars["Boolean"]["input"]>;
};

export type ScaleRatingInput = {
  verdict: Verdict;
  value?: InputMaybe<Scalars["Int"]["input"]>;
  labels: Array<LocalizedTextInput>;
};

export type RecordRatingScaleInput = {
  name: Scalars["String"]["input"];
  worst: Scalars["Int"]["input"];
  best: Scalars["Int"]["input"];
  ratings: Array<ScaleRatingInput>;
};

export type ReviseRatingScaleInput = {
  id: Scalars["ID"]["input"];
  expectedVersion: Scalars["Int"]["input"];
  name?: InputMaybe<Scalars["String"]["input"]>;
  worst?: InputMaybe<Scalars["Int"]["input"]>;
  best?: InputMaybe<Scalars["Int"]["input"]>;
  ratings?: InputMaybe<Array<ScaleRatingInput>>;
};

export type CreateApiKeyInput = {
  name: Scalars["String"]["input"];
  scopes: Array<ApiKeyScope>;
  expiresAt?: InputMaybe<Scalars["DateTime"]["input"]>;
};

export type RevokeApiKeyInput = {
  id: Scalars["ID"]["input"];
  expectedVersion: Scalars["Int"]["input"];
};

export type SuspendPersonInput = {
  id: Scalars["ID"]["input"];
  expectedVersion: Scalars["Int"]["input"];
  reason: Scalars["String"]["input"];
};

export type ReinstatePersonInput = {
  id: Scalars["ID"]["input"];
  expectedVersion: Scalars["Int"]["input"];
};

export type ErasePayloadInput = {
  sequence: Scalars["Int"]["input"];
  reason: Scalars["String"]["input"];
};

export type ImportOutcomeKind = "NEW" | "UNCHANGED" | "SUPERSEDED" | "OLDER" | "LEFT_OUT";

export type Mutations = {
  recordEntity: { input: RecordEntityInput; records: "entity" };
  recordSource: { input: RecordSourceInput; records: "source" };
  recordClaim: { input: RecordClaimInput; records: "claim" };
  translateClaim: { input: TranslateClaimInput; records: "claim" };
  addAppearance: { input: AddAppearanceInput; records: "appearance" | "claim" };
  addEvidence: { input: AddEvidenceInput; records: "evidence" | "claim" };
  withdrawEvidence: { input: WithdrawEvidenceInput; records: "evidence" | "claim" };
  reviseClaim: { input: ReviseClaimInput; records: "claim" };
  reviseSource: { input: ReviseSourceInput; records: "source" };
  reviseEntity: { input: ReviseEntityInput; records: "entity" };
  mergeEntities: { input: MergeEntitiesInput; records: "entity" };
  moveClaim: { input: MoveClaimInput; records: "claim" };
  saveDraft: { input: SaveDraftInput; records: "claim" };
  relateClaims: { input: RelateClaimsInput; records: "claim" | "other" };
  unrelateClaims: { input: UnrelateClaimsInput; records: "claim" | "other" };
  mergeClaims: { input: MergeClaimsInput; records: "claim" | "duplicate" };
  correctReview: { input: CorrectReviewInput; records: "review" | "claim" };
  importReviews: {
    input: ImportReviewsInput;
    records:
      | "total"
      | "new"
      | "unchanged"
      | "superseded"
      | "older"
      | "unmapped"
      | "leftOut"
      | "outcomes";
  };
  recordRatingScale: { input: RecordRatingScaleInput; records: "ratingScale" };
  reviseRatingScale: { input: ReviseRatingScaleInput; records: "ratingScale" };
  createApiKey: { input: CreateApiKeyInput; records: "apiKey" | "secret" };
  revokeApiKey: { input: RevokeApiKeyInput; records: "apiKey" };
  suspendPerson: { input: SuspendPersonInput; records: "person" };
  reinstatePerson: { input: ReinstatePersonInput; records: "person" };
  erasePayload: { input: ErasePayloadInput; records: "revision" };
};
