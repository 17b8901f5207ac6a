ALTER TABLE "review" ADD COLUMN "title" text;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "modified_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "claim_reviewed" text;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "appearance_urls" text[];--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "identity" text;--> statement-breakpoint
ALTER TABLE "review" ADD COLUMN "content_hash" text;--> statement-breakpoint
ALTER TABLE "review" ALTER COLUMN "verdict" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "entity_same_as_idx" ON "entity" USING gin ("same_as");--> statement-breakpoint
CREATE INDEX "entity_names_idx" ON "entity" USING gin ("names" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "entity_aliases_idx" ON "entity" USING gin ("aliases" jsonb_path_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "review_identity_key" ON "review" ("identity","publisher_id") WHERE "supersedes_id" is null;--> statement-breakpoint
CREATE INDEX "review_identity_idx" ON "review" ("identity");--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_own_verdict_check" CHECK ("publisher_id" is not null or "verdict" is not null);--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_identity_check" CHECK (num_nulls("claim_reviewed", "appearance_urls", "identity", "content_hash") in (0, 4)
        and ("identity" is null or ("publisher_id" is not null and "url" is not null)));--> statement-breakpoint
ALTER TABLE "entity" DROP CONSTRAINT "entity_kind_check", ADD CONSTRAINT "entity_kind_check" CHECK ("kind" in ('PERSON', 'ORGANISATION', 'GOVERNMENT', 'OUTLET', 'UNKNOWN'));