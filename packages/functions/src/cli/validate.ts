import { validateClaimReview } from "@sanad/core/claimreview";
import { type Found, readItems } from "@sanad/core/importer";
import { openFile, printAll } from "./streams.ts";

type Line = { level: "error" | "warning"; path: string; message: string };

/** Whether no ClaimReview in the file has an error; findings go to stdout, one a line, and the summary to stderr. */
export async function validate(file: string): Promise<boolean> {
  const counts = { review: 0, error: 0, warning: 0 };
  const bytes = await openFile(file);
  async function* lines(): AsyncGenerator<string> {
    for await (const found of readItems(bytes)) {
      if (found.kind === "CLAIM_REVIEW") counts.review += 1;
      for (const line of linesOf(found)) {
        counts[line.level] += 1;
        yield `${printed(found.place, line)}\n`;
      }
    }
    if (counts.review + counts.error > 0) return;
    counts.error += 1;
    yield "the file: error: there is no ClaimReview in it\n";
  }
  await printAll(lines());
  const { review, error, warning } = counts;
  process.stderr.write(
    `${count(review, "review")}, ${count(error, "error")}, ${count(warning, "warning")}\n`,
  );
  return error === 0;
}

function linesOf(found: Found): readonly Line[] {
  switch (found.kind) {
    case "CLAIM_REVIEW":
      return validateClaimReview(found.item);
    case "GOOGLE_CLAIM":
      return [{ level: "error", path: "", message: "is a claim of Google's API, no ClaimReview" }];
    case "ROW":
      return [{ level: "error", path: "", message: "is a row of ClaimsKG, no ClaimReview" }];
    case "LEFT_OUT":
      // A page tells of itself, its site and its authors as well: whatever has another type is meant to have it.
      if (found.reason === "OTHER_TYPE") return [];
      return [{ level: "error", path: found.path ?? "", message: found.message }];
  }
}

function printed(place: string, { level, path, message }: Line): string {
  const line = [place, level, path, message].filter((part) => part !== "").join(": ");
  // Names of properties are the file's own words, which may hold what a terminal obeys.
  return line.replaceAll(/\p{Cc}/gu, "\ufffd");
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
