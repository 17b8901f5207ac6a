import { expect, it } from "vitest";
import { deployed } from "./stand-in/deployed.ts";

const production = deployed("production");
const alarms = production.ofType("aws:cloudwatch/metricAlarm:MetricAlarm");

it("there is an alarm for failures, throttling, slowness, dead letters and migrations", () => {
  const seen = alarms.map(({ inputs }) => {
    const { name, metricName, statistic, extendedStatistic, threshold, evaluationPeriods } = inputs;
    const [subject] = Object.values<string>(inputs["dimensions"]);
    const what = subject?.replace(/^sanad-production-(.*)-[a-z]+$/, "$1");
    const over = `${evaluationPeriods} x ${inputs["period"]} s`;
    return `${name}: ${what} ${metricName} ${statistic ?? extendedStatistic} >= ${threshold} in ${over}`;
  });
  expect(seen.toSorted()).toEqual([
    "sanad production: API answers with 5xx: ApiFunction Url5xxCount Sum >= 5 in 1 x 300 s",
    "sanad production: API invocations fail: ApiFunction Errors Sum >= 1 in 1 x 300 s",
    "sanad production: API is slow: ApiFunction Duration p95 >= 2000 in 3 x 300 s",
    "sanad production: API is throttled: ApiFunction Throttles Sum >= 1 in 1 x 300 s",
    "sanad production: indexing fails: IndexHandlerFunction Errors Sum >= 3 in 1 x 300 s",
    "sanad production: migration failed: MigratorFunction Errors Sum >= 1 in 1 x 300 s",
    "sanad production: recheck fails: RecheckHandlerFunction Errors Sum >= 1 in 1 x 300 s",
    "sanad production: recheck was given up: DeadLettersQueue ApproximateNumberOfMessagesVisible Maximum >= 1 in 1 x 300 s",
  ]);
});

it("each is mailed to the address that is a secret, and says what it means", () => {
  const topic = production.one("AlarmsTopic").outputs["arn"];
  expect(production.one("AlarmEmailSubscription").inputs).toEqual({
    topic,
    protocol: "email",
    endpoint: "newsroom@example.org",
  });
  for (const { inputs } of alarms) {
    expect(inputs).toMatchObject({ alarmActions: [topic], okActions: [topic] });
    expect(inputs["alarmDescription"]).toMatch(/\.$/);
  }
});

it("no alarm is raised by silence", () => {
  for (const { inputs } of alarms) expect(inputs["treatMissingData"]).toBe("notBreaching");
});
