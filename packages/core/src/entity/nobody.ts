/** Of claims whose reviewers name nobody: all that is known of who made them. */
export const nobodyNames = [
  { language: "en", name: "Not named" },
  { language: "fa", name: "نام برده نشده" },
];

/** Whether an entity's names are those of nobody. */
export function isNobody(names: readonly { readonly name: string }[]): boolean {
  return names[0]?.name === nobodyNames[0]?.name;
}
