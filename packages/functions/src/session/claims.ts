import { type Role, roles } from "@sanad/core/actor";
import type { JWTPayload } from "jose";
import { InvalidToken } from "./errors.ts";

/**
 * The role that a token gives: READER where it names none. Of a list the highest counts and what is no role of ours is passed
 * over, since providers put other programs' roles there too; a single value that is unknown is a mistake to be told.
 * @throws {InvalidToken}
 */
export function roleOf(claims: JWTPayload, claim: string): Role {
  const value = claimAt(claims, claim);
  if (value === undefined || value === null) return "READER";
  if (Array.isArray(value)) return roles.findLast((role) => value.includes(role)) ?? "READER";
  const role = roles.find((known) => known === value);
  if (role === undefined)
    throw new InvalidToken(
      `The token's claim ${claim} is no role: it must be one of ${roles.join(", ")}.`,
    );
  return role;
}

/** What the person is called, as far as the token tells. */
export function nameOf(claims: JWTPayload): string | null {
  const names = [claims["name"], claims["preferred_username"]];
  const name = names.find((value) => typeof value === "string" && value.trim() !== "");
  return typeof name === "string" ? name : null;
}

/** A claim by its whole name, which may hold dots as an address does, or else by its path. */
function claimAt(claims: JWTPayload, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
