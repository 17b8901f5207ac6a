import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkPublication,
  type CitedPiece,
  type DraftToPublish,
  type PublicationFacts,
  type PublicationRule,
  publicationRules,
} from "@sanad/core/publication";
import { stances } from "../../packages/core/src/evidence/stance.ts";
import { verdicts } from "../../packages/core/src/review/verdict.ts";

type PieceOverrides = Partial<Omit<CitedPiece, "source">> & {
  readonly source?: Partial<CitedPiece["source"]>;
};

/** A complete piece of evidence from an outlet of its own name. */
function aPiece(name: string, { source, ...piece }: PieceOverrides = {}): CitedPiece {
  return {
    id: `evidence_${name}`,
    stance: "REFUTES",
    isPrimary: false,
    hasQuote: true,
    hasCapture: true,
    isWithdrawn: false,
    ...piece,
    source: {
      sourceId: `source_${name}`,
      origins: [`source_${name}`],
      publisherId: `entity_${name}`,
      controllers: [],
      publishedAt: "2025-05-20",
      interestsKnown: true,
      ...source,
    },
  };
}

const guardian = aPiece("guardian");
const lemonde = aPiece("lemonde");
const statement = aPiece("statement", {
  stance: "SUPPORTS",
  source: { publisherId: "entity_russia" },
});

const draft: DraftToPublish = {
  verdict: "FALSE",
  summary: [{ language: "fa", text: "این ادعا نادرست است." }],
  soleSourceReason: null,
  searchNote: null,
  claimantAsked: { askedAt: "2025-05-21T08:00:00Z", answer: null, reasonNotAsked: null },
  authorIds: ["person_checker"],
};

/** A draft that meets every rule. */
const ready: PublicationFacts = {
  claim: { language: "fa-IR", claimantId: "entity_russia", aboutIds: ["entity_ukraine"] },
  draft,
  cited: [guardian, lemonde, statement],
  publisherId: "person_editor",
};

function withDraft(changes: Partial<DraftToPublish>, cited = ready.cited): PublicationFacts {
  return { ...ready, draft: { ...draft, ...changes }, cited };
}

function unmetIn(facts: PublicationFacts): PublicationRule[] {
  return checkPublication(facts).flatMap(({ rule, isMet }) => (isMet ? [] : [rule]));
}

function messageOf(rule: PublicationRule, facts: PublicationFacts): string {
  return checkPublication(facts).find((result) => result.rule === rule)?.message ?? "";
}

describe("the checklist", () => {
  test("has the nine rules in the design's order", () => {
    expect(publicationRules.map(({ name }) => name)).toEqual([
      "EVIDENCE_CITED",
      "INDEPENDENT_SOURCES",
      "STANCE_FITS_VERDICT",
      "BOTH_SIDES_SOUGHT",
      "INTERESTS_DISCLOSED",
      "SECOND_PERSON",
      "CLAIMANT_ASKED",
      "SUMMARY_PRESENT",
      "QUOTES_PRESERVED",
    ]);
  });

  test("has nothing against a complete draft", () => {
    expect(unmetIn(ready)).toEqual([]);
  });

  test("has everything against a draft that is not there", () => {
    const results = checkPublication({ ...ready, draft: null });
    expect(results.map(({ isMet }) => isMet)).toEqual(Array(9).fill(false));
    expect(results[0]?.message).toBe("There is no draft yet.");
  });

  test("names all that is missing at once", () => {
    const empty = { verdict: null, summary: [], claimantAsked: null };
    expect(unmetIn({ ...withDraft(empty, []), publisherId: "person_checker" })).toEqual([
      "EVIDENCE_CITED",
      "INDEPENDENT_SOURCES",
      "STANCE_FITS_VERDICT",
      "BOTH_SIDES_SOUGHT",
      "SECOND_PERSON",
      "CLAIMANT_ASKED",
      "SUMMARY_PRESENT",
    ]);
  });
});

describe("EVIDENCE_CITED", () => {
  test("a verdict without evidence is not published", () => {
    expect(unmetIn(withDraft({}, []))).toContain("EVIDENCE_CITED");
  });

  test("evidence withdrawn since must be taken out first, and is named", () => {
    const withdrawn = aPiece("reuters", { isWithdrawn: true });
    const facts = { ...ready, cited: [...ready.cited, withdrawn] };
    expect(unmetIn(facts)).toEqual(["EVIDENCE_CITED"]);
    expect(messageOf("EVIDENCE_CITED", facts)).toContain("evidence_reuters");
  });

  test("evidence withdrawn since must be taken out of an unproven verdict too", () => {
    const unproven = { verdict: "UNPROVEN", searchNote: "Two archives" } as const;
    const withdrawn = aPiece("reuters", { isWithdrawn: true });
    expect(unmetIn(withDraft(unproven, [withdrawn]))).toEqual(["EVIDENCE_CITED"]);
  });
});

