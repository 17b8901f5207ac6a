/** What is asked of one object: under each key of the answer, a field. Keys are names as GraphQL has them. */
export type Selection = { readonly [key: string]: Field };

/**
 * A field with its arguments, checked for type but not for meaning, defaults filled in. `select` is there for objects: what
 * is asked of a value of each type that it may be. `__typename` is a field of every type. A field that `isRequired` is never
 * null: where it is, the answer is not one.
 */
export type Field = {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly select?: { readonly [typeName: string]: Selection };
  readonly isRequired?: boolean;
};

export const typeName = "__typename";

/**
 * Stands for an argument's text that every run of the statement has another of. Where the statement depends on what kind of text
 * that is, `example` is of the same kind as all others.
 */
export class Given {
  readonly index: number;
  readonly example: string;
  constructor(index: number, example: string) {
    this.index = index;
    this.example = example;
  }
}

/** What is asked of a value of this type; nothing but its name where nothing is. */
export function selectionOf(field: Field, typeName: string): Selection {
  return field.select?.[typeName] ?? {};
}

/** Of an object of this type that is there as a whole, what was asked: null where it lacks a field. */
export function pick(
  value: Readonly<Record<string, unknown>>,
  field: Field,
  type: string,
): Record<string, unknown> {
  const whole: Readonly<Record<string, unknown>> = { ...value, [typeName]: type };
  return Object.fromEntries(
    Object.entries(selectionOf(field, type)).map(([key, { name }]) => [key, whole[name] ?? null]),
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
