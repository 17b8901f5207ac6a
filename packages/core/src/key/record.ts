/** A key's place in the ledger: all of it but what could be tried as a secret, and when it was used. */

import { recordKind } from "../record/index.ts";
import { apiKey } from "./key.sql.ts";

export type ApiKeyRow = typeof apiKey.$inferSelect;

export const apiKeyRecord = recordKind(apiKey, {}, ["secretHash", "lastUsedAt"]);
