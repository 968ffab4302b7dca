import type { OpenSchemaOptions, SchemaSource } from './schema-source.js'
import { readSchemaFiles } from './schema-files.js'
import { openSchemaSession, type SchemaSession } from './schema-session.js'

/** Keeps a database open from round to round, as long as it is of the schema that is wanted. */
export class KeptSession implements AsyncDisposable {
  readonly #source: SchemaSource
  readonly #options: OpenSchemaOptions
  readonly #onNewSchema: () => void
  readonly #stop = new AbortController()
  #session: SchemaSession | null = null
  /** Tells schemas apart; null before there is one. */
  #schema: string | null = null
  #opening: Promise<SchemaSession> | null = null

  /** @param onNewSchema - Told when the session is of another schema than the one before. */
  constructor(
    source: SchemaSource,
    { onNewSchema, signal, ...options }: OpenSchemaOptions & { readonly onNewSchema?: () => void } = {},
  ) {
    this.#source = source
    this.#onNewSchema = onNewSchema ?? (() => undefined)
    const signals = signal === undefined ? [] : [signal]
    this.#options = { ...options, signal: AbortSignal.any([this.#stop.signal, ...signals]) }
  }

  /**
   * Gives the session: the one at hand, or a new one if a migration is new or another than it was.
   *
   * A server's schema may have changed since, and nothing tells: its catalogue is read each time.
   *
   * @throws as {@link openSchemaSession} does.
   */
  open(): Promise<SchemaSession> {
    const before = this.#opening
    this.#opening = (async () => {
      await before?.catch(() => undefined)
      return this.#renew()
    })()
    return this.#opening
  }

  /** Lets go of a session whose connection is lost, or may be. */
  async drop(): Promise<void> {
    const session = this.#session
    this.#session = null
    await session?.[Symbol.asyncDispose]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#opening?.catch(() => undefined)
    await this.drop()
  }

  async #renew(): Promise<SchemaSession> {
    const files = 'url' in this.#source ? null : JSON.stringify(await readSchemaFiles(this.#source))
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
