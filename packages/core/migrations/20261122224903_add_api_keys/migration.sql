CREATE TABLE "api_key" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"secret_hash" text NOT NULL CONSTRAINT "api_key_secret_hash_key" UNIQUE,
	"created_by" text NOT NULL,
	"expires_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	"last_used_at" timestamp(3) with time zone,
	"version" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "api_key_scopes_check" CHECK (cardinality("scopes") > 0 and "scopes" <@ array['READ', 'CONTRIBUTE']),
	CONSTRAINT "api_key_secret_hash_check" CHECK ("secret_hash" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "api_key_expires_at_check" CHECK ("expires_at" > "created_at"),
	CONSTRAINT "api_key_version_check" CHECK ("version" > 0)
);
--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "suspended_reason" text;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "api_key_created_at_idx" ON "api_key" ("created_at","id");