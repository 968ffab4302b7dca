/** A value of a json or jsonb column. A property that is `undefined` is left out. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [property: string]: Json | undefined }

/** A number that SQL has put into JSON: those that JSON has no number for are strings there, which `Number(…)` reads. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity'

/** A type as JSON can hold it: `never` in place of what JSON cannot hold, such as a `Date`. */
export type JsonOf<T> = T extends Json | undefined
  ? T
  : T extends readonly unknown[]
    ? { readonly [Index in keyof T]: Exclude<JsonOf<T[Index]>, undefined> }
    : T extends Date | ((...values: never) => unknown) | Uint8Array
      ? never
      : T extends object
        ? { readonly [Key in keyof T]: JsonOf<T[Key]> }
        : never

/** The types that a service declares for its JSON columns. Types that JSON cannot hold do not compile. */
export type JsonTypes<Declared extends { readonly [Column in keyof Declared]: JsonOf<Declared[Column]> }> =
  Declared
