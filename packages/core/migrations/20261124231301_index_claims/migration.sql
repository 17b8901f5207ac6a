CREATE TABLE "search_document" (
	"generation" integer,
	"number" integer,
	"claim_id" text NOT NULL,
	"words" text NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "search_document_pkey" PRIMARY KEY("generation","number"),
	CONSTRAINT "search_document_number_check" CHECK ("number" between 0 and 33554431)
);
--> statement-breakpoint
CREATE TABLE "search_posting" (
	"term" text,
	"segment" integer,
	"documents" integer[] NOT NULL,
	CONSTRAINT "search_posting_pkey" PRIMARY KEY("term","segment")
);
--> statement-breakpoint
CREATE TABLE "search_segment" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "search_segment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"generation" integer NOT NULL,
	"documents" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_state" (
	"single" boolean PRIMARY KEY,
	"generation" integer NOT NULL,
	"sequence" bigint NOT NULL,
	"documents" integer NOT NULL,
	"next_number" integer NOT NULL,
	CONSTRAINT "search_state_single_check" CHECK ("single")
);
--> statement-breakpoint
CREATE TABLE "search_term" (
	"generation" integer,
	"term" text,
	"documents" integer NOT NULL,
	CONSTRAINT "search_term_pkey" PRIMARY KEY("generation","term")
);
--> statement-breakpoint
CREATE INDEX "search_document_claim_idx" ON "search_document" ("claim_id");--> statement-breakpoint
CREATE INDEX "search_segment_generation_idx" ON "search_segment" ("generation");--> statement-breakpoint
ALTER TABLE "search_posting" ALTER COLUMN "documents" SET STORAGE EXTERNAL;--> statement-breakpoint
INSERT INTO "search_state" ("single", "generation", "sequence", "documents", "next_number") VALUES (true, 1, 0, 0, 0);
