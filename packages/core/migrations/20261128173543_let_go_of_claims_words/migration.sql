DROP INDEX "claim_search_keys_idx";--> statement-breakpoint
ALTER TABLE "claim" ALTER COLUMN "search_keys" SET DEFAULT '{}'::text[];