// GraphQL over HTTP, by POST to the address that served this page.
import type { GraphiQLProps } from "graphiql";

const endpoint = "/graphql";

/**
 * One operation's answer.
 * @throws {Error} with the status and the first words of the body, where the answer is not JSON
 */
export const executeOverHttp: GraphiQLProps["fetcher"] = async (params, options) => {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      accept: "application/graphql-response+json, application/json;q=0.9",
      "content-type": "application/json",
      ...options?.headers,
    },
    body: JSON.stringify(params),
  });
  const body = await response.text();
  try {
    return JSON.parse(body);
  } catch {
    throw new Error(`${response.status} ${response.statusText}: ${body.slice(0, 300)}`);
  }
};
