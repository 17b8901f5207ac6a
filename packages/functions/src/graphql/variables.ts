/** Of which variables an operation is the same operation, whatever text they hold. */

import { prefixOf } from "@sanad/core/id";
import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type TypeNode,
  visit,
} from "graphql";

/** Arguments of which a statement depends on the kind at most: where they are ids, on the kind of record. */
const freeArguments: ReadonlySet<string> = new Set(["id", "after", "before"]);
const textTypes: ReadonlySet<string> = new Set(["ID", "String"]);

export type Free = { readonly isId: boolean };

/** Variables that are used as such arguments and as nothing else, by name. */
export function freeVariables(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlyMap<string, Free> {
  const free = new Map<string, Free>();
  for (const { variable, type } of operation.variableDefinitions ?? [])
    if (textTypes.has(nameOf(type))) free.set(variable.name.value, { isId: false });
  visit(document, {
    VariableDefinition: () => false,
    Variable({ name: { value: name } }, _key, parent) {
      const use = parent !== undefined && "kind" in parent ? parent : undefined;
      const argument = use?.kind === Kind.ARGUMENT ? use.name.value : "";
      if (!freeArguments.has(argument)) free.delete(name);
      else if (argument === "id" && free.has(name)) free.set(name, { isId: true });
    },
  });
  return free;
}

/** The kind of a text that may stand for all others of its kind; null for one that must be taken as it is. */
export function kindOf(text: unknown, free: Free | undefined): string | null {
  if (typeof text !== "string" || free === undefined) return null;
  return free.isId ? prefixOf(text) : "text";
}

function nameOf(type: TypeNode): string {
  if (type.kind === Kind.NON_NULL_TYPE) return nameOf(type.type);
  return type.kind === Kind.NAMED_TYPE ? type.name.value : "";
}
