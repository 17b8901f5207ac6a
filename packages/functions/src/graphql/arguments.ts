/** Variables and literals that do not fit: which argument it was, for `extensions.argument`. */

import {
  type ASTNode,
  coerceInputValue,
  type DocumentNode,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  isInputType,
  isValueNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  typeFromAST,
  visit,
} from "graphql";
import { badRequest } from "./errors.ts";

type Values = Readonly<Record<string, unknown>>;

/** The operation's variables, coerced. @throws {GraphQLError} for the first that does not fit, with its path */
export function readVariables(schema: GraphQLSchema, operation: OperationDefinitionNode, given: Values): Values {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  if (coerced !== undefined) return coerced;
  const [error] = errors;
  const [node] = error?.nodes ?? [];
  throw badRequest(error?.message ?? "", { argument: pathOfMisfit(schema, node, given) }, node);
}

function pathOfMisfit(schema: GraphQLSchema, node: ASTNode | undefined, given: Values): string | undefined {
  if (node?.kind !== Kind.VARIABLE_DEFINITION) return undefined;
  const name = node.variable.name.value;
  const type = typeFromAST(schema, node.type);
  const paths: (readonly (string | number)[])[] = [];
  if (isInputType(type)) coerceInputValue(given[name], type, (path) => paths.push(path));
  return [name, ...(paths[0] ?? [])].join(".");
}

/**
 * Names the argument of an error of validation that is about a literal, such as `claims.filter.claimedAfter`, and gives it
 * the code that the same value in a variable has. Arguments of mutations stand for themselves: `input.quote.exact`.
 */
export function nameArgument(error: GraphQLError, document: DocumentNode): void {
  const [node] = error.nodes ?? [];
  if (node === undefined || error.extensions["code"] !== "GRAPHQL_VALIDATION_FAILED") return;
  if (node.kind !== Kind.OBJECT_FIELD && (!isValueNode(node) || node.kind === Kind.VARIABLE)) return;
  Object.assign(error.extensions, { code: "BAD_USER_INPUT", argument: pathOfLiteral(document, node) });
}

function pathOfLiteral(document: DocumentNode, literal: ASTNode): string {
  let names: string[] = [];
  visit(document, {
    enter(node, _key, _parent, keys, ancestors) {
      if (node !== literal) return;
      const steps = [...ancestors, node];
      const fields = steps.filter((step) => "kind" in step && step.kind === Kind.FIELD);
      const isChange = steps.some((step) => "operation" in step && step.operation === OperationTypeNode.MUTATION);
      names = steps.flatMap((step, index) => {
        if (!("kind" in step)) return [];
        if (step.kind === Kind.FIELD) {
          return isChange && fields.length === 1 ? [] : [step.alias?.value ?? step.name.value];
        }
        if (step.kind === Kind.LIST) return step === literal ? [] : [String(keys[index + 1])];
        return step.kind === Kind.ARGUMENT || step.kind === Kind.OBJECT_FIELD ? [step.name.value] : [];
      });
    },
  });
  return names.join(".");
}
