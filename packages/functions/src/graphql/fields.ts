import {
  type GraphQLField,
  type GraphQLObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from "graphql";

/** The definition of a field, those of introspection included. @throws for one that the type lacks: validation let none pass */
export function fieldOf(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  const field = type.getFields()[name];
  if (field === undefined) throw new Error(`${type.name} has no field ${name}.`);
  return field;
}
