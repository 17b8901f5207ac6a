import { sql } from "drizzle-orm";
import { recordKind } from "../record/index.ts";
import { appearance, attribution } from "./appearance.sql.ts";

export type AppearanceRow = typeof appearance.$inferSelect;

export const appearanceRecord = recordKind(appearance, {
  attribution: sql`(select coalesce(jsonb_agg(
      jsonb_build_object('entityId', ${attribution.entityId}, 'role', ${attribution.role})
      order by ${attribution.position}), '[]')
    from ${attribution} where ${attribution.appearanceId} = ${appearance.id})`,
});
