import { InvalidInputError } from '../../errors.js'
import { nodeCrypto } from '../../node-crypto.js'
import { isPlain, isPrototypePolluted, own, ownCopy } from '../../own-properties.js'
import { commitsByItself } from '../session/commits-by-itself.js'
import { encoderFor, fromEncodingError, type TypeCodecs } from '../values/encode.js'
import type { Encoder, WireValue } from '../values/encoders.js'
import type { PgtypedQuery, PreparedQuery, QueryIR, QueryMetadata } from './prepared-query.js'
import { describeQuery, type QueryDescription } from './query-description.js'
import { renderTemplate, type ParameterValues, type RenderedText, type Slot } from './render.js'
import { sessionEffect, type SessionEffect } from '../session/session-effect.js'
import { StatementNaming } from './statement-naming.js'
import type { ServerAddress, StatementFigures } from '../telemetry/telemetry.js'
import { followUsual } from '../usual-time.js'
import type { RowShape } from '../values/row-shape.js'
import { parseTemplate, type Clause, type Template } from './template.js'

interface EncodedSlot extends Slot {
  readonly encode: Encoder
  /** What it is called in an error. */
  readonly field: string
}

/** One text of a query, as the server prepares it. Combinations of optional clauses are texts of their own. */
export interface PreparedText {
  readonly text: string
  /** The query it is one text of. */
  readonly source: { readonly name: string; readonly file: string | null }
  /** True if it is known to change nothing: it may run twice, and leaves nothing undecided. */
  readonly isRead: boolean
  /** True if it may commit while it runs, outside a transaction: when it fails, part of it may be kept. */
  readonly commitsByItself: boolean
  /** The statement's name on a connection; empty if the text is not worth keeping. */
  readonly name: string
  /** What reads its rows, as a session last described them; another session may still have an older result. */
  shape: RowShape | undefined
  /** Whether statements go under their names, now. */
  readonly naming: StatementNaming
  /**
   * True if a pooler keeps a copy of it that no longer fits the schema, and gives that to whoever prepares the same text:
   * it goes without a name.
   */
  isStaleInPooler: boolean
  /** What it may leave behind in its session. */
  readonly effect: SessionEffect
  /** `name`, as it is written. */
  readonly nameBytes: Buffer
  /** How long the server usually takes for it, in milliseconds: so long others wait behind it. 0 if it has not run yet. */
  usualMs: number
}

/** What is sent for one call. */
export interface BoundStatement {
  readonly prepared: PreparedText
  readonly values: readonly WireValue[]
  /** Where whoever runs it writes how that went; undefined while nobody listens. */
  readonly figures?: StatementFigures
}

/** Notes how long the server took for a text. */
export function noteDuration(prepared: PreparedText, ranMs: number): void {
  prepared.usualMs = followUsual(prepared.usualMs, Math.max(ranMs, shortestMs))
}

/** Less cannot be told from nothing: one answer may come in the same packet as the one before. */
const shortestMs = 0.05

/** The server ends a session that sends a message of 1 GiB; a character may take three bytes. */
const maximumLength = 256 * 1024 * 1024

const noClauses: ReadonlySet<Clause> = new Set()

/** A name that says where a statement comes from in `pg_prepared_statements`, and is never two texts'. */
function statementName(label: string, text: string): string {
  const hash = nodeCrypto().createHash('sha256').update(text).digest('hex')
  return `${label.slice(0, 40)}_${hash.slice(0, 16)}`
}

/** The value that a path leads to, by own properties. */
function valueAt(values: ParameterValues, path: Slot['path']): unknown {
  let value: unknown = values
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = own(value as Readonly<Record<string, unknown>>, String(key))
  }
  return value
}

const noParameters = ownCopy({})

function isSpread(template: Template): boolean {
  for (const { transform } of template.parameters.values()) if (transform.type.endsWith('spread')) return true
  return false
}

/** A query, compiled: its texts are written once, and a call only binds values. */
export class Statement {
  readonly name: string
  readonly #metadata: QueryMetadata | undefined
  readonly #template: Template
  readonly #spread: boolean
  readonly #codecs: TypeCodecs
  readonly #naming: StatementNaming
  /** True if every object has something under the name of one of the parameters, such as `constructor`. */
  readonly #mayInherit: boolean
  readonly #text: string
  #effect: SessionEffect | undefined
  readonly #variants = new Map<
    string,
    { readonly prepared: PreparedText; readonly slots: readonly EncodedSlot[] }
  >()

  constructor(query: PreparedQuery<never, unknown>, codecs: TypeCodecs, naming = new StatementNaming()) {
    this.#metadata = query.metadata
    this.name = query.metadata?.name ?? 'query'
    this.#template = parseTemplate(query.queryIR)
    this.#spread = isSpread(this.#template)
    this.#codecs = codecs
    this.#naming = naming
    this.#mayInherit = Array.from(this.#template.parameters.keys()).some((name) => name in Object.prototype)
    this.#text = query.queryIR.statement
  }

  /**
   * True if it is known to change nothing: generation has seen it, and the statement calls no function of which nothing
   * is known (`select charge_card(…)` reads, as far as its own text says).
   */
  get isRead(): boolean {
    return this.#metadata?.access === 'read' && this.#effectOfText.isClean
  }

  /** The effect of the whole text, with every optional clause: none of its pieces does more. */
  get #effectOfText(): SessionEffect {
    return (this.#effect ??= sessionEffect(this.#text))
  }

