/** The outcome as Markdown. */

import { quantile } from "../measure/numbers.ts";
import { type Row, table } from "../table.ts";
import { type ServerName, servers } from "../servers/index.ts";
import { type Outcome, type Score, type Slice, typical } from "./contest.ts";
import { type WorkloadName, workloads } from "./workloads.ts";

export function describe(outcome: Outcome, claims: number, connections: number): string {
  const names = [...new Set(outcome.scores.map(({ workload }) => workload))];
  const parts = names.map((name) => describeWorkload(outcome, name, connections));
  return [
    `## ${claims.toLocaleString("en")} claims`,
    ...parts,
    "### Memory",
    table([
      ["server", "MB before the first request", "most MB under load"],
      ...outcome.memory.map(({ server, atRest, underLoad }) => [
        servers[server].title,
        atRest.toFixed(0),
        underLoad.toFixed(0),
      ]),
    ]),
  ].join("\n\n");
}

function describeWorkload(
  { scores }: Outcome,
  workload: WorkloadName,
  connections: number,
): string {
  const own = scores.filter((score) => score.workload === workload);
  const scoreOf = (server: ServerName) => own.find((score) => score.server === server);
  const bytes = own[0]?.answerBytes ?? 0;
  const rows = own.map((score): Row => {
    const { latencies } = score.alone;
    return [
      servers[score.server].title,
      typical(score.slices, ({ rate }) => rate).toLocaleString("en", { maximumFractionDigits: 0 }),
      ratio(score, scoreOf("limit")),
      ratio(score, scoreOf("postgraphile")),
      microseconds(score.slices, ({ serverCpu }) => serverCpu),
      microseconds(score.slices, ({ postgresCpu }) => postgresCpu),
      score.cost.statements.toLocaleString("en", { maximumFractionDigits: 1 }),
      `${quantile(latencies, 0.5).toFixed(2)} / ${quantile(latencies, 0.95).toFixed(2)}`,
    ];
  });
  return [
    `### ${workload}: ${workloads[workload].title} (${(bytes / 1024).toFixed(1)} KB)`,
    table([
      [
        "server",
        `requests a second, ${connections} connections`,
        "of the limit",
        "of PostGraphile",
        "server CPU, µs",
        "Postgres CPU, µs",
        "statements",
        "one connection: median / p95, ms",
      ],
      ...rows,
    ]),
  ].join("\n\n");
}

/** Of the same rounds' rates, one by one. */
function ratio({ slices }: Score, other: Score | undefined): string {
  if (other === undefined) return "";
  const shares = slices.map((slice, round) => slice.rate / (other.slices[round]?.rate ?? 0));
  return quantile(shares, 0.5).toFixed(2);
}

function microseconds(slices: readonly Slice[], of: (slice: Slice) => number): string {
  return (typical(slices, of) * 1_000).toFixed(0);
}
