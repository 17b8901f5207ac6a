import { createHash } from "node:crypto";
import type { IdPrefix } from "@sanad/core/id";
import { TypeID } from "typeid-js";

/** The id that the record would have had: of its instant, and otherwise the same in every run. @see RFC 9562, UUIDv7 */
export function idOf(prefix: IdPrefix, at: number, number: number): string {
  const bytes = createHash("md5").update(`${prefix} ${number}`).digest();
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return TypeID.fromUUIDBytes(prefix, bytes).toString();
}
