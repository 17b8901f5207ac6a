CREATE TABLE "appearance" (
	"id" text PRIMARY KEY,
	"claim_id" text NOT NULL,
	"source_id" text NOT NULL,
	"quote" jsonb,
	"appeared_at" text,
	"appeared_order" text GENERATED ALWAYS AS (coalesce("appearance"."appeared_at" || substr('-00-00', length("appearance"."appeared_at") - 3), '')) STORED,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "appearance_appeared_at_check" CHECK ("appeared_at" ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
	CONSTRAINT "appearance_quote_check" CHECK (length("quote"->>'exact') > 0)
);
--> statement-breakpoint
CREATE TABLE "attribution" (
	"appearance_id" text,
	"position" integer,
	"entity_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "attribution_pkey" PRIMARY KEY("appearance_id","position"),
	CONSTRAINT "attribution_role_check" CHECK ("role" in ('SPEAKER', 'SPOKESPERSON', 'REPORTER', 'AGENCY', 'OUTLET', 'PLATFORM'))
);
--> statement-breakpoint
CREATE TABLE "claim" (
	"id" text PRIMARY KEY,
	"text" text NOT NULL,
	"language" text NOT NULL,
	"claimant_id" text NOT NULL,
	"claimed_at" text,
	"claimed_order" text GENERATED ALWAYS AS (coalesce("claim"."claimed_at" || substr('-00-00', length("claim"."claimed_at") - 3), '')) STORED,
	"valid_from" text,
	"valid_until" text,
	"recheck_at" timestamp(3) with time zone,
	"recheck_reason" text,
	"topics" text[] NOT NULL,
	"status" text NOT NULL,
	"status_reason" text,
	"assignee_id" text,
	"review_id" text,
	"verdict" text,
	"merged_into_id" text,
	"version" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"fingerprint" text NOT NULL,
	"search_keys" text[] NOT NULL,
	CONSTRAINT "claim_text_check" CHECK (length("text") between 1 and 10000),
	CONSTRAINT "claim_claimed_at_check" CHECK ("claimed_at" ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
	CONSTRAINT "claim_valid_from_check" CHECK ("valid_from" ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
	CONSTRAINT "claim_valid_until_check" CHECK ("valid_until" ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
	CONSTRAINT "claim_status_check" CHECK ("status" in ('UNVERIFIED', 'IN_REVIEW', 'AWAITING_APPROVAL', 'PUBLISHED', 'RETRACTED', 'DISMISSED')),
	CONSTRAINT "claim_verdict_check" CHECK ("verdict" in ('TRUE', 'MOSTLY_TRUE', 'MIXED', 'MISLEADING', 'MOSTLY_FALSE', 'FALSE', 'UNPROVEN', 'OUTDATED')),
	CONSTRAINT "claim_review_check" CHECK ("verdict" is null or "review_id" is not null),
	CONSTRAINT "claim_published_check" CHECK ("status" <> 'PUBLISHED' or "review_id" is not null),
	CONSTRAINT "claim_assignee_check" CHECK ("assignee_id" is null or "status" in ('IN_REVIEW', 'AWAITING_APPROVAL')),
	CONSTRAINT "claim_merged_into_check" CHECK ("merged_into_id" is null or ("merged_into_id" <> "id" and "status" = 'DISMISSED')),
	CONSTRAINT "claim_version_check" CHECK ("version" > 0)
);
--> statement-breakpoint
CREATE TABLE "claim_about" (
	"claim_id" text,
	"entity_id" text,
	"position" integer NOT NULL,
	CONSTRAINT "claim_about_pkey" PRIMARY KEY("claim_id","entity_id")
);
--> statement-breakpoint
CREATE TABLE "claim_translation" (
	"claim_id" text,
	"language" text,
	"text" text NOT NULL,
	CONSTRAINT "claim_translation_pkey" PRIMARY KEY("claim_id","language"),
	CONSTRAINT "claim_translation_text_check" CHECK (length("text") between 1 and 10000)
);
--> statement-breakpoint
CREATE TABLE "draft" (
	"id" text PRIMARY KEY,
	"claim_id" text NOT NULL CONSTRAINT "draft_claim_key" UNIQUE,
	"verdict" text,
	"rating_scale_id" text,
	"summary" jsonb NOT NULL,
	"body" jsonb NOT NULL,
	"evidence_ids" text[] NOT NULL,
	"sole_source_reason" text,
	"search_note" text,
	"claimant_asked" jsonb,
	"author_ids" text[] NOT NULL,
	"sent_back_reason" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "draft_verdict_check" CHECK ("verdict" in ('TRUE', 'MOSTLY_TRUE', 'MIXED', 'MISLEADING', 'MOSTLY_FALSE', 'FALSE', 'UNPROVEN', 'OUTDATED'))
);
--> statement-breakpoint
CREATE TABLE "entity" (
	"id" text PRIMARY KEY,
	"kind" text NOT NULL,
	"names" jsonb NOT NULL,
	"aliases" jsonb NOT NULL,
	"wikidata_id" text CONSTRAINT "entity_wikidata_id_key" UNIQUE,
	"same_as" text[] NOT NULL,
	"no_interests" boolean NOT NULL,
	"merged_into_id" text,
	"version" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"search_keys" text[] NOT NULL,
	CONSTRAINT "entity_kind_check" CHECK ("kind" in ('PERSON', 'ORGANISATION', 'GOVERNMENT', 'OUTLET')),
	CONSTRAINT "entity_names_check" CHECK (jsonb_array_length("names") > 0),
	CONSTRAINT "entity_wikidata_id_check" CHECK ("wikidata_id" ~ '^Q[1-9][0-9]*$'),
	CONSTRAINT "entity_merged_into_check" CHECK ("merged_into_id" <> "id"),
	CONSTRAINT "entity_version_check" CHECK ("version" > 0)
);
--> statement-breakpoint
CREATE TABLE "entity_interest" (
	"entity_id" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"of_id" text,
	"note" text,
	"source_id" text,
	CONSTRAINT "entity_interest_key" UNIQUE NULLS NOT DISTINCT("entity_id","kind","of_id","note"),
	CONSTRAINT "entity_interest_kind_check" CHECK ("kind" in ('OWNED_BY', 'FUNDED_BY', 'MEMBER_OF', 'PARTY_TO', 'EMPLOYED_BY', 'AFFILIATED_WITH')),
	CONSTRAINT "entity_interest_of_check" CHECK ("of_id" <> "entity_id"),
	CONSTRAINT "entity_interest_names_it_check" CHECK ("of_id" is not null or ("note" is not null and "kind" = 'PARTY_TO'))
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" text PRIMARY KEY,
	"claim_id" text NOT NULL,
	"source_id" text NOT NULL,
	"capture_id" text,
	"stance" text NOT NULL,
	"is_primary" boolean NOT NULL,
	"quote" jsonb,
	"note" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"withdrawn_at" timestamp(3) with time zone,
	"withdrawn_reason" text,
	CONSTRAINT "evidence_stance_check" CHECK ("stance" in ('SUPPORTS', 'REFUTES', 'CONTEXT')),
	CONSTRAINT "evidence_quote_check" CHECK (length("quote"->>'exact') > 0),
	CONSTRAINT "evidence_withdrawn_check" CHECK (("withdrawn_at" is null) = ("withdrawn_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"name" text,
	"role" text NOT NULL,
	"suspended_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone NOT NULL,
	"last_seen_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "person_subject_key" UNIQUE("issuer","subject"),
	CONSTRAINT "person_role_check" CHECK ("role" in ('READER', 'CONTRIBUTOR', 'CHECKER', 'EDITOR', 'ADMIN'))
);
--> statement-breakpoint
CREATE TABLE "relation" (
	"id" text PRIMARY KEY,
	"kind" text NOT NULL,
	"claim_id" text NOT NULL,
	"other_claim_id" text NOT NULL,
	"note" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "relation_key" UNIQUE("kind","claim_id","other_claim_id"),
	CONSTRAINT "relation_kind_check" CHECK ("kind" in ('REPEATS', 'CONTRADICTS', 'TRANSLATES', 'PART_OF', 'SUPERSEDES')),
	CONSTRAINT "relation_other_check" CHECK ("claim_id" <> "other_claim_id"),
	CONSTRAINT "relation_order_check" CHECK (not ("kind" in ('CONTRADICTS', 'TRANSLATES')) or "claim_id" < "other_claim_id")
);
--> statement-breakpoint
CREATE TABLE "rating_scale" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL CONSTRAINT "rating_scale_name_key" UNIQUE,
	"worst" integer NOT NULL,
	"best" integer NOT NULL,
	"ratings" jsonb NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "rating_scale_range_check" CHECK (1 <= "worst" and "worst" < "best")
);
--> statement-breakpoint
CREATE TABLE "retraction" (
	"review_id" text PRIMARY KEY,
	"at" timestamp(3) with time zone NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review" (
	"id" text PRIMARY KEY,
	"claim_id" text NOT NULL,
	"verdict" text NOT NULL,
	"rating" jsonb,
	"summary" jsonb NOT NULL,
	"body" jsonb NOT NULL,
	"language" text NOT NULL,
	"publisher_id" text,
	"published_at" timestamp(3) with time zone NOT NULL,
	"url" text,
	"evidence" jsonb NOT NULL,
	"correction_kind" text,
	"correction_note" text,
	"supersedes_id" text CONSTRAINT "review_supersedes_key" UNIQUE,
	"published_by_id" text,
	CONSTRAINT "review_verdict_check" CHECK ("verdict" in ('TRUE', 'MOSTLY_TRUE', 'MIXED', 'MISLEADING', 'MOSTLY_FALSE', 'FALSE', 'UNPROVEN', 'OUTDATED')),
	CONSTRAINT "review_correction_kind_check" CHECK ("correction_kind" in ('TYPO', 'CLARIFICATION', 'UPDATE', 'FACTUAL_ERROR', 'VERDICT_CHANGE')),
	CONSTRAINT "review_correction_check" CHECK (("correction_kind" is null) = ("correction_note" is null)),
	CONSTRAINT "review_supersedes_check" CHECK ("supersedes_id" <> "id"),
	CONSTRAINT "review_url_check" CHECK ("url" ~* '^https?://')
);
--> statement-breakpoint
CREATE TABLE "ledger_head" (
	"single" boolean PRIMARY KEY,
	"sequence" bigint NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "ledger_head_single_check" CHECK ("single")
);
--> statement-breakpoint
CREATE TABLE "revision" (
	"sequence" bigint PRIMARY KEY,
	"at" timestamp(3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"payload_hash" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL CONSTRAINT "revision_hash_key" UNIQUE,
	CONSTRAINT "revision_sequence_check" CHECK ("sequence" > 0),
	CONSTRAINT "revision_plain_check" CHECK ("actor" || "action" || "subject" ~ '^[A-Za-z0-9_.:-]+$')
);
--> statement-breakpoint
CREATE TABLE "revision_payload" (
	"sequence" bigint PRIMARY KEY,
	"before" jsonb,
	"after" jsonb,
	"salt" text
);
--> statement-breakpoint
CREATE TABLE "capture" (
	"id" text PRIMARY KEY,
	"source_id" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"content_hash" text,
	"archive_url" text,
	"content" text,
	CONSTRAINT "capture_source_key" UNIQUE("source_id","id"),
	CONSTRAINT "capture_content_hash_check" CHECK ("content_hash" ~ '^sha256:[0-9a-f]{64}$'),
	CONSTRAINT "capture_archive_url_check" CHECK ("archive_url" ~* '^https?://')
);
--> statement-breakpoint
CREATE TABLE "source" (
	"id" text PRIMARY KEY,
	"url" text,
	"canonical_url" text CONSTRAINT "source_canonical_url_key" UNIQUE,
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"publisher_id" text,
	"authors" text[] NOT NULL,
	"language" text,
	"published_at" text,
	"published_order" text GENERATED ALWAYS AS (coalesce("source"."published_at" || substr('-00-00', length("source"."published_at") - 3), '')) STORED,
	"derived_from_id" text,
	"wire_id" text,
	"version" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "source_kind_check" CHECK ("kind" in ('ARTICLE', 'POST', 'VIDEO', 'AUDIO', 'IMAGE', 'DATASET', 'REPORT', 'OFFICIAL_STATEMENT', 'OTHER')),
	CONSTRAINT "source_url_check" CHECK ("url" ~* '^https?://' and ("url" is null) = ("canonical_url" is null)),
	CONSTRAINT "source_published_at_check" CHECK ("published_at" ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
	CONSTRAINT "source_derived_from_check" CHECK ("derived_from_id" <> "id"),
	CONSTRAINT "source_version_check" CHECK ("version" > 0)
);
--> statement-breakpoint
CREATE INDEX "appearance_claim_idx" ON "appearance" ("claim_id","created_at","id");--> statement-breakpoint
CREATE INDEX "appearance_source_idx" ON "appearance" ("source_id","claim_id");--> statement-breakpoint
CREATE INDEX "attribution_entity_idx" ON "attribution" ("entity_id");--> statement-breakpoint
CREATE INDEX "claim_created_at_idx" ON "claim" ("created_at","id");--> statement-breakpoint
CREATE INDEX "claim_updated_at_idx" ON "claim" ("updated_at","id");--> statement-breakpoint
CREATE INDEX "claim_claimed_idx" ON "claim" ("claimed_order","id");--> statement-breakpoint
CREATE INDEX "claim_status_updated_at_idx" ON "claim" ("status","updated_at","id");--> statement-breakpoint
CREATE INDEX "claim_claimant_claimed_idx" ON "claim" ("claimant_id","claimed_order","id");--> statement-breakpoint
CREATE INDEX "claim_verdict_updated_at_idx" ON "claim" ("verdict","updated_at","id");--> statement-breakpoint
CREATE INDEX "claim_language_updated_at_idx" ON "claim" ("language","updated_at","id");--> statement-breakpoint
CREATE INDEX "claim_recheck_idx" ON "claim" ("recheck_at","id");--> statement-breakpoint
CREATE INDEX "claim_merged_into_idx" ON "claim" ("merged_into_id");--> statement-breakpoint
CREATE INDEX "claim_fingerprint_idx" ON "claim" ("fingerprint","claimant_id");--> statement-breakpoint
CREATE INDEX "claim_topics_idx" ON "claim" USING gin ("topics");--> statement-breakpoint
CREATE INDEX "claim_search_keys_idx" ON "claim" USING gin ("search_keys");--> statement-breakpoint
CREATE INDEX "claim_about_entity_idx" ON "claim_about" ("entity_id","claim_id");--> statement-breakpoint
CREATE INDEX "entity_created_at_idx" ON "entity" ("created_at","id");--> statement-breakpoint
CREATE INDEX "entity_updated_at_idx" ON "entity" ("updated_at","id");--> statement-breakpoint
CREATE INDEX "entity_merged_into_idx" ON "entity" ("merged_into_id");--> statement-breakpoint
CREATE INDEX "entity_search_keys_idx" ON "entity" USING gin ("search_keys");--> statement-breakpoint
CREATE INDEX "entity_interest_of_idx" ON "entity_interest" ("of_id");--> statement-breakpoint
CREATE INDEX "entity_interest_source_idx" ON "entity_interest" ("source_id");--> statement-breakpoint
CREATE INDEX "evidence_claim_idx" ON "evidence" ("claim_id","created_at","id");--> statement-breakpoint
CREATE INDEX "evidence_source_idx" ON "evidence" ("source_id","claim_id");--> statement-breakpoint
CREATE INDEX "person_created_at_idx" ON "person" ("created_at","id");--> statement-breakpoint
CREATE INDEX "relation_claim_idx" ON "relation" ("claim_id","created_at","id");--> statement-breakpoint
CREATE INDEX "relation_other_claim_idx" ON "relation" ("other_claim_id","created_at","id");--> statement-breakpoint
CREATE INDEX "review_evidence_idx" ON "review" USING gin ("evidence" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "review_claim_idx" ON "review" ("claim_id","published_at","id");--> statement-breakpoint
CREATE INDEX "review_published_at_idx" ON "review" ("published_at","id");--> statement-breakpoint
CREATE INDEX "revision_subject_idx" ON "revision" ("subject","sequence");--> statement-breakpoint
CREATE INDEX "revision_at_idx" ON "revision" ("at","sequence");--> statement-breakpoint
CREATE INDEX "revision_payload_claim_idx" ON "revision_payload" (("after"->>'claimId'));--> statement-breakpoint
CREATE INDEX "revision_payload_other_claim_idx" ON "revision_payload" (("after"->>'otherClaimId'));--> statement-breakpoint
CREATE INDEX "capture_source_at_idx" ON "capture" ("source_id","at","id");--> statement-breakpoint
CREATE INDEX "source_created_at_idx" ON "source" ("created_at","id");--> statement-breakpoint
CREATE INDEX "source_updated_at_idx" ON "source" ("updated_at","id");--> statement-breakpoint
CREATE INDEX "source_published_idx" ON "source" ("published_order","id");--> statement-breakpoint
CREATE INDEX "source_publisher_idx" ON "source" ("publisher_id","created_at","id");--> statement-breakpoint
CREATE INDEX "source_derived_from_idx" ON "source" ("derived_from_id","created_at","id");--> statement-breakpoint
CREATE INDEX "source_wire_idx" ON "source" ("wire_id");--> statement-breakpoint
ALTER TABLE "appearance" ADD CONSTRAINT "appearance_claim_id_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "appearance" ADD CONSTRAINT "appearance_source_id_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "attribution" ADD CONSTRAINT "attribution_appearance_id_appearance_id_fkey" FOREIGN KEY ("appearance_id") REFERENCES "appearance"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "attribution" ADD CONSTRAINT "attribution_entity_id_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_claimant_id_entity_id_fkey" FOREIGN KEY ("claimant_id") REFERENCES "entity"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_assignee_id_person_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "person"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_review_id_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_merged_into_id_claim_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "claim"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "claim_about" ADD CONSTRAINT "claim_about_claim_id_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "claim_about" ADD CONSTRAINT "claim_about_entity_id_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "claim_translation" ADD CONSTRAINT "claim_translation_claim_id_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_claim_id_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_rating_scale_id_rating_scale_id_fkey" FOREIGN KEY ("rating_scale_id") REFERENCES "rating_scale"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "entity" ADD CONSTRAINT "entity_merged_into_id_entity_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "entity"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "entity_interest" ADD CONSTRAINT "entity_interest_entity_id_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "entity_interest" ADD CONSTRAINT "entity_interest_of_id_entity_id_fkey" FOREIGN KEY ("of_id") REFERENCES "entity"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "entity_interest" ADD CONSTRAINT "entity_interest_source_id_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_claim_id_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_source_id_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_capture_fk" FOREIGN KEY ("source_id","capture_id") REFERENCES "capture"("source_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "relation" ADD CONSTRAINT "relation_claim_id_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "relation" ADD CONSTRAINT "relation_other_claim_id_claim_id_fkey" FOREIGN KEY ("other_claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "retraction" ADD CONSTRAINT "retraction_review_id_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_claim_id_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_publisher_id_entity_id_fkey" FOREIGN KEY ("publisher_id") REFERENCES "entity"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_supersedes_id_review_id_fkey" FOREIGN KEY ("supersedes_id") REFERENCES "review"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_published_by_id_person_id_fkey" FOREIGN KEY ("published_by_id") REFERENCES "person"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "revision_payload" ADD CONSTRAINT "revision_payload_sequence_revision_sequence_fkey" FOREIGN KEY ("sequence") REFERENCES "revision"("sequence") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "capture" ADD CONSTRAINT "capture_source_id_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "source" ADD CONSTRAINT "source_publisher_id_entity_id_fkey" FOREIGN KEY ("publisher_id") REFERENCES "entity"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "source" ADD CONSTRAINT "source_derived_from_id_source_id_fkey" FOREIGN KEY ("derived_from_id") REFERENCES "source"("id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "source" ADD CONSTRAINT "source_wire_id_entity_id_fkey" FOREIGN KEY ("wire_id") REFERENCES "entity"("id") ON DELETE RESTRICT;