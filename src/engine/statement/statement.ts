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
import type { PositionDuty } from '../replicas/position-duty.js'
import type { Identity } from '../session/identity.js'
import type { StatementMeter } from '../telemetry/statement-meter.js'
import type { ServerAddress, StatementFigures } from '../telemetry/telemetry.js'
import { followUsual } from '../usual-time.js'
import type { RowShape } from '../values/row-shape.js'
import { parseTemplate, type Clause, type Template } from './template.js'

interface EncodedSlot extends Slot {
  readonly encode: Encoder
  /** The name in an error. */
  readonly field: string
}

/** One text of a query, as the server prepares it. Combinations of optional clauses are texts of their own. */
export interface PreparedText {
  readonly text: string
  /** The query that this is a text of. */
  readonly source: { readonly name: string; readonly file: string | null }
  /** True if it is known to change nothing. It may run twice, and its outcome is never unknown. */
  readonly isRead: boolean
  /** True if a replica may serve it: it is such a read, its query does not ask for the primary, and no replica has refused it. */
  mayLag: boolean
  /** True if it may commit while it runs, outside a transaction. When it fails, part of its work may be stored. */
  readonly commitsByItself: boolean
  /** The statement's name on a connection; empty if the text is not worth keeping. */
  readonly name: string
  /**
   * The functions that read its rows, by the last description of any session. Another session may still have an older
   * result.
   */
  shape: RowShape | undefined
  /** Decides whether statements are sent with names. */
  readonly naming: StatementNaming
  /**
   * True if a pooler keeps a copy of it that no longer fits the schema, or believes that a session has it that does not:
   * it would use the same again for the same text. It is then sent without a name.
   */
  isStaleInPooler: boolean
  /** The effect that it may have on its session. */
  readonly effect: SessionEffect
  /** `name`, as bytes. */
  readonly nameBytes: Buffer
  /** The usual time on the server, in milliseconds, for which others wait behind it; 0 before its first run. */
  usualMs: number
}

/** A statement with the values of one call. */
export interface BoundStatement {
  readonly prepared: PreparedText
  readonly values: readonly WireValue[]
  /** The figures of the run, filled in by the transport; undefined while nobody listens. */
  readonly figures?: StatementFigures
  /** Its duty to its session in the log; undefined if it has none. */
  readonly duty?: PositionDuty
  /** The user for whom it runs, where that is set with the statement; undefined if nobody is named. */
  readonly identity?: Identity
}

/** A parameter of a call, as it was given. */
export interface GivenParameter {
  /** The name in an error, such as `ids` or `rows.0.price`. */
  readonly field: string
  readonly value: unknown
}

/** Learns the time that the server took for a text. */
export function noteDuration(prepared: PreparedText, ranMs: number): void {
  prepared.usualMs = followUsual(prepared.usualMs, Math.max(ranMs, shortestMs))
}

/** A shorter time cannot be measured: one answer may arrive in the same packet as the one before. */
const shortestMs = 0.05

/** The server ends a session that sends a message of 1 GiB; a character may take three bytes. */
const maximumLength = 256 * 1024 * 1024

const noClauses: ReadonlySet<Clause> = new Set()

/** Returns a unique name, which shows the origin of a statement in `pg_prepared_statements`. */
function statementName(label: string, text: string): string {
  const hash = nodeCrypto().createHash('sha256').update(text).digest('hex')
  return `${label.slice(0, 40)}_${hash.slice(0, 16)}`
}

/** Returns the value at a path, by own properties. */
function valueAt(values: ParameterValues, path: Slot['path']): unknown {
  let value: unknown = values
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = own(value as Readonly<Record<string, unknown>>, String(key))
  }
  return value
}

const noParameters = ownCopy({})

export function isPresent({ names, words }: Clause, given: ParameterValues): boolean {
  return (
    names.every((name) => given[name] !== undefined) && words.every(([name, word]) => given[name] === word)
  )
}

export function isSpread(template: Template): boolean {
  for (const { transform } of template.parameters.values()) if (transform.type.endsWith('spread')) return true
  return false
}

