/** Lists that the contract filters and orders: what a field's arguments ask for. */

import {
  claimFilter,
  claimsAboutOne,
  conditionsOf,
  entityFilter,
  type Filter,
  sourceFilter,
} from "./filters.ts";
import { claimOrder, recordOrder, sourceOrder } from "./orders.ts";
import type { Order } from "./page.ts";
import type { Table } from "./past.ts";
import type { Scope } from "./scope.ts";
import type { Field } from "./selection.ts";

/** `from` are the rows, with the order's columns; `fits` are the conditions on a row that the filter sets besides. */
type Asked = {
  readonly from: string;
  readonly order: Order;
  readonly fits: (row: string) => string[];
};

export const askedSources = asked("source", sourceFilter, sourceOrder);
export const askedEntities = asked("entity", entityFilter, recordOrder);
const askedOfClaims = asked("claim", claimFilter, claimOrder);

export function askedClaims(field: Field, scope: Scope): Asked {
  const { aboutId, ...others } = (field.args["filter"] ?? {}) as { aboutId?: string[] | null };
  const order = claimOrder(field.args["orderBy"]);
  if (aboutId?.length !== 1 || order.keys[0]?.column !== "created_at")
    return askedOfClaims(field, scope);
  const path = scope.pathOf("filter");
  const { from, keys } = claimsAboutOne(aboutId, `${path}.aboutId`, scope);
  const fits = conditionsOf(claimFilter, others, path, scope);
  return { from, order: { ...order, keys }, fits };
}

function asked(table: Table, filter: Filter, orderNamed: (name: unknown) => Order) {
  return ({ args }: Field, scope: Scope): Asked => {
    const order = orderNamed(args["orderBy"]);
    const fits = conditionsOf(filter, args["filter"], scope.pathOf("filter"), scope, order);
    return { from: table, order, fits };
  };
}