describe("INDEPENDENT_SOURCES", () => {
  const rule = "INDEPENDENT_SOURCES";

  test("a withdrawn piece counts for nothing", () => {
    const withdrawn = { ...lemonde, isWithdrawn: true };
    expect(unmetIn(withDraft({}, [guardian, withdrawn, statement]))).toContain(rule);
  });

  test("a source without a date counts too, but where time is the question", () => {
    const undated = aPiece("undated", { source: { publishedAt: null } });
    expect(unmetIn(withDraft({}, [guardian, undated, statement]))).toEqual([]);
  });

  test("one agency's story in two newspapers is one source", () => {
    const origins = ["entity_afp"];
    const copies = [aPiece("a", { source: { origins } }), aPiece("b", { source: { origins } })];
    expect(unmetIn(withDraft({}, [...copies, statement]))).toEqual([rule]);
  });

  test("a source that supports the claim does not help to call it false", () => {
    const other = aPiece("other", { stance: "SUPPORTS" });
    expect(unmetIn(withDraft({}, [guardian, other]))).toEqual([rule]);
  });

  test("an interested source may be cited but does not count", () => {
    const denial = aPiece("ukraine");
    expect(unmetIn(withDraft({}, [denial, statement]))).toEqual([rule]);
    expect(messageOf(rule, withDraft({}, [denial]))).toContain("No independent source");
  });

  test("one primary source is enough with a reason, and not without", () => {
    const record = aPiece("record", { isPrimary: true });
    const soleSourceReason = "The court's own judgment";
    expect(unmetIn(withDraft({ soleSourceReason }, [record, statement]))).toEqual([]);
    expect(unmetIn(withDraft({ soleSourceReason: " " }, [record, statement]))).toEqual([rule]);
    expect(unmetIn(withDraft({ soleSourceReason }, [guardian, statement]))).toEqual([rule]);
  });

  test("a primary source of an interested party is never enough alone", () => {
    const own = aPiece("ukraine", { isPrimary: true });
    expect(unmetIn(withDraft({ soleSourceReason: "Their log" }, [own, statement]))).toEqual([rule]);
  });
});

describe("STANCE_FITS_VERDICT", () => {
  const fitting = {
    TRUE: [["SUPPORTS"]],
    MOSTLY_TRUE: [["SUPPORTS"]],
    MIXED: [["SUPPORTS", "REFUTES"]],
    MISLEADING: [["REFUTES"], ["CONTEXT"]],
    MOSTLY_FALSE: [["REFUTES"]],
    FALSE: [["REFUTES"]],
    UNPROVEN: [],
    OUTDATED: [["CONTEXT"]],
  } as const;
  const mixtures = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
    stances.filter((_, i) => bits & (1 << i)),
  );

  test.each(verdicts)("%s needs the evidence that it says it rests upon", (verdict) => {
    for (const mixture of mixtures) {
      const cited = mixture.map((stance) => aPiece(stance.toLowerCase(), { stance }));
      const fits = fitting[verdict].some((needed) =>
        needed.every((stance) => mixture.includes(stance)),
      );
      const isUnmet = unmetIn(withDraft({ verdict }, cited)).includes("STANCE_FITS_VERDICT");
      expect({ mixture, isUnmet }).toEqual({ mixture, isUnmet: !fits });
    }
  });

  test("context without a date does not show that a claim is outdated", () => {
    const undated = aPiece("undated", { stance: "CONTEXT", source: { publishedAt: null } });
    const facts = withDraft({ verdict: "OUTDATED" }, [undated]);
    expect(unmetIn(facts)).toContain("STANCE_FITS_VERDICT");
    expect(messageOf("STANCE_FITS_VERDICT", facts)).toContain("with a date");
  });

  test("an unproven claim needs a note of what was searched, and then no evidence", () => {
    const verdict = "UNPROVEN";
    expect(unmetIn(withDraft({ verdict, searchNote: "Both parliaments' records" }, []))).toEqual(
      [],
    );
    expect(unmetIn(withDraft({ verdict, searchNote: "  " }, []))).toEqual([
      "EVIDENCE_CITED",
      "INDEPENDENT_SOURCES",
      "STANCE_FITS_VERDICT",
      "BOTH_SIDES_SOUGHT",
    ]);
  });

  test("a note of what was searched excuses no other verdict from evidence", () => {
    for (const verdict of verdicts.filter((each) => each !== "UNPROVEN")) {
      expect(unmetIn(withDraft({ verdict, searchNote: "Two archives" }, []))).toEqual([
        "EVIDENCE_CITED",
        "INDEPENDENT_SOURCES",
        "STANCE_FITS_VERDICT",
      ]);
    }
  });
});

describe("BOTH_SIDES_SOUGHT", () => {
  test("who calls a claim false cites what supports it, or says what was looked for", () => {
    expect(unmetIn(withDraft({}, [guardian, lemonde]))).toEqual(["BOTH_SIDES_SOUGHT"]);
    expect(unmetIn(withDraft({ searchNote: "The ministry's site" }, [guardian, lemonde]))).toEqual(
      [],
    );
  });

  test("who calls a claim true cites what refutes it, or says what was looked for", () => {
    const supporting = ["a", "b"].map((name) => aPiece(name, { stance: "SUPPORTS" }));
    expect(unmetIn(withDraft({ verdict: "TRUE" }, supporting))).toEqual(["BOTH_SIDES_SOUGHT"]);
    expect(unmetIn(withDraft({ verdict: "TRUE" }, [...supporting, guardian]))).toEqual([]);
  });
});

