/** A table in another language: every word of the English one, none more. */
export type Table<T> = { readonly [K in keyof T]: string };

/** Puts values into a sentence: fill("{n} of {all} goals", { n: 5, all: 8 }). */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}
