import { harmlessNames, packageFunctions } from './known-functions.js'
import { sqlTokens, type SqlToken } from './sql-tokens.js'

/** A function of a database that is neither PostgreSQL's, nor an extension's, nor this package's. */
export interface OwnFunction {
  readonly name: string
  /** Its body, where that can be read and something runs it without naming it. */
  readonly body: string | null
  /** The relations on which a statement may run it without naming it; `*` for any. */
  readonly relations: readonly string[]
}

/** Objects below 16384 came with PostgreSQL. Languages 12, 13 and 14 are internal, C and SQL. */
const isOwn = `pg_proc.oid >= 16384
  and not (pronamespace = to_regnamespace('public')
    and proname in (${packageFunctions.map((name) => `'${name}'`).join(', ')}))
  and not exists (
    select from pg_catalog.pg_depend join pg_catalog.pg_extension on pg_extension.oid = refobjid
    where classid = 'pg_catalog.pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e'
      and refclassid = 'pg_catalog.pg_extension'::regclass
      and (extname like 'postgis%' or (prolang in (12, 13, 14) and extname <> 'dblink'))
  )`

/** Returns the names of a database's own functions, and whether anything runs one of them without naming it. */
export const ownFunctionsSql = `
select jsonb_build_object('own', coalesce(jsonb_agg(distinct proname), '[]'), 'hasCallers', coalesce(bool_or(exists (
  select from pg_catalog.pg_depend
  where refclassid = 'pg_catalog.pg_proc'::regclass and refobjid = pg_proc.oid
    and classid <> 'pg_catalog.pg_proc'::regclass
)), false))
from pg_catalog.pg_proc where ${isOwn}`

/**
 * Returns each of those functions with what runs it: a trigger, a policy, a rule, a default, a check, an index, a generated
 * column; by the view of such a table, by its partitions, and by what a foreign key does to it. An operator, a cast, a
 * domain or a type stands for every relation.
 */
export const ownCodeSql = `
with recursive own as (
  select pg_proc.oid, proname, case when lanname in ('sql', 'plpgsql') and prosqlbody is null then prosrc end as body
  from pg_catalog.pg_proc join pg_catalog.pg_language on pg_language.oid = prolang
  where ${isOwn}
), caller as (
  select own.oid, tgrelid as relation from own join pg_catalog.pg_trigger on tgfoid = own.oid
  union
  select own.oid, coalesce(ev_class, polrelid, adrelid, nullif(conrelid, 0), indrelid, 0)
  from own
  join pg_catalog.pg_depend on refclassid = 'pg_catalog.pg_proc'::regclass and refobjid = own.oid
    and classid <> 'pg_catalog.pg_trigger'::regclass and classid <> 'pg_catalog.pg_proc'::regclass
  left join pg_catalog.pg_rewrite
    on classid = 'pg_catalog.pg_rewrite'::regclass and pg_rewrite.oid = objid
  left join pg_catalog.pg_policy on classid = 'pg_catalog.pg_policy'::regclass and pg_policy.oid = objid
  left join pg_catalog.pg_attrdef on classid = 'pg_catalog.pg_attrdef'::regclass and pg_attrdef.oid = objid
  left join pg_catalog.pg_constraint
    on classid = 'pg_catalog.pg_constraint'::regclass and pg_constraint.oid = objid
  left join pg_catalog.pg_index on classid = 'pg_catalog.pg_class'::regclass and indexrelid = objid
), passed_on (source, relation) as (
  select conrelid, confrelid from pg_catalog.pg_constraint where contype = 'f'
  union all
  select inhrelid, inhparent from pg_catalog.pg_inherits
  union all
  select refobjid, ev_class from pg_catalog.pg_rewrite
  join pg_catalog.pg_depend on classid = 'pg_catalog.pg_rewrite'::regclass and objid = pg_rewrite.oid
    and refclassid = 'pg_catalog.pg_class'::regclass
  where pg_rewrite.oid >= 16384
), reached as (
  select oid, relation from caller
  union
  select reached.oid, passed_on.relation from reached join passed_on on passed_on.source = reached.relation
)
select jsonb_build_object('functions', coalesce(jsonb_agg(jsonb_build_object(
  'name', proname,
  'body', case when exists (select from caller where caller.oid = own.oid) then body end,
  'relations', (
    select coalesce(jsonb_agg(case relation when 0 then '*' else relname::text end), '[]')
    from reached left join pg_catalog.pg_class on pg_class.oid = relation where reached.oid = own.oid
  )
)), '[]'))
from own`

/** Words of PL/pgSQL and SQL that change a session, or run what cannot be read here. */
const effects: ReadonlySet<string> = new Set(
  'call close copy create deallocate declare discard do execute hold listen load prepare reset set_config unlisten'.split(
    ' ',
  ),
)

/** Behind these a statement begins, so that SET is the command and not the clause of an UPDATE. */
const statementStarts: ReadonlySet<string> = new Set([';', 'begin', 'then', 'else', 'loop', '>'])

/** Words before a parenthesis that only PL/pgSQL knows. */
const controlWords: ReadonlySet<string> = new Set([
  'if',
  'elsif',
  'elseif',
  'return',
  'perform',
  'assert',
  'raise',
])

/** True if a function's body can be read, and leaves nothing behind in the session. */
function isHarmlessBody(body: string): boolean {
  const tokens = sqlTokens(body)
  return tokens.every((token, index) => {
    if (token.kind === 'other' || token.kind === 'literal') return true
    if (token.kind === 'quoted') return token.text !== '' && tokens[index + 1]?.text !== '('
    const isDeclare = token.text === 'declare' && isStatementStart(tokens, index)
    if (effects.has(token.text) && !isDeclare) return false
    if (token.text === 'set' && isStatementStart(tokens, index)) return false
    return tokens[index + 1]?.text !== '(' || isHarmlessName(tokens, index)
  })
}

function isStatementStart(tokens: readonly SqlToken[], index: number): boolean {
  const before = tokens[index - 1]
  return before === undefined || statementStarts.has(before.text)
}

function isHarmlessName(tokens: readonly SqlToken[], index: number): boolean {
  const name = tokens[index]?.text ?? ''
  const before = tokens[index - 1]?.text ?? ''
  if (before === '.') return tokens[index - 2]?.text === 'pg_catalog' && harmlessNames.has(name)
  return before === 'into' || controlWords.has(name) || harmlessNames.has(name) || name.startsWith('st_')
}

/** The tables that a trigger of this package's on a table reads or writes besides. */
const packageReach: readonly (readonly [table: string, reached: string])[] = [
  ['products', 'offers'],
  ['products', 'transactions'],
]

/**
 * The names in a statement's text behind which a database's own functions may run, which may do anything to a session;
 * null if any statement may run one.
 */
export function hauntedNames(functions: readonly OwnFunction[]): ReadonlySet<string> | null {
  const names = new Set<string>()
  const harmless: { readonly words: readonly string[]; readonly relations: readonly string[] }[] =
    packageReach.map(([table, reached]) => ({ words: [reached], relations: [table] }))
  for (const { name, body, relations } of functions) {
    names.add(name)
    if (body !== null && isHarmlessBody(body)) {
      harmless.push({ words: sqlTokens(body).map(({ text }) => text), relations })
    } else for (const relation of relations) names.add(relation)
  }
  // A function that is harmless itself may write to a table that is not.
  for (let size = -1; size !== names.size;) {
    size = names.size
    for (const { words, relations } of harmless) {
      if (words.some((word) => names.has(word))) for (const relation of relations) names.add(relation)
    }
  }
  return names.has('*') ? null : names
}
