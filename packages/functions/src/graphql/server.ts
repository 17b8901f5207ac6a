/** The GraphQL door: a web-standard request in, a response out. The contract is schema.graphql, the answers are core's. */

import { ApolloServer, HeaderMap } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { Context } from "@sanad/core/context";
import type { Embedder } from "@sanad/core/embedding";
import { keptByNobody } from "../http/caching.ts";
import { LightHeaders } from "../http/light-headers.ts";
import { cachingPlugin } from "./caching.ts";
import { formatError } from "./errors.ts";
import { acceptedType, readBody, UnreadableBody } from "./http.ts";
import { limits } from "./limits.ts";
import { change, type OperationContext, operationPlugin, read } from "./operation.ts";
import { Queries } from "./queries.ts";
import { createSchema, pick } from "./schema.ts";
import { queryStore } from "./stores.ts";
import { stringifyResult, writtenBody } from "./written.ts";

type GraphQLOptions = {
  /** Where the records' pages are served: an origin, and no slash at the end. */
  readonly publicUrl: string;
  /** Where schema.graphql is, if not at the top of the repository. */
  readonly contract?: string;
  /** Where claims are to be found by what they mean as well. */
  readonly embedder?: Embedder | undefined;
  /** Is given what went wrong on our side, never what a client did wrong. */
  readonly log: (error: unknown, requestId?: string) => void;
};

export type GraphQLDoor = {
  readonly handle: (
    request: Request,
    context: Context & { readonly requestId?: string },
  ) => Promise<Response>;
  readonly stop: () => Promise<void>;
};

export function createGraphQL({ publicUrl, contract, embedder, log }: GraphQLOptions): GraphQLDoor {
  const queries = new Queries();
  const server = new ApolloServer<OperationContext>({
    schema: createSchema(read, change, contract),
    fieldResolver: pick,
    plugins: [
      operationPlugin(queries, log),
      cachingPlugin,
      // It hooks every field to add up hints, of which the contract has none.
      ApolloServerPluginCacheControlDisabled(),
      // Of use behind Apollo's gateway alone, and loads the protobuf of its traces.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    formatError,
    stringifyResult,
    logger: { debug: () => {}, info: () => {}, warn: log, error: log },
    parseOptions: { maxTokens: limits.tokens },
    introspection: true,
    csrfPrevention: true,
    cache: queryStore(),
    // `operationPlugin` keeps them. For a store that Apollo is given it prints the whole schema at each start.
    documentStore: null,
    includeStacktraceInErrorResponses: false,
    // Its default ends the process before the database is closed.
    stopOnTerminationSignals: false,
  });
  const started = server.start();

  return {
    async handle(request, { requestId, ...given }) {
      const accept = acceptedType(request.headers.get("accept"));
      // Before anything is done: a change must not be made whose answer nobody reads.
      if (accept === null)
        return malformed(406, "Accept application/json or application/graphql-response+json.");
      try {
        const body = await readBody(request, limits.bodyBytes);
        const core = { ...given, origin: publicUrl, embedder };
        const query = request.method === "POST" ? queries.again(core, body) : null;
        const json = await query?.json();
        if (typeof json === "string") return written(json, accept);
        await started;
        return respond(
          await server.executeHTTPGraphQLRequest({
            httpGraphQLRequest: {
              // A HEAD is answered as the GET it stands for; its body is left out by whoever sends it.
              method: request.method === "HEAD" ? "GET" : request.method,
              headers: new HeaderMap([...request.headers, ["accept", accept]]),
              search: searchOf(request.url),
              body,
            },
            context: async () => ({ core, requestId, query }),
          }),
        );
      } catch (error) {
        if (!(error instanceof UnreadableBody)) throw error;
        return malformed(error.status, error.message, accept);
      }
    },
    async stop() {
      await started;
      await server.stop();
    },
  };
}

/** As Apollo would answer a POST, with as little as there is to say. */
function written(json: string, accepted: string): Response {
  return new Response(writtenBody(json), {
    headers: new LightHeaders([
      ["cache-control", keptByNobody],
      ["content-type", `${accepted}; charset=utf-8`],
    ]),
  });
}

type ApolloResponse = Awaited<
  ReturnType<ApolloServer<OperationContext>["executeHTTPGraphQLRequest"]>
>;

function respond({ status, headers, body }: ApolloResponse): Response {
  if (body.kind === "chunked") throw new Error("Incremental delivery is not part of the contract.");
  return new Response(body.string, { status: status ?? 200, headers: new LightHeaders(headers) });
}

function searchOf(url: string): string {
  const at = url.indexOf("?");
  return at < 0 ? "" : url.slice(at);
}

/** A request that did not come as far as GraphQL. */
function malformed(status: number, message: string, type = "application/json"): Response {
  const body = { errors: [{ message, extensions: { code: "BAD_REQUEST" } }] };
  return Response.json(body, { status, headers: { "content-type": `${type}; charset=utf-8` } });
}
