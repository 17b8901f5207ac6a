/** Caches as RFC 9111 has them, for GETs, one behind the other, on a clock that a test sets. */

export type Fetch = (request: Request) => Promise<Response>;
export type Clock = { seconds: number };
type Held = { request: Request; answer: Response; since: number };

/**
 * A browser's cache, or a shared one. What it holds it gives out while that is fresh; for a while after that as well, and asks
 * for the next one meanwhile; later it asks first, whether what it holds still stands.
 */
export function aCache(
  kind: "browser" | "shared",
  clock: Clock,
  upstream: Fetch,
  { tellsAge = true, servesStale = true } = {},
): Fetch {
  const shelf: Held[] = [];

  const fits = ({ request, answer }: Held, asked: Request) =>
    request.url === asked.url &&
    listOf(answer, "vary").every((name) => request.headers.get(name) === asked.headers.get(name));

  async function refresh(request: Request, old?: Held): Promise<Response> {
    const conditional = new Request(request);
    const tag = old?.answer.headers.get("etag");
    if (tag) conditional.headers.set("if-none-match", tag);
    const found = await upstream(conditional);
    const answer = old && found.status === 304 ? renewed(old.answer, found) : found;
    if (old) shelf.splice(shelf.indexOf(old), 1);
    if (mayKeep(kind, answer))
      shelf.push({ request, answer: answer.clone(), since: clock.seconds });
    return answer;
  }

  return async (request) => {
    const held = shelf.find((each) => fits(each, request));
    if (held === undefined) return refresh(request);
    const age = Number(held.answer.headers.get("age")) + clock.seconds - held.since;
    const shared = kind === "shared" ? secondsOf(held.answer, "s-maxage") : null;
    const fresh = shared ?? secondsOf(held.answer, "max-age") ?? 0;
    const stale = servesStale ? (secondsOf(held.answer, "stale-while-revalidate") ?? 0) : 0;
    if (age >= fresh + stale) return refresh(request, held);
    const answer = held.answer.clone();
    if (tellsAge) answer.headers.set("age", String(age));
    if (age >= fresh) await refresh(request, held);
    return answer;
  };
}

function mayKeep(kind: "browser" | "shared", answer: Response): boolean {
  const rules = listOf(answer, "cache-control");
  if (answer.status !== 200 || rules.includes("no-store")) return false;
  return rules.length > 0 && !(kind === "shared" && rules.includes("private"));
}

/** What is held, with the headers that came with the word that it still stands. */
function renewed(old: Response, { headers }: Response): Response {
  const answer = old.clone();
  for (const [name, value] of headers) answer.headers.set(name, value);
  return answer;
}

function secondsOf(answer: Response, rule: string): number | null {
  const found = listOf(answer, "cache-control").find((each) => each.startsWith(`${rule}=`));
  return found === undefined ? null : Number(found.split("=")[1]);
}

function listOf({ headers }: Response, name: string): string[] {
  return (headers.get(name) ?? "").toLowerCase().split(/ *, */).filter(Boolean);
}
