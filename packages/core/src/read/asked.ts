/** Lists that the contract filters and orders: what a field's arguments ask for. */

import { claimFilter, conditionsOf, entityFilter, type Filter, sourceFilter } from "./filters.ts";
import { claimOrder, recordOrder, sourceOrder } from "./orders.ts";
import type { Order } from "./page.ts";
import type { Scope } from "./scope.ts";
import type { Field } from "./selection.ts";

/** `fits` are the filter's conditions on a row. */
type Asked = { readonly order: Order; readonly fits: (row: string) => string[] };

export const askedClaims = asked(claimFilter, claimOrder);
export const askedSources = asked(sourceFilter, sourceOrder);
export const askedEntities = asked(entityFilter, recordOrder);

function asked(filter: Filter, orderNamed: (name: unknown) => Order) {
  return ({ args }: Field, scope: Scope): Asked => {
    const order = orderNamed(args["orderBy"]);
    const fits = conditionsOf(filter, args["filter"], scope.pathOf("filter"), scope, order);
    return { order, fits };
  };
}