describe("the other rules", () => {
  test("INTERESTS_DISCLOSED: every cited publisher is known, and whom it belongs to", () => {
    const opaque = aPiece("opaque", { source: { interestsKnown: false } });
    const nameless = aPiece("nameless", { source: { publisherId: null } });
    for (const piece of [opaque, nameless]) {
      const facts = { ...ready, cited: [...ready.cited, piece] };
      expect(unmetIn(facts)).toEqual(["INTERESTS_DISCLOSED"]);
      expect(messageOf("INTERESTS_DISCLOSED", facts)).toContain(piece.id);
    }
  });

  test("SECOND_PERSON: no author publishes their own draft", () => {
    const authorIds = ["person_checker", "person_editor"];
    expect(unmetIn(withDraft({ authorIds }))).toEqual(["SECOND_PERSON"]);
    expect(unmetIn({ ...withDraft({ authorIds }), publisherId: "person_other" })).toEqual([]);
    expect(unmetIn({ ...withDraft({ authorIds }), publisherId: null })).toEqual([]);
  });

  test("CLAIMANT_ASKED: the claimant was asked, or it is said why not", () => {
    const asked = { askedAt: null, answer: null, reasonNotAsked: null };
    expect(unmetIn(withDraft({ claimantAsked: null }))).toEqual(["CLAIMANT_ASKED"]);
    expect(unmetIn(withDraft({ claimantAsked: asked }))).toEqual(["CLAIMANT_ASKED"]);
    const excused = { ...asked, reasonNotAsked: "The claimant has died" };
    expect(unmetIn(withDraft({ claimantAsked: excused }))).toEqual([]);
  });

  test.each([
    ["fa-IR", "fa", true],
    ["fa", "FA-AF", true],
    ["en", "fa", false],
    ["fil", "fi", false],
  ])("SUMMARY_PRESENT: for a claim in %s, is a summary in %s enough? %s", (claim, own, isMet) => {
    const summary = [{ language: own, text: "…" }];
    const facts = { ...withDraft({ summary }), claim: { ...ready.claim, language: claim } };
    expect(unmetIn(facts)).toEqual(isMet ? [] : ["SUMMARY_PRESENT"]);
  });

  test("SUMMARY_PRESENT: a summary of spaces and joiners is none", () => {
    const summary = [{ language: "fa", text: " \u200c\u200f" }];
    expect(unmetIn(withDraft({ summary }))).toEqual(["SUMMARY_PRESENT"]);
  });

  test("QUOTES_PRESERVED: every cited piece keeps its words and its page", () => {
    const quoteless = aPiece("quoteless", { hasQuote: false });
    const captureless = aPiece("captureless", { hasCapture: false });
    const facts = { ...ready, cited: [...ready.cited, quoteless, captureless] };
    expect(unmetIn(facts)).toEqual(["QUOTES_PRESERVED"]);
    expect(messageOf("QUOTES_PRESERVED", facts)).toBe(
      "A quote is missing in: evidence_quoteless. A capture is missing in: evidence_captureless.",
    );
  });
});

describe("whatever is drafted", () => {
  const names = fc.constantFrom("a", "b", "c", "russia");
  const pieces = fc.array(
    fc
      .record({
        name: names,
        stance: fc.constantFrom(...stances),
        isPrimary: fc.boolean(),
        hasQuote: fc.boolean(),
        hasCapture: fc.boolean(),
        isWithdrawn: fc.boolean(),
      })
      .map(({ name, ...piece }) => aPiece(name, piece)),
    { maxLength: 6 },
  );
  const note = fc.option(fc.constantFrom(" ", "Two archives"));
  const facts: fc.Arbitrary<PublicationFacts> = fc
    .record({
      verdict: fc.option(fc.constantFrom(...verdicts)),
      soleSourceReason: note,
      searchNote: note,
      cited: pieces,
    })
    .map(({ cited, ...changes }) => withDraft(changes, cited));

  test("every rule answers, with words", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const results = checkPublication(given);
        expect(results).toHaveLength(9);
        expect(results.every(({ message }) => message.endsWith("."))).toBe(true);
      }),
    );
  });

  test("the order of the citations changes no answer", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const reversed = { ...given, cited: given.cited.toReversed() };
        expect(unmetIn(reversed)).toEqual(unmetIn(given));
      }),
    );
  });

  test("an author can never publish", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const asAuthor = { ...given, publisherId: "person_checker" };
        expect(unmetIn(asAuthor)).toContain("SECOND_PERSON");
      }),
    );
  });

  test("complete evidence from elsewhere never leaves a rule unmet that was met before", () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...stances), (given, stance) => {
        const more = { ...given, cited: [...given.cited, aPiece("elsewhere", { stance })] };
        const before = unmetIn(given);
        expect(unmetIn(more).filter((rule) => !before.includes(rule))).toEqual([]);
      }),
    );
  });
});
