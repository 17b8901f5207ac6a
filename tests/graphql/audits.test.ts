import { serverAudits } from "graphql-http";
import { expect, test } from "vitest";
import { fetchDoor, url } from "./door.ts";

/** GETs without a header that a page of another site could not send: what CSRF prevention is for. */
const blockedGets = ["5A70", "6A70", "D6D5"];

test("the door passes the audits of GraphQL over HTTP, but for GETs that CSRF prevention blocks", async () => {
  const audits = serverAudits({ url, fetchFn: fetchDoor });
  const results = await Promise.all(audits.map((audit) => audit.fn()));
  const count = (level: string) => {
    const ofLevel = results.filter(({ name }) => name.startsWith(level));
    return {
      level,
      ok: ofLevel.filter(({ status }) => status === "ok").length,
      of: ofLevel.length,
    };
  };
  const counts = ["MUST", "SHOULD", "MAY"].map(count);
  console.log(
    `GraphQL over HTTP audits: ${counts.map(({ level, ok, of }) => `${level} ${ok}/${of}`).join(", ")}`,
  );

  const failed = results.filter(({ status }) => status !== "ok");
  expect(failed.map(({ id }) => id).toSorted()).toEqual(blockedGets);
  expect(counts).toEqual([
    { level: "MUST", ok: 13, of: 13 },
    { level: "SHOULD", ok: 23, of: 23 },
    { level: "MAY", ok: 22, of: 25 },
  ]);
});

test.each(blockedGets)("audit %s passes with the header that tells a GET is meant", async (id) => {
  const headers = (init?: RequestInit) => ({
    ...(init?.headers as Record<string, string>),
    "apollo-require-preflight": "1",
  });
  const fetchFn = (address: string, init?: RequestInit) =>
    fetchDoor(address, { ...init, headers: headers(init) });
  const audit = serverAudits({ url, fetchFn }).find((each) => each.id === id);
  expect(await audit?.fn()).toMatchObject({ status: "ok" });
});
