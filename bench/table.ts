export type Row = readonly string[];

/** A table in Markdown; the first row is its head, the first column words, the others numbers. */
export function table([head = [], ...rows]: Row[]): string {
  const line = (cells: Row) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, index) => (index === 0 ? "---" : "--:"));
  return [head, rule, ...rows].map(line).join("\n");
}
