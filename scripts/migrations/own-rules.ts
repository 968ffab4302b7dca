import type { Node } from 'libpg-query'
import { wordsOf } from '../../src/generate/read/tree-names.js'
import { visitNodes } from '../../src/generate/read/visit.js'
import { findingAt, type MigrationFinding } from './finding.js'
import type { ParsedMigration } from './parse-migration.js'

/** Something that a migration has to keep to, which squawk does not know. */
export interface MigrationRule {
  readonly name: string
  /** Why, in one sentence. */
  readonly why: string
  readonly find: (migration: ParsedMigration) => readonly MigrationFinding[]
}

const lockTimeout: MigrationRule = {
  name: 'lock-timeout',
  why: 'a migration that waits for a lock holds up everybody who comes after it, so the wait needs a bound from the start',
  find({ file, statements, inTransaction }) {
    const [first] = statements
    // Outside a transaction there is one statement, and nothing to set.
    if (first === undefined || !inTransaction || setsLockTimeout(first.node)) return []
    return [
      findingAt(file, first.offset, {
        rule: 'lock-timeout',
        message: `the first statement does not set lock_timeout: ${lockTimeout.why}`,
        hint: "begin with: set local lock_timeout = '3s';",
      }),
    ]
  },
}

function setsLockTimeout(node: Node): boolean {
  if (!('VariableSetStmt' in node)) return false
  const { kind, name, is_local } = node.VariableSetStmt
  return kind === 'VAR_SET_VALUE' && name === 'lock_timeout' && is_local === true
}

const aloneOutsideTransaction: MigrationRule = {
  name: 'concurrent-alone',
  why: 'what runs outside a transaction stays half done when it fails, so it is one statement in a file of its own',
  find({ file, statements, inTransaction }) {
    const concurrent = statements.filter(({ node }) => isConcurrent(node))
    if (!inTransaction && statements.length > 1) {
      const second = statements[1]?.offset ?? 0
      return [
        findingAt(file, second, {
          rule: 'concurrent-alone',
          message: `this file runs outside a transaction and has ${statements.length} statements: ${aloneOutsideTransaction.why}`,
          hint: 'put each statement into a file of its own',
        }),
      ]
    }
    if (!inTransaction) return []
    return concurrent.map(({ offset }) =>
      findingAt(file, offset, {
        rule: 'concurrent-alone',
        message: `concurrently does not go in a transaction: ${aloneOutsideTransaction.why}`,
        hint: 'put it alone into a file that begins with: -- postgres-migrations disable-transaction',
      }),
    )
  },
}

function isConcurrent(node: Node): boolean {
  if ('IndexStmt' in node) return node.IndexStmt.concurrent === true
  if ('DropStmt' in node) return node.DropStmt.concurrent === true
  if (!('ReindexStmt' in node)) return false
  return (node.ReindexStmt.params ?? []).some(
    (option) => 'DefElem' in option && option.DefElem.defname === 'concurrently',
  )
}

const functionSearchPath: MigrationRule = {
  name: 'function-search-path',
  why: 'a body that is parsed when it is called finds whatever the search_path of its caller names',
  find: ({ file, statements }) =>
    statements.flatMap(({ node, offset }) => {
      if (!('CreateFunctionStmt' in node)) return []
      const { options = [], sql_body, funcname } = node.CreateFunctionStmt
      if (sql_body !== undefined || options.some(setsSearchPath)) return []
      return [
        findingAt(file, offset, {
          rule: 'function-search-path',
          message: `${wordsOf(funcname).join('.')} has no search_path of its own: ${functionSearchPath.why}`,
          hint: "add set search_path = '' and qualify what it names, or write the body as SQL: return …, begin atomic …",
        }),
      ]
    }),
}

function setsSearchPath(option: Node): boolean {
  if (!('DefElem' in option) || option.DefElem.defname !== 'set') return false
  const { arg } = option.DefElem
  return arg !== undefined && 'VariableSetStmt' in arg && arg.VariableSetStmt.name === 'search_path'
}

const constraintKinds: Readonly<Record<string, string>> = {
  CONSTR_PRIMARY: 'primary key',
  CONSTR_UNIQUE: 'unique constraint',
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'foreign key',
  CONSTR_EXCLUSION: 'exclusion constraint',
}

const named: MigrationRule = {
  name: 'named',
  why: 'errors are mapped by the name of the constraint, and a name that the server makes up is nobody’s decision',
  find({ file, statements, offsetOf }) {
    const findings: MigrationFinding[] = []
    const report = (offset: number, what: string, hint: string) =>
      findings.push(
        findingAt(file, offset, { rule: 'named', message: `this ${what} has no name: ${named.why}`, hint }),
      )
    for (const { node: statement, offset } of statements) {
      visitNodes(statement, (node) => {
        if ('Constraint' in node) {
          const { contype = '', conname, location = 0 } = node.Constraint
          const kind = constraintKinds[contype]
          if (kind !== undefined && conname === undefined) {
            report(
              offsetOf(location),
              kind,
              'write constraint ck_<table>_<rule> … (fk_…, <table>_pkey, <table>_<column>_key)',
            )
          }
        }
        if ('IndexStmt' in node && node.IndexStmt.idxname === undefined) {
          report(offset, 'index', 'write create index ix_<table>_<columns> on … (idx_… for GiST)')
        }
        return true
      })
    }
    return findings
  },
}

/** Every rule of our own that looks at one migration at a time. */
export const ownRules: readonly MigrationRule[] = [
  aloneOutsideTransaction,
  functionSearchPath,
  lockTimeout,
  named,
]
