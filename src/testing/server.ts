/** The names of the sources of databases, in the order in which they are tried. */
export const providerNames = ['url', 'local', 'container', 'embedded'] as const

export type ProviderName = (typeof providerNames)[number]

/** A running source of databases. It is plain data, because one process starts it and others use it. */
export type TestServer =
  | {
      readonly provider: Exclude<ProviderName, 'embedded'>
      /** The URL of a connection whose role may create databases. */
      readonly url: string
      /** The URL of a pooler in front of the server, through which databases are used. They are created past it. */
      readonly pooler?: string
    }
  /** No server runs: each database is a server of its own, inside the process that creates it. */
  | { readonly provider: 'embedded' }

/** A {@link TestServer} in the hands of the process that started it. */
export interface RunningServer {
  readonly server: TestServer
  /** Its description for people: `PostgreSQL 17.5 with PostGIS 3.5.2`. */
  readonly description: string
  readonly stop: () => Promise<void>
}
