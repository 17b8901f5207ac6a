import { Parser } from "htmlparser2";

/** A tag or an entity; a text without either is one as it stands, whatever it says of 3 < 5. */
const markup = /<\/?[a-z!][^<>]*>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i;

/** Of these the text is no text of the page. */
const unread = new Set(["script", "style", "template", "noscript"]);

/** After these a new line begins. */
const blocks = /^(?:p|div|br|li|ul|ol|h[1-6]|tr|table|blockquote|section|article|figure)$/;

/**
 * What a reader of the page would read: tags are gone and entities are what they stand for. White space is kept where there is
 * no markup; what is escaped twice is text that shows tags, and stays.
 */
export function plainText(text: string): string {
  if (!markup.test(text)) return text;
  let plain = "";
  let hidden = 0;
  const parser = new Parser({
    onopentagname(name) {
      if (unread.has(name)) hidden += 1;
      if (blocks.test(name) && plain !== "") plain += "\n";
    },
    ontext(piece) {
      if (hidden === 0) plain += piece;
    },
    onclosetag(name) {
      if (unread.has(name)) hidden -= 1;
      if (blocks.test(name) && plain !== "") plain += "\n";
    },
  });
  parser.end(text);
  return plain.replace(/[^\S\n]*\n\s*/g, "\n").trim();
}
