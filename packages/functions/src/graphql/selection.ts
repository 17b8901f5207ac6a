/**
 * What an operation asks for, as core's plain tree: fragments put in their places, variables and defaults filled in, fields
 * under one key merged. Introspection is part of the tree, so that limits see it; core is not asked for it.
 * @see https://spec.graphql.org/October2021/#sec-Field-Collection
 */

import { type Field, type Selection, typeName } from "@sanad/core/read";
import {
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { badUserInput } from "./errors.ts";
import { fieldOf } from "./fields.ts";
import { limits, tooMuch } from "./limits.ts";

type Asked = {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** @throws {GraphQLError} where the fragments multiply into more fields than the limit, or an argument is null that must not be */
export function operationSelection(
  asked: Asked,
  rootType: GraphQLObjectType,
  operation: OperationDefinitionNode,
): Selection {
  let visited = 0;

  function select(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Selection {
    // Without a prototype, any key is one of its own.
    const selection: Record<string, Field> = Object.create(null);
    for (const [key, nodes] of collect(type, sets)) {
      const [node] = nodes;
      if (node === undefined) continue;
      if (node.name.value === typeName) {
        selection[key] = { name: typeName, args: {} };
        continue;
      }
      if (node.alias?.value.startsWith("__")) {
        throw badUserInput(`${key}: an alias must not begin with two underscores`, {}, node);
      }
      selection[key] = fieldFrom(type, node, nodes);
    }
    return selection;
  }

  function fieldFrom(type: GraphQLObjectType, node: FieldNode, nodes: readonly FieldNode[]): Field {
    const name = node.name.value;
    const definition = fieldOf(type, name);
    const args = getArgumentValues(definition, node, asked.variables);
    const result = getNamedType(definition.type);
    const isRequired = isNonNullType(definition.type);
    if (!isCompositeType(result)) return { name, args, isRequired };
    const sets = nodes.flatMap((each) => each.selectionSet ?? []);
    const types = possibleTypes(result).map((each) => [each.name, select(each, sets)] as const);
    return { name, args, isRequired, select: Object.fromEntries(types) };
  }

  /** The sets' fields on a type, by their keys in the order in which they first stand. */
  function collect(type: GraphQLObjectType, sets: readonly SelectionSetNode[]) {
    const fields = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    const visit = (node: SelectionNode): void => {
      if (!isIncluded(node, asked.variables)) return;
      if (node.kind === Kind.FIELD) {
        if (++visited > limits.fields)
          throw tooMuch("fields", "fields once its fragments are in place");
        const key = node.alias?.value ?? node.name.value;
        const same = fields.get(key);
        if (same === undefined) fields.set(key, [node]);
        else same.push(node);
        return;
      }
      if (node.kind === Kind.INLINE_FRAGMENT) {
        if (applies(node.typeCondition?.name.value, type))
          node.selectionSet.selections.forEach(visit);
        return;
      }
      const fragment = asked.fragments.get(node.name.value);
      if (fragment === undefined || spread.has(node.name.value)) return;
      spread.add(node.name.value);
      if (applies(fragment.typeCondition.name.value, type))
        fragment.selectionSet.selections.forEach(visit);
    };
    for (const set of sets) set.selections.forEach(visit);
    return fields;
  }

  function applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const abstract = asked.schema.getType(condition);
    return isAbstractType(abstract) && asked.schema.isSubType(abstract, type);
  }

  function possibleTypes(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? asked.schema.getPossibleTypes(type) : [type];
  }

  return select(rootType, [operation.selectionSet]);
}

function isIncluded(node: SelectionNode, variables: Asked["variables"]): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.["if"] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.["if"] !== false;
}
