/** The contract's orders of lists that several types have. */

import { type Order, orderBy } from "./page.ts";

export function claimOrder(name: unknown): Order {
  switch (name) {
    case "CLAIMED_AT_DESC":
    case "CLAIMED_AT_ASC":
      return orderBy(name, "claimed_order", "text");
    default:
      return recordOrder(name);
  }
}

export function sourceOrder(name: unknown): Order {
  switch (name) {
    case "PUBLISHED_AT_DESC":
    case "PUBLISHED_AT_ASC":
      return orderBy(name, "published_order", "text");
    default:
      return recordOrder(name);
  }
}

export function recordOrder(name: unknown): Order {
  switch (name) {
    case "UPDATED_AT_DESC":
    case "UPDATED_AT_ASC":
      return orderBy(name, "updated_at", "timestamptz");
    case "CREATED_AT_ASC":
      return orderBy(name, "created_at", "timestamptz");
    default:
      return orderBy("CREATED_AT_DESC", "created_at", "timestamptz");
  }
}
