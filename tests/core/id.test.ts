import { createId, idPrefixes, prefixOf } from "@sanad/core/id";
import fc from "fast-check";
import { TypeID } from "typeid-js";
import { expect, test } from "vitest";

/** What the specification's own library makes of it. */
function readByLibrary(id: string): string | null {
  try {
    const prefix = TypeID.fromString(id).getType();
    return idPrefixes.find((each) => each === prefix) ?? null;
  } catch {
    return null;
  }
}

const prefixes = fc.constantFrom<string>(...idPrefixes, "", "claims", "Claim", "claim_claim");
const characters = fc.constantFrom(..."0189abhijklmnoptuvwxyzAZ-_ \n@é");
const nearly = fc
  .tuple(prefixes, fc.nat(25), characters, fc.constantFrom("", "0", "\n"))
  .map(([prefix, at, character, end]) => {
    const [, suffix = ""] = createId("claim").split("_");
    return `${prefix}_${suffix.slice(0, at)}${character}${suffix.slice(at + 1)}${end}`;
  });

test("an id is well-formed where the specification's library can read it", () => {
  for (const prefix of idPrefixes) expect(prefixOf(createId(prefix))).toBe(prefix);
  fc.assert(
    fc.property(fc.oneof(nearly, fc.string()), (id) => {
      expect(prefixOf(id)).toBe(readByLibrary(id));
    }),
    { numRuns: 5_000 },
  );
});
