-- Whatever is written, so that code from before this writes it as well, and nothing else can stand there.
CREATE FUNCTION set_claim_created_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.claim_created_at := (SELECT created_at FROM claim WHERE id = NEW.claim_id);
  RETURN NEW;
END
$$;
--> statement-breakpoint
DROP INDEX "claim_about_entity_idx";--> statement-breakpoint
ALTER TABLE "claim_about" ADD COLUMN "claim_created_at" timestamp(3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
UPDATE "claim_about" SET "claim_created_at" = "claim"."created_at" FROM "claim" WHERE "claim"."id" = "claim_about"."claim_id";--> statement-breakpoint
CREATE TRIGGER claim_about_has_claims_time BEFORE INSERT OR UPDATE ON claim_about FOR EACH ROW EXECUTE FUNCTION set_claim_created_at();--> statement-breakpoint
CREATE INDEX "claim_about_created_at_idx" ON "claim_about" ("entity_id","claim_created_at","claim_id");
