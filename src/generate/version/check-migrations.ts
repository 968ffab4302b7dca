import type { ClientBase } from 'pg'
import { parsePlPgSQLSync, parseSync, type Node, type RawStmt } from 'libpg-query'
import type { GenerationMistake } from '../../errors.js'
import { eachOnce, mistakeAt } from '../read/mistake.js'
import type { SourceFile } from '../read/source-file.js'
import { offsetsOf } from '../read/statement-tree.js'
import { visit } from '../read/visit.js'
import { functionMessage, hintFor } from './check-query-version.js'
import { findCalls, findSyntax, type FoundCall, type FoundSyntax } from './find-novelties.js'
import type { NewerFunctions } from './newer-functions.js'

interface Findings {
  readonly syntax: readonly FoundSyntax[]
  readonly calls: readonly FoundCall[]
}

/**
 * Finds what a service's migrations use that the declared versions lack.
 *
 * The server has run them already, and does not say which functions it found. A call is refused if production has no
 * function of its name and number of arguments. If it may mean either, the stored expressions of the schema decide:
 * defaults, checks, indexes, views.
 */
export async function checkMigrations(
  client: ClientBase,
  newer: NewerFunctions,
  files: readonly SourceFile[],
): Promise<readonly GenerationMistake[]> {
  const stored = new StoredCalls(client)
  const mistakes: GenerationMistake[] = []
  for (const file of files) {
    const { syntax, calls } = findingsOf(file.text, newer)
    for (const { place, message, hint } of syntax) {
      mistakes.push(mistakeAt(file, place, { rule: 'version', message, hint: hint ?? undefined }))
    }
    for (const call of calls) {
      const { newer: candidates, isOpen } = newer.candidates(call)
      const used = isOpen ? await stored.find(candidates) : candidates[0]
      if (used === undefined) continue
      mistakes.push(
        mistakeAt(file, call.place, {
          rule: 'version',
          message: functionMessage(used, newer),
          hint: hintFor(used),
        }),
      )
    }
  }
  // PL/pgSQL does not say which of a body's calls was meant: one mistake for all of them.
  return eachOnce(mistakes)
}

function findingsOf(text: string, newer: NewerFunctions): Findings {
  const tree = parsed(text)
  const toTextOffset = offsetsOf(text)
  const statements = tree.map((statement) => {
    const start = toTextOffset(statement.stmt_location ?? 0)
    const space = /^(?:\s|--.*|\/\*[^]*?\*\/)*/.exec(text.slice(start))?.[0].length ?? 0
    return { tree: statement, text, toTextOffset, start: start + space }
  })
  const bodies = bodiesIn(tree, text, toTextOffset).map((body) => findingsInBody(body, newer))
  return {
    syntax: [
      ...statements.flatMap((statement) => findSyntax(statement, newer.target.postgres)),
      ...bodies.flatMap(({ syntax }) => syntax),
    ],
    calls: [
      ...statements.flatMap(findCalls).filter(({ name }) => newer.has(name)),
      ...bodies.flatMap(({ calls }) => calls),
    ],
  }
}

/** Parses statements; none if this parser rejects them, although the server has run them. */
function parsed(text: string): readonly RawStmt[] {
  try {
    return parseSync(text).stmts ?? []
  } catch {
    return []
  }
}

/** The body of a function, or of a `do`. */
interface Body {
  readonly body: string
  readonly start: number
  readonly language: string
  /** The whole statement. */
  readonly statement: string
}

