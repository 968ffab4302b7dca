import type { OpenSchemaOptions, SchemaSource } from './schema-source.js'
import { readSchemaFolders } from './schema-files.js'
import { SpareServer } from './spare-server.js'
import { openSchemaSession, type SchemaSession } from './schema-session.js'

/** Keeps a database open from round to round, as long as its schema is current. */
export class KeptSession implements AsyncDisposable {
  readonly #source: SchemaSource
  readonly #options: OpenSchemaOptions
  readonly #onNewSchema: () => void
  readonly #stop = new AbortController()
  readonly #spare = new SpareServer()
  #session: SchemaSession | null = null
  /** A fingerprint of the schema; null before the first. */
  #schema: string | null = null
  #opening: Promise<SchemaSession> | null = null

  /** @param onNewSchema - Called when the session's schema differs from that of the session before. */
  constructor(
    source: SchemaSource,
    { onNewSchema, signal, ...options }: OpenSchemaOptions & { readonly onNewSchema?: () => void } = {},
  ) {
    this.#source = source
    this.#onNewSchema = onNewSchema ?? (() => undefined)
    const signals = signal === undefined ? [] : [signal]
    this.#options = {
      ...options,
      spare: this.#spare,
      signal: AbortSignal.any([this.#stop.signal, ...signals]),
    }
  }

  /**
   * Returns the open session, or a new one if a migration was added or changed.
   *
   * The schema of a server may change at any time, so a server's session is opened anew each time.
   *
   * @throws As {@link openSchemaSession} does.
   */
  open(): Promise<SchemaSession> {
    const before = this.#opening
    this.#opening = (async () => {
      await before?.catch(() => undefined)
      return this.#renew()
    })()
    return this.#opening
  }

  /** Gets ready for a change of the service's migrations, in the background. */
  prepare(): void {
    if (!('url' in this.#source) && this.#source.migrations?.directory !== undefined) this.#spare.prepare()
  }

  /** Closes the session, whose connection may be lost. */
  async drop(): Promise<void> {
    const session = this.#session
    this.#session = null
    await session?.[Symbol.asyncDispose]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#opening?.catch(() => undefined)
    await this.drop()
    await this.#spare[Symbol.asyncDispose]()
  }

  async #renew(): Promise<SchemaSession> {
    const files = 'url' in this.#source ? null : JSON.stringify(await readSchemaFolders(this.#source))
    if (this.#session !== null && files !== null && files === this.#schema) return this.#session
    await this.drop()
    const session = await openSchemaSession(this.#source, this.#options)
    this.#session = session
    const schema = files ?? fingerprint(session)
    if (this.#schema !== null && this.#schema !== schema) this.#onNewSchema()
    this.#schema = schema
    return session
  }
}

function fingerprint({ catalogue }: SchemaSession): string {
  return JSON.stringify(catalogue, (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value,
  )
}
