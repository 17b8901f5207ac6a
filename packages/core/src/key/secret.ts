/** A key's secret: known by its first letters wherever it turns up, read aloud and typed without mistakes. */

import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/** No token of an issuer begins like this: those are JSON in base64. */
const prefix = "sanad_";

/** Crockford's base 32, without letters that look like digits. @see https://www.crockford.com/base32.html */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** Of five random bits each: 260 of them. */
const randomChars = 52;

/** Of five bits each, for 32. */
const checksumChars = 7;

export function createSecret(): string {
  // 32 divides 256, so that every letter is as likely as any other.
  const random = Array.from(randomBytes(randomChars), (byte) => alphabet[byte % 32]).join("");
  return `${prefix}${random}${checksumOf(random)}`;
}

/** Whether a token is a key's and not an issuer's; it may still be one that was never made. */
export function isKey(token: string): boolean {
  return token.startsWith(prefix);
}

/** Whether the secret is whole: one that was cut short or mistyped need not be looked for. */
export function isWhole(secret: string): boolean {
  const random = secret.slice(prefix.length, prefix.length + randomChars);
  return secret === `${prefix}${random}${checksumOf(random)}`;
}

/** What is kept of a secret. A fast hash will do: 260 random bits are not guessed, as a password is, however fast one tries. */
export function hashOfSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function checksumOf(random: string): string {
  const sum = crc32(random);
  return Array.from({ length: checksumChars }, (_, at) => alphabet[(sum >>> (5 * at)) & 31]).join(
    "",
  );
}
