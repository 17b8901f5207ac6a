CREATE TABLE "kept_answer" (
	"actor" text,
	"key" text,
	"role" text NOT NULL,
	"request_hash" text NOT NULL,
	"answer" json NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "kept_answer_pkey" PRIMARY KEY("actor","key"),
	CONSTRAINT "kept_answer_key_check" CHECK ("key" ~ '^[!-~]{1,255}$'),
	CONSTRAINT "kept_answer_role_check" CHECK ("role" in ('READER', 'CONTRIBUTOR', 'CHECKER', 'EDITOR', 'ADMIN'))
);
--> statement-breakpoint
CREATE INDEX "kept_answer_created_at_idx" ON "kept_answer" ("created_at");