import type { ExaminedDatabase } from '../examined-database.js'
import type { FindingOfRule } from '../finding.js'
import { indexCandidates, type FilteredColumn, type IndexCandidate } from '../index-candidates.js'
import type { Rule } from '../rule.js'
import { nameOf, slowStatements, type SlowStatement } from '../slow-statements.js'
import { explain, prepareAndExplain, type NamedStatement } from '../statement-names.js'
import { count } from '../wording.js'

/** A node of a plan in JSON, as far as it is read here. */
interface PlanNode {
  readonly 'Node Type': string
  readonly 'Total Cost': number
  readonly 'Relation Name'?: string
  readonly Schema?: string
  readonly Alias?: string
  readonly Filter?: string
  readonly Plans?: readonly PlanNode[]
}

/** A table that a statement reads whole for the rows that pass a filter. */
interface WholeRead {
  readonly schema: string
  readonly table: string
  readonly alias: string
  readonly filter: string
}

interface Table {
  /** Its name alone, quoted by the server. */
  readonly name: string
  /** Its name with its schema: the temporary table hides it under the name alone. */
  readonly qualified: string
  /** Its name for people, with the schema if need be. */
  readonly shown: string
  readonly rows: number
  readonly columns: readonly FilteredColumn[]
}

/** The best index of a trial. */
interface Better {
  readonly candidate: IndexCandidate
  readonly cost: number
  readonly costBefore: number
}

/** The share of the cost that an index must save. */
const leastSaving = 0.5

function planIn(rows: readonly unknown[] | null | undefined): PlanNode | null {
  const [document] = (rows ?? []) as readonly (readonly { readonly Plan: PlanNode }[])[]
  return document?.[0]?.Plan ?? null
}

function wholeReads(node: PlanNode): readonly WholeRead[] {
  const { Plans = [], Filter: filter, Schema: schema, Alias: alias } = node
  const table = node['Relation Name']
  const isWhole = node['Node Type'] === 'Seq Scan' && filter !== undefined
  const own =
    isWhole && schema !== undefined && table !== undefined && alias !== undefined
      ? [{ schema, table, alias, filter }]
      : []
  return [...own, ...Plans.flatMap(wholeReads)]
}

async function tableOf(database: ExaminedDatabase, { schema, table }: WholeRead): Promise<Table | undefined> {
  const [found] = await database.rows<Table>(
    `
      select
        quote_ident(pg_class.relname) as "name",
        format('%I.%I', $1::text, pg_class.relname) as "qualified",
        pg_class.oid::regclass::text as "shown",
        pg_class.reltuples::float8 as "rows",
        (
          select json_agg(json_build_object('column', quote_ident(pg_attribute.attname), 'type', pg_type.typname))
          from pg_catalog.pg_attribute
          join pg_catalog.pg_type on pg_type.oid = pg_attribute.atttypid
          where pg_attribute.attrelid = pg_class.oid
            and pg_attribute.attnum > 0
            and not pg_attribute.attisdropped
        ) as "columns"
      from pg_catalog.pg_class
      where pg_class.relnamespace::regnamespace::text = quote_ident($1)
        and pg_class.relname = $2
        and pg_class.relkind = 'r'`,
    [schema, table],
  )
  return found
}

/** Writes the index of a candidate. An operator class that the server lacks must not end the trial. */
function createIndex(name: string, { method, columns }: IndexCandidate, index: number): string {
  return `do $try$ begin
    create index souk_doctor_${index} on pg_temp.${name} using ${method} (${columns.join(', ')});
    analyze pg_temp.${name};
  exception when others then null;
  end $try$`
}

/**
 * Makes a temporary table of a sample under the name of the table, so that the statement finds it first, and compares the
 * plans with each index. All of it is undone.
 */
async function tryIndexes(
  database: ExaminedDatabase,
  statement: NamedStatement,
  { name, qualified, rows }: Table,
  candidates: readonly IndexCandidate[],
): Promise<Better | null> {
  const percentage = Math.min(100, (100 * database.limits.sampledRows) / Math.max(rows, 1))
  const { prepare, execute, deallocate } = prepareAndExplain(statement, 'format json')
  const results = await database.apart(
    [
      `create temporary table ${name} (like ${qualified} including indexes) on commit drop`,
      `insert into pg_temp.${name} select * from ${qualified} tablesample system (${percentage})`,
      `analyze pg_temp.${name}`,
      prepare,
      execute,
      ...candidates.flatMap((candidate, index) => [
        createIndex(name, candidate, index),
        execute,
        `drop index if exists pg_temp.souk_doctor_${index}`,
      ]),
      deallocate,
    ].join(';\n'),
  )
  const explained = results
    .map((found) => planIn(found.map((row) => (row as { readonly 'QUERY PLAN'?: unknown })['QUERY PLAN'])))
    .filter((plan) => plan !== null)
  const [before, ...after] = explained
  if (before === undefined) return null
  const costBefore = before['Total Cost']
  return candidates.reduce<Better | null>((best, candidate, index) => {
    const plan = after[index]
    if (plan === undefined || !JSON.stringify(plan).includes(`souk_doctor_${index}"`)) return best
    const cost = plan['Total Cost']
    return cost <= leastSaving * costBefore && cost < (best?.cost ?? Infinity)
      ? { candidate, cost, costBefore }
      : best
  }, null)
}

async function findingsFor(
  database: ExaminedDatabase,
  statement: SlowStatement,
): Promise<readonly FindingOfRule[]> {
  const [query] = statement.queries
  if (query === undefined) return []
  const plan = planIn(await explain(database, query, 'format json, verbose'))
  const findings: FindingOfRule[] = []
  for (const read of plan === null ? [] : wholeReads(plan)) {
    const table = await tableOf(database, read)
    if (table === undefined) continue
    const candidates = indexCandidates(read.filter, read.alias, table.columns)
    const better = candidates.length === 0 ? null : await tryIndexes(database, query, table, candidates)
    if (better === null) continue
    const { candidate, cost, costBefore } = better
    const sampled = Math.min(table.rows, database.limits.sampledRows)
    findings.push({
      level: 'warning',
      object: table.shown,
      reason:
        `${nameOf(statement)} reads all of it; among some ${count(sampled)} of its rows, ` +
        `an index lowers the cost that the planner expects from ${count(costBefore)} to ${count(cost)}`,
      remedy: `create index concurrently on ${table.shown} using ${candidate.method} (${candidate.columns.join(', ')});`,
    })
  }
  return findings
}

/** Indexes that slow statements lack, tried on a sample of the table: the server cannot imagine GiST and SP-GiST ones. */
export const missingIndex: Rule = {
  name: 'missing-index',
  about: 'an index that a slow statement lacks (with --try-indexes)',
  makesTables: true,
  async find(database) {
    if (!database.triesIndexes || database.isStandby) return []
    const findings: FindingOfRule[] = []
    for (const statement of await slowStatements(database)) {
      const found = await findingsFor(database, statement)
      findings.push(...found.filter(({ remedy }) => !findings.some((one) => one.remedy === remedy)))
    }
    return findings
  },
}