/** A compiled query. Its texts are written once; a call only binds values. */
export class Statement {
  readonly name: string
  readonly #metadata: QueryMetadata | undefined
  readonly #template: Template
  readonly #spread: boolean
  readonly #codecs: TypeCodecs
  readonly #naming: StatementNaming
  /** True if every object inherits a property with the name of one of the parameters, such as `constructor`. */
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
    this.#mayInherit = [...this.#template.parameters.keys(), ...this.#template.choices.keys()].some(
      (name) => name in Object.prototype,
    )
    this.#text = query.queryIR.statement
  }

  /**
   * True if it is known to change nothing: generation has marked it as a read, and it calls only known functions
   * (`select charge_card(…)` looks like a read by its text).
   */
  get isRead(): boolean {
    return this.#metadata?.access === 'read' && this.#effectOfText.isClean
  }

  /** The effect of the whole text, with all optional clauses: no part of it has a larger one. */
  get #effectOfText(): SessionEffect {
    return (this.#effect ??= sessionEffect(this.#text))
  }

  /**
   * Encodes the parameters of a call.
   *
   * @throws {@link InvalidInputError} if a required parameter is missing, a parameter is unknown, or a value does not
   * fit its parameter's type.
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

  /**
   * Lists the parameters behind `$1`, `$2`, … of a call's text.
   *
   * @throws {@link InvalidInputError} if a parameter is unknown.
   */
  given(parameters: ParameterValues | undefined): readonly GivenParameter[] {
    const given = this.#ownOf(parameters)
    return this.#variantFor(given).slots.map(({ field, path }) => ({ field, value: valueAt(given, path) }))
  }

  /** Returns the parameters with their own properties only. */
  #ownOf(parameters: ParameterValues | null | undefined): ParameterValues {
    const given = parameters ?? noParameters
    if (!isPlain(given))
      throw new InvalidInputError('parameters', 'must be an object whose properties they are')
    const isInherited = this.#mayInherit || isPrototypePolluted()
    const values = isInherited ? ownCopy(given) : given
    for (const key in values) {
      // A misspelt key would reach the server as null.
      if (!this.#template.parameters.has(key) && !this.#template.choices.has(key))
        throw new InvalidInputError(key, 'is no parameter of this query')
    }
    for (const [name, words] of this.#template.choices) {
      if (!words.some((word) => word === values[name]))
        throw new InvalidInputError(name, `is none of ${[...new Set(words)].join(', ')}`)
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
    for (const clause of clauses) key += isPresent(clause, given) ? '1' : '0'
    const known = this.#variants.get(key)
    if (known !== undefined) return known
    const rendered = renderTemplate(this.#template, this.#present(given))
    const variant = this.#compile(rendered, this.#naming.isOn ? statementName(this.name, rendered.text) : '')
    this.#variants.set(key, variant)
    return variant
  }

  #present(given: ParameterValues): ReadonlySet<Clause> {
    if (this.#template.clauses.length === 0) return noClauses
    return new Set(this.#template.clauses.filter((clause) => isPresent(clause, given)))
  }

  #compile({ text, slots }: RenderedText, name: string) {
    if (slots.length > 65_535) throw new InvalidInputError('query', 'has more than 65535 parameters')
    const types = this.#metadata?.parameterTypes ?? {}
    const prepared: PreparedText = {
      source: { name: this.name, file: this.#metadata?.file ?? null },
      isRead: this.isRead,
      mayLag: this.isRead && this.#metadata?.primary !== true,
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

/** Options of a statement cache. */
export interface StatementCacheOptions {
  readonly codecs: TypeCodecs
  /** False sends statements without preparing them by name. @defaultValue true */
  readonly preparedStatements?: boolean | undefined
  /** The server's address, for telemetry. */
  readonly server?: ServerAddress
  /** Counts statements by their query. */
  readonly meter?: StatementMeter
  /** Queries to list before they first run. */
  readonly registered?: readonly PreparedQuery<unknown, unknown>[]
}

/** Compiles each query once. */
export class StatementCache {
  readonly codecs: TypeCodecs
  /** The server's address, for telemetry. */
  readonly server: ServerAddress
  /** Counts statements by their query; undefined if nobody wants figures. */
  readonly meter: StatementMeter | undefined
  readonly #naming: StatementNaming
  readonly #statements = new WeakMap<object, Statement>()
  readonly #registered: ReadonlySet<object>
  /** The metadata of each query, by file and name: a query object that is created for each call counts as one query. */
  readonly #metadata = new Map<string, QueryMetadata>()

  constructor({
    codecs,
    preparedStatements = true,
    server = {},
    meter,
    registered = [],
  }: StatementCacheOptions) {
    this.#naming = new StatementNaming(preparedStatements)
    this.codecs = codecs
    this.server = server
    this.meter = meter
    this.#registered = new Set(registered)
    for (const { metadata } of registered) {
      // Two packages may have a file and a query of the same names.
      if (metadata !== undefined) this.#metadata.set(`registered ${this.#metadata.size}`, metadata)
    }
  }

  /** The registered queries and those that have run, by name. */
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
