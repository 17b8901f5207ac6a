/**
 * Queries. What core is asked it answers as JSON, which is sent as it is; where the schema is asked about itself, and where
 * something is wrong with what was read, graphql-js answers from the same read. A text that was found valid is known, so that
 * whoever sends it again is answered without Apollo's looking at it.
 */

import type { Context } from "@sanad/core/context";
import { type Plan, planRead, readJson, runRead, type Selection, typeName } from "@sanad/core/read";
import { type DocumentNode, getOperationAST, type GraphQLSchema, OperationTypeNode } from "graphql";
import { LRUCache } from "lru-cache";
import { Plans } from "./plans.ts";
import { type Operation, select } from "./select.ts";

type Data = Record<string, unknown>;

/** A valid document, with the hash of its text. */
type Known = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly hash: string;
};

/** A document takes a hundred bytes and more for each of its characters. */
const maxKnown = 1_000;
const maxKnownChars = 250_000;

export type Query = {
  /** The whole answer, if core can give it; read once. */
  readonly json: () => Promise<string | null>;
  /** What graphql-js answers from; read once, whichever field asks for it first. */
  readonly data: () => Promise<Data>;
};

export class Queries {
  readonly #plans = new Plans();
  readonly #known = new LRUCache<string, Known>({
    max: maxKnown,
    maxSize: maxKnownChars,
    sizeCalculation: (_known, text) => text.length,
  });

  /** How much is known: texts, and their characters. */
  get known(): { readonly texts: number; readonly chars: number } {
    return { texts: this.#known.size, chars: this.#known.calculatedSize };
  }

  /** Remembers a text whose document is valid. */
  know(text: string, { schema, document, hash }: Known): void {
    this.#known.set(text, { schema, document, hash });
  }

  /** The query that a request's body asks for; null where Apollo has to say what is asked, or what is wrong with it. */
  again(core: Context, body: unknown): Query | null {
    const asked = askedIn(body);
    const known = asked && this.#known.get(asked.text);
    if (!known) return null;
    const operation = getOperationAST(known.document, asked.operationName);
    if (operation?.operation !== OperationTypeNode.QUERY) return null;
    try {
      return this.prepare(core, { ...known, operation, variables: asked.variables });
    } catch {
      return null;
    }
  }

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
  let json: Promise<string | null> | undefined;
  let data: Promise<Data> | undefined;
  const read = async () => {
    const answer = readJson(core, plan);
    try {
      return await answer;
    } catch {
      data = answer as Promise<never>;
      return null;
    }
  };
  return {
    json: () => (json ??= read()),
    data: () => (data ??= runRead(core, planData())),
  };
}

/** What a body asks for, where it is of the plain form: a text that is no hash's, and values of the types they should have. */
function askedIn(body: unknown) {
  if (!isRecord(body)) return null;
  const { query: text, operationName = null, variables, extensions } = body;
  const given = variables ?? {};
  const further = extensions ?? {};
  if (typeof text !== "string" || !(operationName === null || typeof operationName === "string"))
    return null;
  if (!isRecord(given) || !isRecord(further) || further["persistedQuery"]) return null;
  return { text, operationName, variables: given };
}

function isRecord(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
