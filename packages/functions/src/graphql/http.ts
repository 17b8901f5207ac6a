/** GraphQL over HTTP, as far as it comes before GraphQL: which answer is accepted, and what the body holds. */

import { parseAccept } from "hono/utils/accept";

/** The first is for whoever names none. @see https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types */
const mediaTypes = ["application/json", "application/graphql-response+json"] as const;
type MediaType = (typeof mediaTypes)[number];

/** The media type to answer in; null where none that there is would be accepted. */
export function acceptedType(accept: string | null): MediaType | null {
  if (accept === null || accept.trim() === "") return mediaTypes[0];
  const asked = mediaTypes.find((type) => type === accept);
  if (asked !== undefined) return asked;
  const ranges = parseAccept(accept).filter(({ params }) =>
    /^utf-?8$/i.test(params["charset"] ?? "utf-8"),
  );
  const rated = mediaTypes.flatMap((type) => {
    const names: string[] = ["*/*", "application/*", type];
    const fits = ranges
      .map(({ type: range, q }, place) => ({
        q,
        specificity: names.indexOf(range.toLowerCase()),
        place,
      }))
      .filter(({ specificity }) => specificity >= 0);
    const [best] = fits.toSorted((a, b) => b.specificity - a.specificity);
    return best && best.q > 0 ? [{ type, ...best }] : [];
  });
  rated.sort((a, b) => b.q - a.q || b.specificity - a.specificity || a.place - b.place);
  return rated[0]?.type ?? null;
}

/** Why a body was not read, with the status that says so. */
export class UnreadableBody extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The JSON of a request's body; undefined where it has none or one of another type. @throws {UnreadableBody} */
export async function readBody(request: Request, maxBytes: number): Promise<unknown> {
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";");
  const bytes = await readBytes(request, maxBytes);
  if (type.trim().toLowerCase() !== "application/json" || bytes.length === 0) return undefined;
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw new UnreadableBody(400, "The body is not JSON in UTF-8.");
  }
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const told = request.headers.get("content-length");
  if (Number(told ?? 0) > maxBytes) throw tooLarge(maxBytes);
  try {
    // Whoever tells the length is held to it.
    const bytes =
      told === null
        ? await readChunks(request, maxBytes)
        : new Uint8Array(await request.arrayBuffer());
    if (bytes.length > maxBytes) throw tooLarge(maxBytes);
    return bytes;
  } catch (error) {
    if (error instanceof UnreadableBody) throw error;
    throw new UnreadableBody(400, "The body broke off.");
  }
}

/** Stops reading at the limit, so that a body of any size costs no more than one of that size. */
async function readChunks({ body }: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): UnreadableBody {
  return new UnreadableBody(
    413,
    `The body is over the limit of ${maxBytes.toLocaleString("en")} bytes.`,
  );
}
