import { withClient } from "./sql.ts";

/** What a project with PostGraphile would add: without it the ledger is tied to no claim by a foreign key. */
export async function addHistoryFunction(database: string): Promise<void> {
  await withClient(database, (client) =>
    client.query(`
      create or replace function claim_history(claim claim) returns setof revision language sql stable rows 10 as $$
        select * from revision where subject in (
          select claim.id
          union all select id from appearance where claim_id = claim.id
          union all select id from evidence where claim_id = claim.id
          union all select id from review where claim_id = claim.id)
        order by sequence desc
      $$`),
  );
}
