import { invalidParameter, missingParameter, unknownParameter } from "./api-error";
import type { FormNode } from "./form";

/** How one parameter is read. `param` is its name in bracket form, for errors. */
export type Field<T> = { readonly read: (node: FormNode, param: string) => T; readonly required: boolean };
export type Shape = Record<string, Field<unknown>>;
type ValueOf<F> = F extends Field<infer T> ? T : never;
type RequiredNames<S extends Shape> = { [K in keyof S]: S[K] extends { required: true } ? K : never }[keyof S];
/** What a shape reads: required members are there, the others may be undefined. */
export type Read<S extends Shape> = { [K in RequiredNames<S>]: ValueOf<S[K]> } & {
  [K in Exclude<keyof S, RequiredNames<S>>]?: ValueOf<S[K]>;
};

const field = <T>(read: Field<T>["read"]): Field<T> & { required: false } => ({ read, required: false });

export const required = <T>(of: Field<T>): Field<T> & { required: true } => ({ read: of.read, required: true });

function scalar(node: FormNode, param: string, what: string): string {
  if (typeof node !== "string") {
    throw invalidParameter(param, `Invalid ${what}: ${param} must not have members`);
  }
  return node;
}

/** Text; the empty text means "unset" and is read as null. */
export const text = (max = 5000) =>
  field<string | null>((node, param) => {
    const value = scalar(node, param, "string");
    if (value.length > max) {
      throw invalidParameter(param, `Invalid string: must be at most ${max} characters`, "parameter_invalid_string");
    }
    return value === "" ? null : value;
  });

/** Text that cannot be unset. */
export const word = (max = 5000) =>
  field<string>((node, param) => {
    const value = text(max).read(node, param);
    if (value === null) {
      const message = `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset.`;
      throw invalidParameter(param, message, "parameter_invalid_empty");
    }
    return value;
  });

export const integer = (limits: { min?: number; max?: number } = {}) =>
  field<number>((node, param) => {
    const value = scalar(node, param, "integer");
    const number = Number(value);
    if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(number)) {
      throw invalidParameter(param, `Invalid integer: ${value}`, "parameter_invalid_integer");
    }
    if (limits.min !== undefined && number < limits.min) {
      throw invalidParameter(
        param,
        `This value must be greater than or equal to ${limits.min}.`,
        "parameter_invalid_integer",
      );
    }
    if (limits.max !== undefined && number > limits.max) {
      throw invalidParameter(
        param,
        `This value must be less than or equal to ${limits.max}.`,
        "parameter_invalid_integer",
      );
    }
    return number;
  });

export const flag = () =>
  field<boolean>((node, param) => {
    const value = scalar(node, param, "boolean");
    if (value !== "true" && value !== "false") {
      throw invalidParameter(param, `Invalid boolean: ${value}`);
    }
    return value === "true";
  });

export const oneOf = <const T extends string>(...values: readonly T[]) =>
  field<T>((node, param) => {
    const value = scalar(node, param, "value");
    const found = values.find((allowed) => allowed === value);
    if (found === undefined) {
      throw invalidParameter(param, `Invalid ${param}: must be one of ${values.join(", ")}`);
    }
    return found;
  });

export const list = <T>(of: Field<T>, max = 100) =>
  field<T[]>((node, param) => {
    if (typeof node === "string") {
      if (node === "") return [];
      throw invalidParameter(param, "Invalid array");
    }
    const names = [...node.keys()];
    if (names.some((name) => !/^\d+$/.test(name)) || names.length > max) {
      throw invalidParameter(param, names.length > max ? `At most ${max} entries are allowed` : "Invalid array");
    }
    return [...node]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([name, value]) => of.read(value, `${param}[${name}]`));
  });

export const group = <S extends Shape>(shape: S) => field<Read<S>>((node, param) => readGroup(shape, node, param));

/** A group that the empty text unsets. */
export const clearable = <T>(of: Field<T>) =>
  field<T | null>((node, param) => (node === "" ? null : of.read(node, param)));

/** Reads all members of a shape; unknown and missing ones are errors. */
export function readGroup<S extends Shape>(shape: S, node: FormNode, param: string): Read<S> {
  if (typeof node === "string") {
    throw invalidParameter(param, "Invalid object");
  }
  const name = (member: string) => (param === "" ? member : `${param}[${member}]`);
  const values: Record<string, unknown> = {};
  for (const [member, value] of node) {
    const of = Object.hasOwn(shape, member) ? shape[member] : undefined;
    if (of === undefined) {
      throw unknownParameter(name(member));
    }
    values[member] = of.read(value, name(member));
  }
  for (const [member, of] of Object.entries(shape)) {
    if (of.required && values[member] === undefined) {
      throw missingParameter(name(member));
    }
  }
  // Each member was read by its own field, so the values have the shape's types.
  return values as Read<S>;
}
