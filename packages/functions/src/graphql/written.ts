/** Answers whose JSON is written already, on their way through Apollo. */

import type { FormattedExecutionResult } from "graphql";

const json = Symbol("json");

/** Data that stands for its JSON. */
export function writtenData(text: string): Record<string, unknown> {
  const data: { readonly [json]: string } = { [json]: text };
  return data;
}

/** An answer's body, with data as it was written where it was. */
export function stringifyResult(result: FormattedExecutionResult): string {
  const text = (result.data as { readonly [json]?: string } | null | undefined)?.[json];
  return text === undefined ? `${JSON.stringify(result)}\n` : writtenBody(text);
}

/** The body of an answer that is nothing but data. */
export function writtenBody(data: string): string {
  return `{"data":${data}}\n`;
}
