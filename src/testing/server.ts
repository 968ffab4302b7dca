/** Where databases for tests come from, in the order in which they are tried. */
export const providerNames = ['url', 'local', 'container', 'embedded'] as const

export type ProviderName = (typeof providerNames)[number]

/** A source of databases that runs. Plain data: one process starts it, others are told of it. */
export type TestServer =
  | {
      readonly provider: Exclude<ProviderName, 'embedded'>
      /** A connection whose role may create databases. */
      readonly url: string
    }
  /** Nothing runs: each database is a server of its own, inside the process that asks for it. */
  | { readonly provider: 'embedded' }

/** A {@link TestServer} in the hands of the process that started it. */
export interface RunningServer {
  readonly server: TestServer
  /** What it is, for people: `PostgreSQL 17.5 with PostGIS 3.5.2`. */
  readonly description: string
  readonly stop: () => Promise<void>
}