/** Lists the bodies of functions and of `do` that are strings. */
function bodiesIn(
  tree: readonly RawStmt[],
  text: string,
  toTextOffset: (location: number) => number,
): readonly Body[] {
  return tree.flatMap(({ stmt: node, stmt_location: from = 0, stmt_len: length }) => {
    if (node === undefined) return []
    const options =
      'CreateFunctionStmt' in node
        ? node.CreateFunctionStmt.options
        : 'DoStmt' in node
          ? node.DoStmt.args
          : undefined
    const elements = (options ?? []).flatMap((option) => ('DefElem' in option ? [option.DefElem] : []))
    const as = elements.find(({ defname }) => defname === 'as')
    const [body] = stringsIn(as?.arg)
    if (as === undefined || body === undefined) return []
    const [language = 'plpgsql'] = stringsIn(elements.find(({ defname }) => defname === 'language')?.arg)
    const place = toTextOffset(as.location ?? 0)
    const found = text.indexOf(body, place)
    const end = length === undefined ? text.length : toTextOffset(from + length)
    const statement = text.slice(toTextOffset(from), end)
    return [{ body, start: found < 0 ? place : found, language, statement }]
  })
}

function stringsIn(node: Node | undefined): readonly string[] {
  const strings: string[] = []
  visit(node, (inner) => {
    if ('String' in inner) strings.push(inner.String.sval ?? '')
  })
  return strings
}

/** PL/pgSQL's parser does not say where an expression stands, so that a name is looked for in the body. */
function findingsInBody({ body, start, language, statement }: Body, newer: NewerFunctions): Findings {
  const texts = language === 'sql' ? [body] : language === 'plpgsql' ? expressionsIn(statement) : []
  const inner = { tree: texts.flatMap(parsed), text: '', toTextOffset: () => start, start }
  const placeOf = (name: string) => start + Math.max(0, body.search(new RegExp(`\\b${name}\\s*\\(`, 'i')))
  return {
    syntax: findSyntax(inner, newer.target.postgres),
    calls: findCalls(inner)
      .filter(({ name }) => newer.has(name))
      .map((call) => ({ ...call, place: placeOf(call.name) })),
  }
}

/** The modes in which PL/pgSQL parses a piece of text: a statement, an expression, an assignment. */
const statementMode = 0
const expressionMode = 2

function expressionsIn(statement: string): readonly string[] {
  const texts: string[] = []
  try {
    visit(parsePlPgSQLSync(statement), (node) => {
      if (!('PLpgSQL_expr' in node)) return
      const { query, parseMode = statementMode } = node.PLpgSQL_expr as {
        readonly query: string
        readonly parseMode?: number
      }
      if (parseMode === statementMode) texts.push(query)
      else if (parseMode === expressionMode) texts.push(`select ${query}`)
      else texts.push(`select ${query.replace(/^[^=]*?:?=/, '')}`)
    })
  } catch {
    // A body that only this parser rejects. The server checks it when it runs.
  }
  return texts
}

/** The functions that the stored expressions of the schema call. */
class StoredCalls {
  readonly #client: ClientBase
  #oids: Promise<ReadonlySet<number>> | null = null

  constructor(client: ClientBase) {
    this.#client = client
  }

  async find<T extends { readonly oid: number }>(functions: readonly T[]): Promise<T | undefined> {
    if (functions.length === 0) return undefined
    this.#oids ??= this.#read()
    const oids = await this.#oids
    return functions.find(({ oid }) => oids.has(oid))
  }

  async #read(): Promise<ReadonlySet<number>> {
    const { rows } = await this.#client.query<{ oid: number }>(storedCalls)
    return new Set(rows.map(({ oid }) => oid))
  }
}

const storedCalls = `
select distinct called[1]::int as oid
from (
  select adbin::text from pg_catalog.pg_attrdef
  union all
  select conbin::text from pg_catalog.pg_constraint where oid >= 16384
  union all
  select concat(indexprs::text, indpred::text) from pg_catalog.pg_index where indexrelid >= 16384
  union all
  select ev_action::text from pg_catalog.pg_rewrite where oid >= 16384
  union all
  select prosqlbody::text from pg_catalog.pg_proc where oid >= 16384
  union all
  select concat(polqual::text, polwithcheck::text) from pg_catalog.pg_policy
  union all
  select tgqual::text from pg_catalog.pg_trigger
) stored (tree),
  regexp_matches(stored.tree, ':(?:funcid|aggfnoid|winfnoid) (\\d+) ', 'g') as called`
