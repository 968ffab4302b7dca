/** The `manifest.json` that generation writes: its knowledge of the queries. */
export interface QueryManifest {
  /** The values of each enum, by the name of its type in TypeScript. */
  readonly enums: Readonly<Record<string, readonly string[]>>
  readonly queries: Readonly<Record<string, ManifestQuery>>
}

/** A query in the manifest. */
export interface ManifestQuery {
  /** The SQL type of each parameter. The keys of a tuple are named `tuple.key`. */
  readonly parameters: Readonly<Record<string, { readonly type: string; readonly required: boolean }>>
  /** The words of each choice; undefined if the query has none. */
  readonly choices?: Readonly<Record<string, readonly string[]>>
  readonly columns: readonly ManifestColumn[]
}

/** A column in the manifest. */
export interface ManifestColumn {
  /** The name in the row. */
  readonly property: string
  /** The type in TypeScript, without null, such as `readonly string[]`. */
  readonly typescript: string
  readonly nullable: boolean
}
