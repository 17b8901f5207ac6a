import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countIndependent, isInterested, type SourceTies } from "@sanad/core/independence";

const parties = { claimantId: "entity_russia", aboutIds: ["entity_ukraine"] };

function aSource(name: string, ties: Partial<SourceTies> = {}): SourceTies {
  const sourceId = `source_${name}`;
  const { origins = [], publisherId = `entity_${name}`, controllers = [] } = ties;
  return { sourceId, origins: [sourceId, ...origins], publisherId, controllers };
}

describe("sources count once", () => {
  const count = (...sources: SourceTies[]) => countIndependent(sources, parties);

  test("none is none", () => {
    expect(count()).toBe(0);
  });

  test("two outlets with nothing in common are two", () => {
    expect(count(aSource("guardian"), aSource("lemonde"))).toBe(2);
  });

  test("one source cited twice is one", () => {
    expect(count(aSource("guardian"), aSource("guardian"))).toBe(1);
  });

  test("two articles of one outlet are one", () => {
    const first = aSource("first", { publisherId: "entity_bbc" });
    const second = aSource("second", { publisherId: "entity_bbc" });
    expect(count(first, second)).toBe(1);
  });

  test("two newspapers that print one agency's story are one", () => {
    const origins = ["entity_afp"];
    expect(count(aSource("guardian", { origins }), aSource("lemonde", { origins }))).toBe(1);
  });

  test("an agency and the newspaper that prints its story are one", () => {
    expect(count(aSource("afp"), aSource("lemonde", { origins: ["entity_afp"] }))).toBe(1);
  });

  test("a story and its copy are one", () => {
    expect(count(aSource("lemonde"), aSource("blog", { origins: ["source_lemonde"] }))).toBe(1);
  });

  test("two outlets with one owner are one", () => {
    const controllers = ["entity_newscorp"];
    expect(count(aSource("times", { controllers }), aSource("sun", { controllers }))).toBe(1);
  });

  test("an owner's own paper and the outlet it funds are one", () => {
    const funded = aSource("blog", { controllers: ["entity_foundation"] });
    expect(count(aSource("foundation"), funded)).toBe(1);
  });

  test("two that only a third connects are one with it", () => {
    const middle = aSource("middle", { origins: ["source_a"], controllers: ["entity_owner"] });
    const last = aSource("b", { controllers: ["entity_owner"] });
    expect(count(aSource("a"), last)).toBe(2);
    expect(count(aSource("a"), middle, last)).toBe(1);
  });

  test("sources whose publishers are not known are tied by their origins alone", () => {
    const first = aSource("first", { publisherId: null });
    const second = aSource("second", { publisherId: null });
    const copy = aSource("copy", { publisherId: null, origins: ["source_first"] });
    expect(count(first, second, copy)).toBe(2);
  });

  test("an interested source never counts", () => {
    expect(count(aSource("russia"), aSource("tass", { controllers: ["entity_russia"] }))).toBe(0);
  });

  test("a party cannot fold two agencies into one by reprinting both", () => {
    const reprint = aSource("russia", { origins: ["source_afp", "source_reuters"] });
    expect(count(aSource("afp"), reprint, aSource("reuters"))).toBe(2);
  });
});

describe("a source is interested", () => {
  test("where its publisher is the claimant or one whom the claim is about", () => {
    expect(isInterested(aSource("russia"), parties)).toBe(true);
    expect(isInterested(aSource("ukraine"), parties)).toBe(true);
    expect(isInterested(aSource("lemonde"), parties)).toBe(false);
  });

  test("where either owns or funds its publisher", () => {
    expect(isInterested(aSource("tass", { controllers: ["entity_russia"] }), parties)).toBe(true);
  });

  test("where it carries the text of either", () => {
    const reprint = aSource("gazette", { origins: ["source_statement", "entity_russia"] });
    expect(isInterested(reprint, parties)).toBe(true);
  });

  test("not merely because its publisher is unknown", () => {
    expect(isInterested(aSource("leaflet", { publisherId: null }), parties)).toBe(false);
  });
});

describe("whatever is cited", () => {
  const owner = fc.constantFrom("entity_p", "entity_q", "entity_r", "entity_s", "entity_russia");
  const ties = fc.record({
    origins: fc.array(fc.constantFrom("source_0", "source_1", "source_2", "entity_wire"), {
      maxLength: 2,
    }),
    publisherId: fc.option(owner),
    controllers: fc.array(owner, { maxLength: 2 }),
  });
  const sources = fc
    .array(ties, { maxLength: 8 })
    .map((each) => each.map((source, index) => aSource(String(index), source)));

  test("the order of the citations does not matter", () => {
    const cited = sources.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      ),
    );
    fc.assert(
      fc.property(cited, ([all, shuffled]) => {
        expect(countIndependent(shuffled, parties)).toBe(countIndependent(all, parties));
      }),
    );
  });

  test("a copy adds nothing, whoever prints it", () => {
    fc.assert(
      fc.property(sources, fc.nat(), ties, (all, nth, printer) => {
        const original = all[nth % Math.max(all.length, 1)];
        fc.pre(original !== undefined);
        // As a copy's ties are gathered: all that the original has, and the original's publisher.
        const publishers = original.publisherId === null ? [] : [original.publisherId];
        const copy = aSource("copy", {
          ...printer,
          origins: [...printer.origins, ...original.origins, ...publishers],
          controllers: [...printer.controllers, ...original.controllers],
        });
        expect(countIndependent([...all, copy], parties)).toBeLessThanOrEqual(
          countIndependent(all, parties),
        );
      }),
    );
  });

  test("owners that turn out to be one never make more of it", () => {
    const bystander = fc.constantFrom("entity_p", "entity_q", "entity_r", "entity_s");
    fc.assert(
      fc.property(sources, bystander, bystander, (all, kept, merged) => {
        const rename = (id: string) => (id === merged ? kept : id);
        const afterwards = all.map((source) => ({
          ...source,
          publisherId: source.publisherId && rename(source.publisherId),
          controllers: source.controllers.map(rename),
        }));
        expect(countIndependent(afterwards, parties)).toBeLessThanOrEqual(
          countIndependent(all, parties),
        );
      }),
    );
  });

  test("there are never more than the sources that are not interested", () => {
    fc.assert(
      fc.property(sources, (all) => {
        const disinterested = all.filter((source) => !isInterested(source, parties));
        const count = countIndependent(all, parties);
        expect(count).toBeLessThanOrEqual(disinterested.length);
        expect(count > 0).toBe(disinterested.length > 0);
      }),
    );
  });
});
