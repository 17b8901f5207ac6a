/** The names of four functions and of a queue. */
type Watched = Record<
  "api" | "migrator" | "recheck" | "indexing" | "deadLetters",
  $util.Output<string>
>;

/** What an alarm is about, over how many periods of five minutes, and from which value on. */
type Rule = Pick<
  aws.cloudwatch.MetricAlarmArgs,
  "namespace" | "metricName" | "dimensions" | "statistic" | "extendedStatistic" | "threshold"
> & { name: string; description: string; periods?: number };

const slowMs = 2_000;

/** Mails to AlarmEmail, whose owner must once confirm that they are wanted. An alarm that has seen no request is content. */
export function createAlarms({ api, migrator, recheck, indexing, deadLetters }: Watched): void {
  const topic = new sst.aws.SnsTopic("Alarms");
  new aws.sns.TopicSubscription("AlarmEmailSubscription", {
    topic: topic.arn,
    protocol: "email",
    endpoint: new sst.Secret("AlarmEmail").value,
  });

  const ofFunction = (name: $util.Output<string>) => ({
    namespace: "AWS/Lambda",
    dimensions: { FunctionName: name },
  });
  const rules: Record<string, Rule> = {
    ApiErrors: {
      ...ofFunction(api),
      name: "API invocations fail",
      description: "The function crashed, ran out of memory or out of time.",
      metricName: "Errors",
      statistic: "Sum",
      threshold: 1,
    },
    ApiFaults: {
      ...ofFunction(api),
      name: "API answers with 5xx",
      description: "Five requests in five minutes were answered with a fault: see the log.",
      metricName: "Url5xxCount",
      statistic: "Sum",
      threshold: 5,
    },
    ApiThrottles: {
      ...ofFunction(api),
      name: "API is throttled",
      description: "More requests at once than the account or SANAD_API_CONCURRENCY allows.",
      metricName: "Throttles",
      statistic: "Sum",
      threshold: 1,
    },
    ApiSlow: {
      ...ofFunction(api),
      name: "API is slow",
      description: `One in twenty answers took over ${slowMs} ms for a quarter of an hour.`,
      metricName: "Duration",
      extendedStatistic: "p95",
      threshold: slowMs,
      periods: 3,
    },
    DeadLetterAlarm: {
      namespace: "AWS/SQS",
      dimensions: { QueueName: deadLetters },
      name: "recheck was given up",
      description:
        "A run failed each time it was tried; its event is in the queue of dead letters.",
      metricName: "ApproximateNumberOfMessagesVisible",
      statistic: "Maximum",
      threshold: 1,
    },
    RecheckErrors: {
      ...ofFunction(recheck),
      name: "recheck fails",
      description: "A run failed; it is tried three times before it is a dead letter.",
      metricName: "Errors",
      statistic: "Sum",
      threshold: 1,
    },
    IndexErrors: {
      ...ofFunction(indexing),
      name: "indexing fails",
      description: "Three runs in five minutes failed: what is new is still found, but slower.",
      metricName: "Errors",
      statistic: "Sum",
      threshold: 3,
    },
    MigratorErrors: {
      ...ofFunction(migrator),
      name: "migration failed",
      description: "The deployment stopped before the API was updated; the old version serves on.",
      metricName: "Errors",
      statistic: "Sum",
      threshold: 1,
    },
  };
  for (const [key, { name, description, periods = 1, ...metric }] of Object.entries(rules)) {
    new aws.cloudwatch.MetricAlarm(key, {
      ...metric,
      name: `${$app.name} ${$app.stage}: ${name}`,
      alarmDescription: description,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      period: 300,
      evaluationPeriods: periods,
      treatMissingData: "notBreaching",
      alarmActions: [topic.arn],
      okActions: [topic.arn],
    });
  }
}
