import { connect } from "@sanad/core/connection";
import type { Context } from "@sanad/core/context";
import { expect, onTestFinished } from "vitest";
import { openDoor } from "../support/lambda.ts";
import { databaseKind, editing, test } from "../support/database.ts";
import { anEntity } from "../support/fixtures.ts";
import { readLedger } from "../support/ledger.ts";
import { startWire } from "../support/wire.ts";

const faults: unknown[] = [];
const door = openDoor({
  publicUrl: "https://sanad.example",
  log: (error) => faults.push(error),
});

async function post(ctx: Context, key: string, body: object): Promise<any> {
  const request = new Request("http://127.0.0.1/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify(body),
  });
  return (await door.handle(request, ctx)).json();
}

test.skipIf(databaseKind !== "postgres").for(["before", "after"] as const)(
  "a mutation that is lost %s its COMMIT is UNAVAILABLE, and the same key tells what became of it",
  async (moment, { database }) => {
    const aside = editing(await database.connect());
    const { id: claimantId } = await anEntity(aside);
    await using wire = await startWire(database.address ?? "");
    const connection = await connect(wire.address);
    onTestFinished(() => connection.close());
    const ctx: Context = { ...aside, db: connection.db };
    const key = "5b0e7d8f-2b8a-4d1c-9d64-0f1f2a3b4c5d";
    const body = {
      query: `mutation ($input: RecordClaimInput!) {
        recordClaim(input: $input) { ... on RecordClaimSuccess { claim { id } } }
      }`,
      variables: { input: { text: "آتش‌بس انرژی نقض شده است.", language: "fa", claimantId } },
    };

    // With the end of its text, since other statements speak of commits.
    wire.cutAt("commit\0", moment);
    const lost = await post(ctx, key, body);
    expect(lost.errors).toMatchObject([{ extensions: { code: "UNAVAILABLE" } }]);
    expect(faults.splice(0)).toHaveLength(1);
    const made = (await readLedger(aside)).slice(1);
    expect(made).toHaveLength(moment === "before" ? 0 : 1);

    const { data } = await post(ctx, key, body);
    const entries = (await readLedger(aside)).slice(1);
    expect(entries.map(({ subject }) => subject)).toEqual([data.recordClaim.claim.id]);
    if (moment === "after") expect(entries).toEqual(made);
  },
);
