import { TextsRefused } from "@sanad/core/embedding";
import { describe, expect, test } from "vitest";
import { anEmbedder, anEndpoint, meaning } from "../support/embeddings.ts";

const longEnough = 10_000;
const justLet = 20;
const vectors = (...given: number[][]) => given.map((each) => Float32Array.from(each));

test("the endpoint is asked for the model with the key, and no other way", async () => {
  const endpoint = await anEndpoint(meaning({ "It rains.": [1, 2, 3] }));
  const { embedder } = anEmbedder(endpoint, "a-key");
  expect(await embedder.embed(["It rains."], longEnough)).toEqual(vectors([1, 2, 3]));
  expect(endpoint.asked).toEqual([
    {
      model: "meaning",
      input: ["It rains."],
      encoding_format: "float",
      authorization: "Bearer a-key",
    },
  ]);
});

test("many texts go in batches, and their vectors come back in the order of the texts", async () => {
  const endpoint = await anEndpoint(({ input }, response) => {
    const data = input.map((text, index) => ({ index, embedding: [Number(text), 1] }));
    response.end(JSON.stringify({ data: data.reverse() }));
  });
  const { embedder } = anEmbedder(endpoint);
  const texts = Array.from({ length: 70 }, (_, at) => String(at));
  const given = await embedder.embed(texts, longEnough);
  expect(given.map(([first]) => String(first))).toEqual(texts);
  expect(endpoint.asked.map(({ input }) => input.length)).toEqual([32, 32, 6]);
});

const answers: Record<string, string> = {
  "no JSON": "<html>",
  nothing: "null",
  "an error with status 200": '{"error": {"message": "no such model"}}',
  "fewer vectors": '{"data": []}',
  "a vector of text": '{"data": [{"embedding": "AACAPw=="}]}',
  "a vector with a hole": '{"data": [{"embedding": [1, null]}]}',
  "a vector that points nowhere": '{"data": [{"embedding": [0, 0]}]}',
  "a place that is none": '{"data": [{"index": 7, "embedding": [1, 0]}]}',
};

describe("an endpoint that gives no vectors is not asked again for a while, and the log says why", () => {
  test.each(Object.entries(answers))("answering with %s", async (_, body) => {
    const endpoint = await anEndpoint((_asked, response) => response.end(body));
    const { embedder, lines, wait } = anEmbedder(endpoint, "a-key");
    await expect(embedder.embed(["A secret text."], longEnough)).rejects.toThrow();
    await expect(embedder.embed(["Another text."], longEnough)).rejects.toThrow("let alone");
    expect(endpoint.asked).toHaveLength(1);
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toMatch(/a-key|secret/);

    endpoint.answer = meaning({});
    wait(11);
    expect(await embedder.embed(["A text."], longEnough)).toEqual(vectors([0, 0, 1]));
  });

  test("answering with vectors of unlike lengths", async () => {
    const data = [{ embedding: [1] }, { embedding: [1, 2] }];
    const endpoint = await anEndpoint((_asked, response) => response.end(JSON.stringify({ data })));
    const { embedder } = anEmbedder(endpoint);
    await expect(embedder.embed(["One.", "Two."], longEnough)).rejects.toThrow("something other");
  });

  test("not answering in time", async () => {
    const endpoint = await anEndpoint(() => {});
    const { embedder, lines } = anEmbedder(endpoint);
    await expect(embedder.embed(["A text."], justLet)).rejects.toThrow();
    expect(lines.join()).toContain("TimeoutError");
  });

  test("beginning an answer and not ending it", async () => {
    const endpoint = await anEndpoint((_asked, response) => response.write('{"data": ['));
    await expect(anEmbedder(endpoint).embedder.embed(["A text."], justLet)).rejects.toThrow();
  });

  test("being down", async () => {
    const endpoint = await anEndpoint(() => {});
    await endpoint.stop();
    const { embedder, lines } = anEmbedder(endpoint, "a-key");
    await expect(embedder.embed(["A text."], longEnough)).rejects.toThrow();
    expect(lines.join()).toContain("ECONNREFUSED");
    expect(lines.join()).not.toContain("a-key");
  });

  test("sending on to somebody else", async () => {
    const other = await anEndpoint(meaning({}));
    const endpoint = await anEndpoint((_asked, response) =>
      response.writeHead(307, { location: `${other.url}/embeddings` }).end(),
    );
    await expect(
      anEmbedder(endpoint, "a-key").embedder.embed(["A text."], longEnough),
    ).rejects.toThrow();
    expect(other.asked).toEqual([]);
  });

  test("asking to be asked less, for as long as it says", async () => {
    const endpoint = await anEndpoint((_asked, response) =>
      response.writeHead(429, { "retry-after": "60" }).end(),
    );
    const { embedder, wait } = anEmbedder(endpoint);
    await expect(embedder.embed(["A text."], longEnough)).rejects.toThrow("status 429");
    wait(59);
    await expect(embedder.embed(["A text."], longEnough)).rejects.toThrow("let alone");
    wait(2);
    await expect(embedder.embed(["A text."], longEnough)).rejects.toThrow("status 429");
  });
});

test("an endpoint that refuses a text is asked for others all the same", async () => {
  const endpoint = await anEndpoint((_asked, response) => response.writeHead(413).end());
  const { embedder } = anEmbedder(endpoint);
  await expect(embedder.embed(["Too long."], longEnough)).rejects.toThrow(TextsRefused);
  endpoint.answer = meaning({});
  expect(await embedder.embed(["A text."], longEnough)).toHaveLength(1);
});
