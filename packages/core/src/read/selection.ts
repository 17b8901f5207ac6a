/** What is asked of one object: under each key of the answer, a field. Keys are names as GraphQL has them. */
export type Selection = { readonly [key: string]: Field };

/**
 * A field with its arguments, checked for type but not for meaning, defaults filled in. `select` is there for objects: what
 * is asked of a value of each type that it may be.
 */
export type Field = {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly select?: { readonly [typeName: string]: Selection };
};

/** What is asked of a value of this type; nothing but its name where nothing is. */
export function selectionOf(field: Field, typeName: string): Selection {
  return field.select?.[typeName] ?? {};
}

/** Of an object that is there as a whole, what was asked: its fields under the answer's keys, null where it lacks one. */
export function pick(
  value: Readonly<Record<string, unknown>>,
  selection: Selection,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(selection).map(([key, { name }]) => [key, value[name] ?? null]),
  );
}

/** Fields without arguments that are no objects, under their own names. For doors that always ask the same. */
export function leaves(...names: string[]): Selection {
  return Object.fromEntries(names.map((name) => [name, { name, args: {} }]));
}

/** A field that is an object of this type, or a list of them. */
export function branch(
  name: string,
  type: string,
  selection: Selection,
  args: Field["args"] = {},
): Field {
  return { name, args, select: { [type]: selection } };
}

/** A field that is a connection: its page's `nodes`, at most `first` of them. */
export function page(
  name: string,
  type: string,
  selection: Selection,
  args: Field["args"] & { readonly first: number },
): Field {
  return branch(name, "Page", { nodes: branch("nodes", type, selection) }, args);
}
