/** What generation says of queries: the `manifest.json` that it writes. */
export interface QueryManifest {
  /** The values of each enum, by the name of its type in TypeScript. */
  readonly enums: Readonly<Record<string, readonly string[]>>
  readonly queries: Readonly<Record<string, ManifestQuery>>
}

/** What generation says of a query. */
export interface ManifestQuery {
  /** The type of each parameter in SQL; of a tuple's keys by `tuple.key`. */
  readonly parameters: Readonly<Record<string, { readonly type: string; readonly required: boolean }>>
  readonly columns: readonly ManifestColumn[]
}

/** What generation says of a column. */
export interface ManifestColumn {
  /** The name in the row. */
  readonly property: string
  /** The type in TypeScript, without null, such as `readonly string[]`. */
  readonly typescript: string
  readonly nullable: boolean
}
