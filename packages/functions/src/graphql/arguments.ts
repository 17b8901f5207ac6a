/** Variables and literals that do not fit: which argument it was, for `extensions.argument`. */

import {
  type ASTNode,
  BREAK,
  coerceInputValue,
  type DocumentNode,
  getVariableValues,
  type GraphQLError,
  type GraphQLSchema,
  isInputType,
  isValueNode,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  visit,
} from "graphql";
import { badUserInput } from "./errors.ts";

type Values = Readonly<Record<string, unknown>>;

/** The operation's variables, coerced. @throws {GraphQLError} for the first that does not fit, naming its argument */
export function readVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Values,
): Values {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  if (coerced !== undefined) return coerced;
  const [error] = errors;
  const [node] = error?.nodes ?? [];
  if (error === undefined || node?.kind !== Kind.VARIABLE_DEFINITION) throw error;
  const name = node.variable.name.value;
  const type = typeFromAST(schema, node.type);
  const misfits: (readonly (string | number)[])[] = [];
  if (isInputType(type)) coerceInputValue(given[name], type, (path) => misfits.push(path));
  const use = pathTo(document, (each, parent) => {
    if (each.kind !== Kind.VARIABLE || each.name.value !== name) return false;
    return parent?.kind !== Kind.VARIABLE_DEFINITION;
  });
  const argument = [...use, ...(misfits[0] ?? [])].join(".");
  throw badUserInput(error.message, { argument }, node);
}

/** Names the argument of an error of validation that is about a literal, and gives it the code that it has for a variable. */
export function nameArgument(error: GraphQLError, document: DocumentNode): void {
  const [node] = error.nodes ?? [];
  if (node === undefined || error.extensions["code"] !== "GRAPHQL_VALIDATION_FAILED") return;
  if (node.kind !== Kind.OBJECT_FIELD && (!isValueNode(node) || node.kind === Kind.VARIABLE))
    return;
  const argument = pathTo(document, (each) => each === node).join(".");
  Object.assign(error.extensions, { code: "BAD_USER_INPUT", argument });
}

/**
 * Where a value stands, as core names arguments: `claims.filter.language.1`; those of mutations stand for themselves, such as
 * `input.quote.exact`. Within a fragment the path begins there.
 */
function pathTo(
  document: DocumentNode,
  isIt: (node: ASTNode, parent: ASTNode | undefined) => boolean,
): string[] {
  let names: string[] = [];
  visit(document, {
    enter(node, _key, parent, keys, ancestors) {
      if (!isIt(node, isNode(parent) ? parent : undefined)) return undefined;
      const steps = [...ancestors, ...(parent ? [parent] : []), node];
      names = steps.flatMap((step, index) => {
        if (!isNode(step)) return [];
        if (step.kind === Kind.FIELD) return [step.alias?.value ?? step.name.value];
        if (step.kind === Kind.LIST && step !== node) return [String(keys[index + 1])];
        if (step.kind === Kind.ARGUMENT || step.kind === Kind.OBJECT_FIELD)
          return [step.name.value];
        return [];
      });
      const nodes = steps.filter(isNode);
      const isChange = nodes.some((step) => "operation" in step && step.operation === "mutation");
      if (isChange && nodes.filter(({ kind }) => kind === Kind.FIELD).length === 1) names.shift();
      return BREAK;
    },
  });
  return names;
}

function isNode(step: ASTNode | readonly ASTNode[] | undefined): step is ASTNode {
  return step !== undefined && "kind" in step;
}
