import type { Selection } from "@sanad/core/read";
import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode } from "graphql";
import { readVariables } from "./arguments.ts";
import { badUserInput } from "./errors.ts";
import { checkLimits } from "./limits.ts";
import { operationSelection } from "./selection.ts";

type Values = Readonly<Record<string, unknown>>;

/** An operation as it was sent, with its variables as they were given. */
export type Operation = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Values;
};

/**
 * What an operation asks for, and its variables, coerced; `instead` stands for some of them in what is asked.
 * @throws {GraphQLError} where a variable does not fit, or a limit is passed
 */
export function select(
  { schema, document, operation, variables: given }: Operation,
  instead: Values = {},
): { selection: Selection; variables: Values } {
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw badUserInput(`There are no ${operation.operation}s here.`);
  const variables = readVariables(schema, document, operation, given);
  const asked = {
    schema,
    fragments: fragmentsOf(document),
    variables: { ...variables, ...instead },
  };
  const selection = operationSelection(asked, rootType, operation);
  checkLimits(schema, rootType, selection);
  return { selection, variables };
}

function fragmentsOf(document: DocumentNode) {
  const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((each) => [each.name.value, each]));
}
