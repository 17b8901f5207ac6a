/**
 * Queries. What core is asked it answers as JSON, which is sent as it is; where the schema is asked about itself, and where
 * something is wrong with what was read, graphql-js answers from the same read.
 */

import type { Context } from "@sanad/core/context";
import { type Plan, planRead, readJson, runRead, type Selection, typeName } from "@sanad/core/read";
import { Plans } from "./plans.ts";
import { type Operation, select } from "./select.ts";

type Data = Record<string, unknown>;

export type Query = {
  /** The whole answer, if core can give it. */
  readonly json: () => Promise<string | null>;
  /** What graphql-js answers from; read once, whichever field asks for it first. */
  readonly data: () => Promise<Data>;
};

export class Queries {
  readonly #plans = new Plans();

  /** Nothing is read yet. @throws {GraphQLError} @throws {BadInput} what is wrong with the query */
  prepare(core: Context, asked: Operation & { readonly hash: string }): Query {
    const plan = this.#plans.planFor(core, asked, (given) => {
      const { selection } = select(asked, given);
      return isIntrospective(selection) ? null : selection;
    });
    const planData = () => planRead(core, forGraphQL(select(asked).selection));
    return plan === null ? fromData(core, planData()) : fromJson(core, plan, planData);
  }
}

function fromData(core: Context, plan: Plan): Query {
  let data: Promise<Data> | undefined;
  return {
    json: async () => null,
    data: () => (data ??= runRead(core, plan)),
  };
}

function fromJson(core: Context, plan: Plan, planData: () => Plan): Query {
  let data: Promise<Data> | undefined;
  return {
    async json() {
      const json = readJson(core, plan);
      try {
        return await json;
      } catch {
        data = json as Promise<never>;
        return null;
      }
    },
    data: () => (data ??= runRead(core, planData())),
  };
}

/** Whether graphql-js has something to answer by itself: what the schema says, or nothing but the name of Query. */
function isIntrospective(selection: Selection): boolean {
  const names = Object.values(selection).map(({ name }) => name);
  return (
    names.some((name) => name.startsWith("__") && name !== typeName) ||
    names.every((name) => name === typeName)
  );
}

/** What core is asked for graphql-js: not about the schema, and of a value that may be of several types which it is. */
function forGraphQL(selection: Selection): Selection {
  const fields = Object.entries(selection).filter(([, { name }]) => !name.startsWith("__"));
  return Object.fromEntries(
    fields.map(([key, { select = {}, ...field }]) => {
      const types = Object.entries(select).map(([type, fields]): [string, Selection] => [
        type,
        { ...fields, [typeName]: { name: typeName, args: {} } },
      ]);
      return [key, types.length === 0 ? field : { ...field, select: Object.fromEntries(types) }];
    }),
  );
}
