/**
 * From an operation to its answer. Before anything runs, the operation becomes a selection, the limits are checked and core
 * plans what is to be read.
 */

import { type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import type { Context } from "@sanad/core/context";
import type { Keyed } from "@sanad/core/idempotency";
import type { Selection } from "@sanad/core/read";
import { type GraphQLFieldResolver, OperationTypeNode } from "graphql";
import { nameArgument } from "./arguments.ts";
import { asRequestError, causeOf, isFault, retryAfterSeconds } from "./errors.ts";
import { keyHeader, readKey, runOnce, tellRequest } from "./idempotency.ts";
import { nameTokenLimit } from "./limits.ts";
import { checkMutation, runMutation } from "./mutations.ts";
import type { Queries, Query } from "./queries.ts";
import { select } from "./select.ts";
import { writtenData } from "./written.ts";

/** What one request carries through its operation; only the first three are given, the query where it is known. */
export type OperationContext = {
  readonly core: Context;
  readonly requestId?: string | undefined;
  query: Query | null;
  /** Of mutations. */
  selection?: Selection;
  keyed?: Keyed;
};

type Log = (error: unknown, requestId?: string) => void;

export function operationPlugin(queries: Queries, log: Log): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: async ({ contextValue }) => ({
      async didResolveSource(requestContext) {
        // Apollo parses and validates what has no document yet.
        Object.assign(requestContext, { document: queries.documentOf(requestContext.source) });
      },
      async didResolveOperation(requestContext) {
        const { schema, document, operation, request, source, queryHash } = requestContext;
        queries.know(source, { schema, document, hash: queryHash });
        // An operation name that names none: graphql-js says so.
        if (operation === undefined) return;
        try {
          const asked = { schema, document, operation, variables: request.variables ?? {} };
          if (operation.operation === OperationTypeNode.QUERY) {
            contextValue.query ??= queries.prepare(contextValue.core, {
              ...asked,
              hash: queryHash,
            });
            return;
          }
          const { selection, variables } = select(asked);
          contextValue.selection = mutationsIn(selection);
          for (const [key, field] of Object.entries(contextValue.selection))
            checkMutation(contextValue.core, key, field);
          const header = request.http?.headers.get(keyHeader);
          if (header === undefined) return;
          contextValue.keyed = {
            key: readKey(header, Object.values(contextValue.selection ?? {})),
            request: tellRequest(source, operation.name?.value, variables),
          };
        } catch (error) {
          throw asRequestError(error);
        }
      },
      async responseForOperation() {
        const json = (await contextValue.query?.json()) ?? null;
        // Without it graphql-js answers, and says what is wrong with which field.
        if (json === null) return null;
        const singleResult = { data: writtenData(json) };
        return { http: { headers: new HeaderMap() }, body: { kind: "single", singleResult } };
      },
      async didEncounterErrors({ errors, document }) {
        for (const error of errors) {
          nameTokenLimit(error);
          if (document) nameArgument(error, document);
        }
        const faults = new Set(errors.filter(isFault).map(causeOf));
        for (const fault of faults) log(fault, contextValue.requestId);
      },
      async willSendResponse({ request, response: { http, body } }) {
        if (body.kind !== "single") return;
        // It was found among what is accepted before; Apollo would look again.
        const accepted = request.http?.headers.get("accept");
        if (accepted !== undefined) http.headers.set("content-type", `${accepted}; charset=utf-8`);
        const { singleResult } = body;
        const isLegacy = accepted === "application/json";
        if (singleResult.errors?.some(({ extensions }) => extensions?.["code"] === "UNAVAILABLE")) {
          http.headers.set("retry-after", String(retryAfterSeconds));
          if (singleResult.data === null && !isLegacy) http.status = 503;
        }
        // Nothing was answered, so there is no data; without it the status may say that.
        if (http.status === 422 || http.status === 503) delete singleResult.data;
        if (http.status !== 400) return;
        // Legacy clients read a GraphQL answer only from 200; where HTTP itself was misused it stays 400.
        const isMalformed = singleResult.errors?.some(
          ({ extensions }) =>
            extensions?.["code"] === "BAD_REQUEST" || extensions?.["argument"] === keyHeader,
        );
        if (!isMalformed && isLegacy) http.status = 200;
      },
    }),
  };
}

/** The fields that change something. */
function mutationsIn(selection: Selection): Selection {
  const fields = Object.entries(selection).filter(([, { name }]) => !name.startsWith("__"));
  return Object.fromEntries(fields);
}

/** Every field of Query, where graphql-js answers it. */
export const read: GraphQLFieldResolver<unknown, OperationContext> = async (
  _source,
  _args,
  { query },
  info,
) => {
  if (query === null) throw new Error("A query was run that was not planned.");
  return (await query.data())[info.path.key];
};

/** Every mutation, as it was asked for under its name in the answer. */
export const change: GraphQLFieldResolver<unknown, OperationContext> = (
  _source,
  _args,
  context,
  info,
) => {
  const field = context.selection?.[info.path.key];
  if (field === undefined) throw new Error("A mutation was run that was not checked.");
  const run = (ctx: Context) => runMutation(ctx, field);
  return context.keyed ? runOnce(context.core, context.keyed, run) : run(context.core);
};
