import { createRequire } from "node:module";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { deployed, stages } from "./stand-in/deployed.ts";
import { root } from "./stand-in/sst.ts";

const production = deployed("production");

describe("the API's own address", () => {
  it("is open to CloudFront and everybody, which takes two permissions", () => {
    expect(production.one("ApiUrl").inputs["authorizationType"]).toBe("NONE");
    const permissions = production.ofType("aws:lambda/permission:Permission");
    expect(permissions.map(({ inputs }) => inputs)).toEqual([
      expect.objectContaining({ action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" }),
      expect.objectContaining({ action: "lambda:InvokeFunction", invokedViaFunctionUrl: true }),
    ]);
  });

  it("leaves CORS to the app", () => {
    expect(production.one("ApiUrl").inputs["cors"]).toBeUndefined();
  });
});

describe("CloudFront", () => {
  const { inputs: distribution } = production.one("RouterCdnDistribution");
  const { inputs: policy } = production.one("RouterServerCachePolicy");

  it("sends every path to the API, to which it leaves the reader's token", () => {
    expect(distribution["orderedCacheBehaviors"] ?? []).toEqual([]);
    expect(distribution["defaultCacheBehavior"]).toMatchObject({
      cachePolicyId: production.one("RouterServerCachePolicy").id,
      allowedMethods: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      viewerProtocolPolicy: "redirect-to-https",
      lambdaFunctionAssociations: [],
    });
    expect(production.ofType("aws:cloudfront/originAccessControl:OriginAccessControl")).toEqual([]);
  });

  it("keeps what Cache-Control says, and nothing that says nothing", () => {
    expect(policy).toMatchObject({ defaultTtl: 0, minTtl: 0, maxTtl: 31_536_000 });
  });

  it("keeps answers apart by query, token, format, origin and host, and not by cookies", () => {
    expect(policy["parametersInCacheKeyAndForwardedToOrigin"]).toEqual({
      queryStringsConfig: { queryStringBehavior: "all" },
      headersConfig: {
        headerBehavior: "whitelist",
        headers: { items: ["authorization", "accept", "origin", "x-forwarded-host"] },
      },
      cookiesConfig: { cookieBehavior: "none" },
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
  });

  it("does not keep a failure for the readers after", () => {
    const kept = distribution["customErrorResponses"] as Record<string, number>[];
    expect(kept.map(({ errorCode }) => errorCode)).toEqual([404, 414, 500, 501, 502, 503, 504]);
    expect(kept.every(({ errorCachingMinTtl }) => errorCachingMinTtl === 0)).toBe(true);
  });

  it("serves under the domain that was asked for, and else under its own name", () => {
    expect(distribution["aliases"]).toEqual(["api.sanad.example"]);
    expect(deployed("pr-7").one("RouterCdnDistribution").inputs["aliases"]).toEqual([]);
  });
});

describe.each(stages)("CloudFront's function for requests in %s", (stage) => {
  const graph = deployed(stage);
  const code: string = graph.one("RouterCloudfrontFunctionRequest").inputs["code"];

  it("is under CloudFront's limit of 10 KB, with room for the next version of SST", () => {
    expect(Buffer.byteLength(code)).toBeLessThan(10_000);
  });

  it("is written in the JavaScript that CloudFront knows", () => {
    const fromPlatform = createRequire(join(root, ".sst/platform/package.json"));
    const program = fromPlatform("acorn").parse(code, { ecmaVersion: 2019, sourceType: "module" });
    const unknown: string[] = [];
    fromPlatform("acorn-walk").full(program, ({ type }: { type: string }) => {
      if (/^(ForOf|Spread|ObjectPattern|ArrayPattern|Class)/.test(type)) unknown.push(type);
    });
    expect(unknown).toEqual([]);
  });

  it("sends a request to the API with the host it came for and a normalised Accept", async () => {
    const host = new URL(graph.one("Api").outputs["_hint"]).host;
    const { request, origin } = await visit(code, routes(graph), {
      uri: "/graphql",
      headers: {
        host: { value: host },
        accept: { value: "text/html,application/xhtml+xml,image/avif,*/*;q=0.8" },
        authorization: { value: "Bearer token" },
      },
    });
    expect(origin).toMatchObject({
      domainName: new URL(graph.one("ApiUrl").outputs["functionUrl"]).host,
      timeouts: { readTimeout: 30 },
      originAccessControlConfig: { enabled: false },
    });
    expect(request.headers).toEqual({
      host: { value: host },
      "x-forwarded-host": { value: host },
      accept: { value: "text/html,*/*;q=0.8" },
      authorization: { value: "Bearer token" },
    });
  });
});

type Request = { uri: string; headers: Record<string, { value: string }> };

/** Runs the function as CloudFront would, with its store of routes. */
async function visit(code: string, store: Map<string, string>, request: Request) {
  let origin: unknown;
  const cloudfront = {
    kvs: () => ({ get: async (key: string) => store.get(key) ?? Promise.reject(new Error(key)) }),
    updateRequestOrigin: (chosen: unknown) => (origin = chosen),
  };
  const program = code.replace('import cf from "cloudfront";', "");
  const handler = runInThisContext(`(cf) => { ${program}; return handler; }`)(cloudfront);
  const answered: Request = await handler({ request });
  return { request: answered, origin };
}

/** What the deployment writes into CloudFront's store, by the two resources that SST writes it with. */
function routes(graph: ReturnType<typeof deployed>): Map<string, string> {
  const list = graph.one("ApiRoutesUpdate.sst.aws.KvRoutesUpdate").inputs;
  const route = graph.one("ApiRouteKey.sst.aws.KvKeys").inputs;
  return new Map([
    [`${list["namespace"]}:routes`, JSON.stringify([list["entry"]])],
    ...Object.entries<string>(route["entries"]).map(
      ([key, value]) => [`${route["namespace"]}:${key}`, value] as const,
    ),
  ]);
}
