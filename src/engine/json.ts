/** A JSON value, as a json or jsonb column gives and takes it. A property that is `undefined` is left out. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [property: string]: Json | undefined }
