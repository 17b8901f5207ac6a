import fc from "fast-check";
import { expect, test } from "vitest";
import { LightHeaders } from "../../packages/functions/src/http/light-headers.ts";

const names = fc.constantFrom("vary", "Vary", "VARY", "etag", "X-Request-Id");
const steps = fc.array(
  fc.record({
    how: fc.constantFrom("set" as const, "append" as const, "delete" as const),
    name: names,
    value: fc.constantFrom("Accept", "Origin", 'W/"1"'),
  }),
);

test("light headers hold what the platform's own would", () => {
  fc.assert(
    fc.property(steps, (taken) => {
      const light = new LightHeaders([["Vary", "Cookie"]]);
      const heavy = new Headers([["Vary", "Cookie"]]);
      for (const { how, name, value } of taken) {
        light[how](name, value);
        heavy[how](name, value);
        expect(light.get(name)).toBe(heavy.get(name));
        expect(light.has(name)).toBe(heavy.has(name));
      }
      const copy = new Response(null, { headers: light }).headers;
      for (const headers of [light, copy, new Headers(light)]) {
        expect(Object.fromEntries(headers)).toEqual(Object.fromEntries(heavy));
        expect(new Set(headers.keys())).toEqual(new Set(heavy.keys()));
        expect(new Set(headers.values())).toEqual(new Set(heavy.values()));
      }
      const told: Record<string, string> = {};
      light.forEach((value, name) => (told[name] = value));
      expect(told).toEqual(Object.fromEntries(heavy));
      expect(light instanceof Headers).toBe(true);
    }),
  );
});
