import type pg from "pg";

type Claim = { id: string; version: number };

/** Who writes, and about what. */
export type Cast = {
  editor: string;
  checker: string;
  claimantId: string;
  /** One of the writer's own, each in its turn; its version is to be kept up by whoever changes it. */
  nextClaim: (writer: number) => Claim;
};

export async function castOf(client: pg.Client, writers: number): Promise<Cast> {
  const find = async (statement: string) => {
    const { rows } = await client.query<{ id: string }>(statement);
    return rows[0]?.id ?? "";
  };
  const claims = await client.query<Claim>(
    "select id, version from claim where status = 'IN_REVIEW' order by id limit 2000",
  );
  const share = Math.floor(claims.rows.length / writers);
  const turns = new Map<number, number>();
  return {
    editor: await find("select id from person where role = 'EDITOR'"),
    checker: await find("select id from person where role = 'CHECKER'"),
    claimantId: await find("select id from entity limit 1"),
    nextClaim(writer) {
      const turn = turns.get(writer) ?? 0;
      turns.set(writer, turn + 1);
      const claim = claims.rows[writer * share + (turn % share)];
      if (claim === undefined) throw new Error("There are too few claims for so many writers.");
      return claim;
    },
  };
}