  /**
   * Turns a call's parameters into what is sent.
   *
   * @throws {@link InvalidInputError} if a required parameter is missing, a parameter is not the query's, or a
   * value is not of its parameter's type.
   */
  bind(parameters: ParameterValues | undefined): BoundStatement {
    let field = 'parameters'
    try {
      const given = this.#ownOf(parameters)
      const { prepared, slots } = this.#variantFor(given)
      const values: WireValue[] = []
      let length = 0
      for (const slot of slots) {
        field = slot.field
        const value = this.#encode(slot, given)
        length += value?.length ?? 0
        values.push(value)
      }
      if (length > maximumLength) throw new InvalidInputError('query', 'its parameters are too long together')
      return { prepared, values }
    } catch (error) {
      throw fromEncodingError(error, field)
    }
  }

  /** The parameters, of which only those are read that the object has itself. */
  #ownOf(parameters: ParameterValues | null | undefined): ParameterValues {
    const given = parameters ?? noParameters
    if (!isPlain(given))
      throw new InvalidInputError('parameters', 'must be an object whose properties they are')
    const isInherited = this.#mayInherit || isPrototypePolluted()
    const values = isInherited ? ownCopy(given) : given
    for (const key in values) {
      // A misspelt key would reach the server as null.
      if (!this.#template.parameters.has(key))
        throw new InvalidInputError(key, 'is no parameter of this query')
    }
    return values
  }

  #encode(slot: EncodedSlot, given: ParameterValues): WireValue {
    const value = slot.path.length === 1 ? given[slot.field] : valueAt(given, slot.path)
    if (value !== null && value !== undefined) return slot.encode(value, slot.field)
    if (slot.required) throw new InvalidInputError(slot.field, 'is required')
    return null
  }

  #variantFor(given: ParameterValues) {
    const { clauses } = this.#template
    if (this.#spread) return this.#compile(renderTemplate(this.#template, this.#present(given), given), '')
    let key = ''
    for (const { names } of clauses) key += names.every((name) => given[name] !== undefined) ? '1' : '0'
    const known = this.#variants.get(key)
    if (known !== undefined) return known
    const rendered = renderTemplate(this.#template, this.#present(given))
    const variant = this.#compile(rendered, this.#naming.isOn ? statementName(this.name, rendered.text) : '')
    this.#variants.set(key, variant)
    return variant
  }

  #present(given: ParameterValues): ReadonlySet<Clause> {
    if (this.#template.clauses.length === 0) return noClauses
    return new Set(
      this.#template.clauses.filter(({ names }) => names.every((name) => given[name] !== undefined)),
    )
  }

  #compile({ text, slots }: RenderedText, name: string) {
    if (slots.length > 65_535) throw new InvalidInputError('query', 'has more than 65535 parameters')
    const types = this.#metadata?.parameterTypes ?? {}
    const prepared: PreparedText = {
      source: { name: this.name, file: this.#metadata?.file ?? null },
      isRead: this.isRead,
      commitsByItself: commitsByItself(text),
      text,
      name,
      effect: this.#effectOfText,
      naming: this.#naming,
      isStaleInPooler: false,
      nameBytes: Buffer.from(name),
      shape: undefined,
      usualMs: 0,
    }
    return {
      prepared,
      slots: slots.map((slot) => ({
        ...slot,
        field: slot.path.join('.'),
        encode: encoderFor(
          own(types, slot.path.filter((key) => typeof key === 'string').join('.')),
          this.#codecs,
        ),
      })),
    }
  }
}

function irOf(query: object): QueryIR | undefined {
  return (query as { readonly queryIR?: QueryIR }).queryIR
}

/** What queries are compiled for. */
export interface StatementCacheOptions {
  readonly codecs: TypeCodecs
  /** False if no session is to keep a statement. @defaultValue true */
  readonly preparedStatements?: boolean | undefined
  /** Where they go, for telemetry. */
  readonly server?: ServerAddress
  /** Queries to list before they first run. */
  readonly registered?: readonly PreparedQuery<unknown, unknown>[]
}

/** Compiles each query once, however often it is asked for. */
export class StatementCache {
  readonly codecs: TypeCodecs
  /** Where its statements go, for telemetry. */
  readonly server: ServerAddress
  readonly #naming: StatementNaming
  readonly #statements = new WeakMap<object, Statement>()
  readonly #registered: ReadonlySet<object>
  /** What is known of each query, by its file and name: a query that is made anew for each call is one. */
  readonly #metadata = new Map<string, QueryMetadata>()

  constructor({ codecs, preparedStatements = true, server = {}, registered = [] }: StatementCacheOptions) {
    this.#naming = new StatementNaming(preparedStatements)
    this.codecs = codecs
    this.server = server
    this.#registered = new Set(registered)
    for (const { metadata } of registered) {
      // Two packages may have a file and a query of the same names.
      if (metadata !== undefined) this.#metadata.set(`registered ${this.#metadata.size}`, metadata)
    }
  }

  /** The queries that are registered and those that have run, by name. */
  get queries(): readonly QueryDescription[] {
    const inOrder = [...this.#metadata.values()].sort((one, other) =>
      one.name === other.name ? 0 : one.name < other.name ? -1 : 1,
    )
    return inOrder.map(describeQuery)
  }

  /** @throws {@link InvalidInputError} if the value is not a query. */
  get(query: PreparedQuery<never, unknown> | PgtypedQuery<never, unknown>): Statement {
    const known = this.#statements.get(query)
    if (known !== undefined) return known
    if (irOf(query) === undefined)
      throw new InvalidInputError('query', 'expected a query that generation made')
    const statement = new Statement(query as PreparedQuery<never, unknown>, this.codecs, this.#naming)
    this.#statements.set(query, statement)
    const { metadata } = query as PreparedQuery<never, unknown>
    if (metadata !== undefined && !this.#registered.has(query))
      this.#metadata.set(`run ${metadata.file} ${metadata.name}`, metadata)
    return statement
  }
}
