/** Whether anything in it can be seen: spaces, joiners and direction marks alone are no text. */
export function hasText(text: string | null): boolean {
  return text !== null && /[^\s\p{Cf}\p{Cc}]/u.test(text);
}
