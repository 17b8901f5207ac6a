/**
 * The properties that schema.org has for what a ClaimReview is made of, so that a misspelt one is found.
 * @see https://schema.org/version/latest, as `schema-dts` 2.1.0 has it
 */

/** Of anything. */
const ofThing = wordsOf(`
  additionalType alternateName description disambiguatingDescription identifier image
  mainEntityOfPage name owner potentialAction sameAs subjectOf url
`);

/** Of a work, besides. */
const ofCreativeWork = wordsOf(`
  about abstract accessMode accessModeSufficient accessibilityAPI accessibilityControl
  accessibilityFeature accessibilityHazard accessibilitySummary accountablePerson
  acquireLicensePage aggregateRating alternativeHeadline archivedAt assesses associatedMedia
  audience audio author award awards character citation comment commentCount conditionsOfAccess
  contentLocation contentRating contentReferenceTime contributor copyrightHolder copyrightNotice
  copyrightYear correction countryOfOrigin creativeWorkStatus creator creditText dateCreated
  dateModified datePublished digitalSourceType discussionUrl displayLocation editEIDR editor
  educationalAlignment educationalLevel educationalUse encoding encodingFormat encodings
  exampleOfWork expires fileFormat funder funding genre hasPart headline inLanguage
  interactionStatistic interactivityType interpretedAsClaim isAccessibleForFree isBasedOn
  isBasedOnUrl isFamilyFriendly isPartOf keywords learningResourceType license locationCreated
  mainEntity maintainer material materialExtent mentions offers pattern position producer provider
  publication publisher publisherImprint publishingPrinciples recordedAt releasedEvent review
  reviews schemaVersion sdDatePublished sdLicense sdPublisher size sourceOrganization spatial
  spatialCoverage sponsor teaches temporal temporalCoverage text thumbnail thumbnailUrl
  timeRequired translationOfWork translator typicalAgeRange usageInfo version video wordCount
  workExample workTranslation
`);

export const properties = {
  ClaimReview: new Set([
    ...ofThing,
    ...ofCreativeWork,
    ...wordsOf(
      "associatedClaimReview associatedMediaReview associatedReview claimReviewed itemReviewed negativeNotes positiveNotes reviewAspect reviewBody reviewRating",
    ),
  ]),
  Claim: new Set([
    ...ofThing,
    ...ofCreativeWork,
    ...wordsOf("appearance claimInterpreter firstAppearance"),
  ]),
  Rating: new Set([
    ...ofThing,
    ...wordsOf("author bestRating ratingExplanation ratingValue reviewAspect worstRating"),
  ]),
} as const satisfies Record<string, ReadonlySet<string>>;

function wordsOf(text: string): string[] {
  return text.trim().split(/\s+/);
}
