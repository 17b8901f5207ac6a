import type { ApolloServerPlugin } from "@apollo/server";
import { OperationTypeNode } from "graphql";
import { keptByNobody, openToCaches } from "../http/caching.ts";
import type { OperationContext } from "./operation.ts";

/**
 * Opens to caches what anybody would be answered alike: a query by GET, from the public, without one error. A hash whose query
 * is not known here is an error like any other, so that no cache holds it against the client that sends the query next.
 */
export const cachingPlugin: ApolloServerPlugin<OperationContext> = {
  requestDidStart: async ({ contextValue }) => ({
    async willSendResponse({ request, operation, response: { http, body } }) {
      const isForAll =
        request.http?.method === "GET" &&
        contextValue.core.actor.kind === "public" &&
        operation?.operation === OperationTypeNode.QUERY &&
        body.kind === "single" &&
        body.singleResult.errors === undefined;
      http.headers.set("cache-control", isForAll ? openToCaches : keptByNobody);
    },
  }),
};
