import { InvalidInputError, type SoukError } from '../../errors.js'
import { harmlessNames } from './known-functions.js'
import { endsTransaction } from './misuse.js'
import { sqlTokens, type SqlToken } from './sql-tokens.js'

/** The effect that a statement may have on its session, as far as its text shows. */
export interface SessionEffect {
  /**
   * True if it leaves nothing behind, unless a table that it names has triggers, policies or defaults that do. A
   * statement that calls an unknown function may leave anything.
   */
  readonly isClean: boolean
  /** True if it may leave something that no reset undoes. The session must end with it. */
  readonly isLasting: boolean
  /** The names in the text. */
  readonly words: ReadonlySet<string>
  /** Creates the error for running it outside a transaction; undefined if it may run there. */
  readonly refusal: (() => SoukError) | undefined
  /** The same in a transaction. */
  readonly refusalWithin: (() => SoukError) | undefined
}

type Refusals = Partial<Pick<SessionEffect, 'refusal' | 'refusalWithin'>>

function refuse(problem: string): () => InvalidInputError {
  return () => new InvalidInputError('query', problem)
}

const begins: Refusals = {
  refusal: refuse('begins a transaction: use db.transaction'),
  refusalWithin: refuse('begins a transaction in a transaction: use tx.transaction, which is a savepoint'),
}
const ends: Refusals = {
  refusal: refuse('ends a transaction, and there is none: use db.transaction'),
  refusalWithin: endsTransaction,
}
const savepoint: Refusals = {
  refusal: refuse('is about a savepoint, and there is no transaction: use db.transaction'),
  refusalWithin: refuse('is about a savepoint: use tx.transaction, which is one'),
}
const listens = refuse('LISTEN and UNLISTEN are for a connection that is kept: use db.listen')
const copies = refuse('COPY … FROM STDIN is no query: use copyIn')
const settings = refuse(
  'changes the settings of a connection that is not kept: use SET LOCAL, or set_config(…, true), in db.transaction',
)
const kept = refuse('is of use only on a connection that is kept: use db.transaction')

/** By the words that a statement begins with; the longest entry decides. */
const refusals: Readonly<Record<string, Refusals>> = {
  begin: begins,
  start: begins,
  commit: ends,
  end: ends,
  abort: ends,
  rollback: ends,
  'rollback to': savepoint,
  'rollback transaction to': savepoint,
  'rollback work to': savepoint,
  'commit prepared': {},
  'rollback prepared': {},
  savepoint,
  release: savepoint,
  'prepare transaction': ends,
  listen: { refusal: listens, refusalWithin: listens },
  unlisten: { refusal: listens, refusalWithin: listens },
  set: { refusal: settings },
  reset: { refusal: settings },
  ...Object.fromEntries(
    [
      'discard',
      'prepare',
      'deallocate',
      'execute',
      'declare',
      'fetch',
      'move',
      'close',
      'load',
      'lock',
      'create temp',
      'create temporary',
      'create local',
      'create global',
    ].map((words) => [words, { refusal: kept }]),
  ),
}

/** Statements that read and change rows, or say how they would. */
const ordinary: ReadonlySet<string> = new Set([
  'select',
  'insert',
  'update',
  'delete',
  'merge',
  'values',
  'table',
  'with',
  'explain',
  'show',
])

/** Effects that end with the transaction, or are settled by its commit. */
const passing: ReadonlySet<string> = new Set([
  'lock',
  'notify',
  'set local',
  'set constraints',
  'set transaction',
])

/** State that a reset leaves as it is: prepared statements by name, libraries, the seed of `random()`, connections of dblink. */
const lastingStatements: ReadonlySet<string> = new Set(['prepare', 'deallocate', 'discard', 'load'])
const lastingFunctions = /^(setseed|dblink.*|pg_replication_origin_.*)$/

/** Statements that EXPLAIN ANALYZE runs, and that make or open something. */
const explained = ['create', 'execute', 'declare'] as const

/** Reads a statement's text for what it may leave behind in its session. */
export function sessionEffect(text: string): SessionEffect {
  const tokens = sqlTokens(text)
  const words = new Set(tokens.flatMap((token) => (isName(token) ? [token.text] : [])))
  const first = tokens.filter(({ text }) => text !== '(').slice(0, 3)
  const beginnings = [3, 2, 1].map((count) =>
    first
      .slice(0, count)
      .map(({ text }) => text)
      .join(' '),
  )
  const start = beginnings.at(-1) ?? ''
  const refused = isCopyIn(tokens)
    ? { refusal: copies, refusalWithin: copies }
    : refusals[beginnings.find((beginning) => Object.hasOwn(refusals, beginning)) ?? '']
  return {
    isClean:
      beginnings.some((beginning) => passing.has(beginning)) ||
      (ordinary.has(start) &&
        leavesNothing(tokens) &&
        !(start === 'explain' && explained.some((word) => words.has(word)))),
    isLasting: lastingStatements.has(start) || [...words].some((word) => lastingFunctions.test(word)),
    words,
    refusal: refused?.refusal,
    refusalWithin: refused?.refusalWithin,
  }
}

function isName({ kind }: SqlToken): boolean {
  return kind === 'word' || kind === 'quoted'
}

function isCopyIn(tokens: readonly SqlToken[]): boolean {
  return (
    tokens[0]?.text === 'copy' &&
    tokens.some(({ text }, index) => text === 'from' && tokens[index + 1]?.text === 'stdin')
  )
}

/** True if a statement that reads or changes rows calls only functions that are known, and makes no table. */
function leavesNothing(tokens: readonly SqlToken[]): boolean {
  return tokens.every((token, index) => {
    if (token.kind === 'quoted' && token.text === '') return false
    if (token.text === 'into' && token.kind === 'word') return isOneOf(tokens[index - 1], 'insert', 'merge')
    return !isName(token) || tokens[index + 1]?.text !== '(' || isHarmlessCall(tokens, index)
  })
}

/** True if a name before a parenthesis calls nothing, or a function that leaves nothing behind. */
function isHarmlessCall(tokens: readonly SqlToken[], index: number): boolean {
  const { kind, text } = tokens[index] ?? { kind: 'other', text: '' }
  let before = index - 1
  const isQualified = tokens[before]?.text === '.'
  const schema = isQualified ? tokens[before - 1]?.text : undefined
  if (isQualified) before -= 2
  // `insert into users (…)`, `… as points (x, y)`, `with near (id) as …`
  if (isOneOf(tokens[before], 'into', 'as', 'with', 'recursive')) return true
  if (kind === 'quoted' || (isQualified && schema !== 'pg_catalog')) return false
  if (text === 'set_config') return isLocal(tokens, index + 1)
  return harmlessNames.has(text) || text.startsWith('st_')
}

function isOneOf(token: SqlToken | undefined, ...words: readonly string[]): boolean {
  return token?.kind === 'word' && words.includes(token.text)
}

/** True if the last argument of a call is `true`: of set_config, that it ends with the transaction. */
function isLocal(tokens: readonly SqlToken[], open: number): boolean {
  let depth = 0
  for (let index = open; index < tokens.length; index++) {
    const { text } = tokens[index] ?? { text: '' }
    if (text === '(') depth++
    if (text === ')' && --depth === 0) {
      return isOneOf(tokens[index - 1], 'true') && tokens[index - 2]?.text === ','
    }
  }
  return false
}
