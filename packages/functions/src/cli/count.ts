/** A number as people write it, with what is counted where that is said. */
export function count(number: number, noun = ""): string {
  const plural = noun === "" ? "" : ` ${noun}${number === 1 ? "" : "s"}`;
  return number.toLocaleString("en") + plural;
}
