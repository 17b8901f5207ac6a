/**
 * From an operation to its answer. Before anything runs, the operation becomes a selection, the limits are checked and core
 * plans the read; a query is then one run of that plan, from which every field is picked.
 */

import type { ApolloServerPlugin } from "@apollo/server";
import type { Context } from "@sanad/core/context";
import type { Keyed } from "@sanad/core/idempotency";
import { type Plan, planRead, runRead, type Selection } from "@sanad/core/read";
import {
  type DocumentNode,
  type GraphQLFieldResolver,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from "graphql";
import { nameArgument, readVariables } from "./arguments.ts";
import { asRequestError, badUserInput, causeOf, isFault, retryAfterSeconds } from "./errors.ts";
import { keyHeader, readKey, runOnce, tellRequest } from "./idempotency.ts";
import { checkLimits, nameTokenLimit } from "./limits.ts";
import { checkMutation, runMutation } from "./mutations.ts";
import { operationSelection } from "./selection.ts";

/** What one request carries through its operation; only the first two are given. */
export type OperationContext = {
  readonly core: Context;
  readonly requestId?: string | undefined;
  selection?: Selection;
  keyed?: Keyed;
  plan?: Plan;
  answer?: Promise<Record<string, unknown>>;
};

type Log = (error: unknown, requestId?: string) => void;

export function operationPlugin(log: Log): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: async ({ contextValue }) => ({
      async didResolveOperation({ schema, document, operation, request, source }) {
        // An operation name that names none: graphql-js says so.
        if (operation === undefined) return;
        try {
          const rootType = schema.getRootType(operation.operation);
          if (!rootType) throw badUserInput(`There are no ${operation.operation}s here.`);
          const variables = readVariables(schema, document, operation, request.variables ?? {});
          const asked = { schema, fragments: fragmentsOf(document), variables };
          const selection = operationSelection(asked, rootType, operation);
          checkLimits(schema, rootType, selection);
          prepare(contextValue, operation, selection);
          const header = request.http?.headers.get(keyHeader);
          if (header === undefined || operation.operation !== OperationTypeNode.MUTATION) return;
          contextValue.keyed = {
            key: readKey(header, Object.values(contextValue.selection ?? {})),
            request: tellRequest(source, operation.name?.value, variables),
          };
        } catch (error) {
          throw asRequestError(error);
        }
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
        const { singleResult } = body;
        const isLegacy = request.http?.headers.get("accept") === "application/json";
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

/** Plans a query, and checks all that is asked of mutations' answers before the first of them writes. */
function prepare(
  context: OperationContext,
  operation: OperationDefinitionNode,
  selection: Selection,
): void {
  const fields = Object.entries(selection).filter(([, { name }]) => !name.startsWith("__"));
  context.selection = Object.fromEntries(fields);
  if (operation.operation === OperationTypeNode.MUTATION)
    for (const [key, field] of fields) checkMutation(context.core, key, field);
  else if (fields.length > 0) context.plan = planRead(context.core, context.selection);
}

function fragmentsOf(document: DocumentNode) {
  const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((each) => [each.name.value, each]));
}

/** Every field of Query: the operation's one plan is run once, whichever field comes first. */
export const read: GraphQLFieldResolver<unknown, OperationContext> = async (
  _source,
  _args,
  context,
  info,
) => {
  if (context.plan === undefined) throw new Error("A query was run that was not planned.");
  context.answer ??= runRead(context.core, context.plan);
  return (await context.answer)[info.path.key];
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
