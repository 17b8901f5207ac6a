/** Every type of the contract that is an object, under the name by which the planner looks it up. */

import type { ObjectType } from "../reader.ts";
import {
  Claim,
  ClaimMatch,
  ClaimRelation,
  EvidenceSummary,
  MatchReason,
  Validity,
} from "./claim.ts";
import { Entity } from "./entity.ts";
import { Appearance, CitedEvidence, Evidence } from "./evidence.ts";
import { ApiKey, Person, RatingScale, ScaleRating } from "./people.ts";
import { FactCheck } from "./published.ts";
import { Query } from "./query.ts";
import { ClaimantAsked, Correction, Draft, Rating, Review } from "./review.ts";
import { Revision } from "./revision.ts";
import { Source } from "./source.ts";
import { Attribution, Capture, Interest, LocalizedName, LocalizedText, Quote } from "./values.ts";

export const types: Readonly<Record<string, ObjectType>> = {
  ApiKey,
  Appearance,
  Attribution,
  Capture,
  CitedEvidence,
  Claim,
  ClaimMatch,
  MatchReason,
  ClaimRelation,
  ClaimantAsked,
  Correction,
  Draft,
  Entity,
  Evidence,
  EvidenceSummary,
  FactCheck,
  Interest,
  LocalizedName,
  LocalizedText,
  Person,
  Query,
  Quote,
  Rating,
  RatingScale,
  Review,
  Revision,
  ScaleRating,
  Source,
  Validity,
};
