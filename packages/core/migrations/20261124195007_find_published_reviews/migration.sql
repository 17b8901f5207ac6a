ALTER TABLE "review" ADD COLUMN "site" text GENERATED ALWAYS AS (case when "review"."publisher_id" is null then ''
          else regexp_replace(lower(substring("review"."url" from '^[^:]+://([^/?#:]+)')), '^www[.]', '') end) STORED;--> statement-breakpoint
CREATE INDEX "review_site_idx" ON "review" ("site","published_at","id");--> statement-breakpoint
CREATE INDEX "revision_review_idx" ON "revision" ("sequence") WHERE "action" in ('review.publish', 'review.retract');