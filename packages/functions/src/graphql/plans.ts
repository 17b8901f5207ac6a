/**
 * Statements of operations that were asked before. The same operation with the same variables is the same statement, whoever asks
 * in that role; of ids and cursors only the kind counts, so that one statement serves all records and all pages.
 */

import { type Role, roleOf } from "@sanad/core/actor";
import type { Context } from "@sanad/core/context";
import {
  Given,
  makeStatement,
  type Plan,
  planRun,
  type Selection,
  type Statement,
} from "@sanad/core/read";
import type { DocumentNode, OperationDefinitionNode } from "graphql";
import { LRUCache } from "lru-cache";
import type { Operation } from "./select.ts";
import { type Free, freeVariables, kindOf } from "./variables.ts";

/** `hash` is the document's. */
type Asked = Operation & { readonly hash: string };

/** Whoever asks for something else each time must not make the process grow; a statement is mostly its text. */
const maxKept = 1_000;
const maxKeptChars = 8_000_000;
const maxKeyChars = 2_000;

export class Plans {
  readonly #statements = new LRUCache<string, Statement>({
    max: maxKept,
    maxSize: maxKeptChars,
    sizeCalculation: ({ text }, key) => text.length + key.length,
  });
  readonly #free = new WeakMap<OperationDefinitionNode, ReadonlyMap<string, Free>>();

  /** How much is kept: statements, and the characters of them and their keys. */
  get kept(): { readonly statements: number; readonly chars: number } {
    return { statements: this.#statements.size, chars: this.#statements.calculatedSize };
  }

  /**
   * The plan of an operation. `select` says what it asks for, with its variables but for those whose `Given` it is handed; it is
   * called only where nothing like that is kept. Null where it says that core is not to answer.
   */
  planFor(
    core: Context,
    asked: Asked,
    select: (given: Readonly<Record<string, Given>>) => Selection | null,
  ): Plan | null {
    const role = roleOf(core.actor);
    const { key, free, given } = this.#like(asked, role);
    const kept = key === null ? undefined : this.#statements.get(key);
    if (kept !== undefined) return planRun(kept, core, given);
    const selection = select(free);
    if (selection === null) return null;
    const statement = makeStatement(role, selection);
    if (key !== null) this.#statements.set(key, statement);
    return planRun(statement, core, given);
  }

  /** What all operations have in common that are one statement with this; a null `key` where that is too long to be kept. */
  #like({ hash, document, operation, variables }: Asked, role: Role) {
    const parts = [hash, operation.name?.value ?? "", role];
    const free: Record<string, Given> = {};
    const given: string[] = [];
    const mayBeFree = this.#freeOf(document, operation);
    for (const { variable } of operation.variableDefinitions ?? []) {
      const name = variable.name.value;
      const value = variables[name];
      const kind = kindOf(value, mayBeFree.get(name));
      if (kind !== null && typeof value === "string") {
        free[name] = new Given(given.push(value) - 1, value);
        parts.push(kind);
      } else parts.push(`=${written(value)}`);
    }
    const key = parts.join("\n");
    return { key: key.length > maxKeyChars ? null : key, free, given };
  }

  #freeOf(document: DocumentNode, operation: OperationDefinitionNode): ReadonlyMap<string, Free> {
    let free = this.#free.get(operation);
    if (free === undefined) this.#free.set(operation, (free = freeVariables(document, operation)));
    return free;
  }
}

/** What is left out differs from null; what nests deeper than can be written is longer than any key. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return " ".repeat(maxKeyChars);
  }
}
