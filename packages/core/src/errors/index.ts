/**
 * What can go wrong and was foreseen. A `Refusal` is an answer: GraphQL gives it as a type of the same name with the same
 * fields. The other classes are errors of the request. Anything else that is thrown is a fault.
 */

export { BadInput, NotPermitted, NotSignedIn, type Reference, Refusal } from "./base.ts";
export {
  AssigneeNotChecker,
  DraftNotOpen,
  EvidenceOfAnotherClaim,
  InvalidTransition,
  NoStandingReview,
  PublishBlocked,
  ScaleNotFound,
  VerdictNotOnScale,
} from "./editing.ts";
export {
  ApiKeyAlreadyRevoked,
  ApiKeyNotFound,
  DuplicateScale,
  LastRevisionOfRecord,
  PayloadAlreadyErased,
  PersonAlreadySuspended,
  PersonNotFound,
  PersonNotSuspended,
  RevisionNotFound,
  SelfSuspension,
} from "./newsroom.ts";
export {
  ClaimAlreadyMerged,
  ClaimEverPublished,
  ClaimNotFound,
  ClaimTextFrozen,
  DerivationCycle,
  DuplicateClaim,
  DuplicateEntity,
  DuplicateSource,
  EntityAlreadyMerged,
  EntityNotFound,
  EvidenceAlreadyWithdrawn,
  EvidenceNotFound,
  MergeIntoSelf,
  OwnershipCycle,
  QuoteNotFound,
  RelationCycle,
  RelationNotFound,
  SelfRelation,
  SourceNotFound,
  TranslationIntoOwnLanguage,
  VersionConflict,
} from "./record.ts";
