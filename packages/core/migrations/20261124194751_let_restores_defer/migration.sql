-- Rows that point to one another can be put in only where the database looks at the end. It looks at once, as before,
-- but for a transaction that says SET CONSTRAINTS: the one that restores an archive.
ALTER TABLE "claim" ALTER CONSTRAINT "claim_review_id_review_id_fkey" DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
ALTER TABLE "claim" ALTER CONSTRAINT "claim_merged_into_id_claim_id_fkey" DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
ALTER TABLE "entity" ALTER CONSTRAINT "entity_merged_into_id_entity_id_fkey" DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
ALTER TABLE "review" ALTER CONSTRAINT "review_supersedes_id_review_id_fkey" DEFERRABLE INITIALLY IMMEDIATE;
--> statement-breakpoint
ALTER TABLE "source" ALTER CONSTRAINT "source_derived_from_id_source_id_fkey" DEFERRABLE INITIALLY IMMEDIATE;
