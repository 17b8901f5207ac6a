DROP INDEX "claim_language_updated_at_idx";--> statement-breakpoint
CREATE INDEX "claim_status_created_at_idx" ON "claim" ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "claim_language_idx" ON "claim" ("language" text_pattern_ops,"updated_at","id");--> statement-breakpoint
CREATE INDEX "claim_recheck_reason_idx" ON "claim" ("updated_at","id") WHERE "recheck_reason" is not null;--> statement-breakpoint
CREATE INDEX "entity_kind_idx" ON "entity" ("kind","created_at","id");--> statement-breakpoint
CREATE INDEX "source_kind_idx" ON "source" ("kind","created_at","id");--> statement-breakpoint
CREATE INDEX "source_language_idx" ON "source" ("language" text_pattern_ops,"created_at","id");