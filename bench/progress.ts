const started = performance.now();

/** On stderr, so that stdout holds the tables alone. */
export function tell(message: string): void {
  const seconds = ((performance.now() - started) / 1_000).toFixed(1).padStart(6);
  process.stderr.write(`${seconds} s  ${message}\n`);
}
