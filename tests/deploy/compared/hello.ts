/** The least that a function can do: what a start costs of which nothing is ours. */
export const handler = async () => ({
  statusCode: 200,
  headers: { "content-type": "application/json" },
  body: '{"data":{"__typename":"Query"}}',
});
