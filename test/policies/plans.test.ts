import { beforeEach, expect, it } from 'vitest'
import type { Client } from 'pg'
import * as invariants from '../../generated/invariants.queries.js'
import { queries } from '../../generated/queries.js'
import { textsOf } from '../../src/engine/statement/texts.js'
import { applyPolicies, removePolicies } from '../../src/policies/apply-policies.js'
import { privateTables } from '../../src/policies/private-tables.js'
import { openMarket } from '../setup/market/open-market.js'
import { openClient } from '../setup/migrate/open-client.js'
import { plainRole } from '../setup/policies/plain-role.js'
import { nodesOf, type PlanNode } from '../../scripts/plans/plan-node.js'

const { test } = await openMarket()

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one role, which owns all')
})

const byTrusted = 'a trusted role runs it, without policies'

/** The queries that search an index by less under policies, and the reason for which that is borne. */
const less: Readonly<Record<string, string>> = {
  consumeCode: byTrusted,
  findPaymentByIntent: byTrusted,
  listExpiredPayments: byTrusted,
  recordPaymentFact: byTrusted,
}

/** The queries that a backup is checked with. */
const ofBackups: ReadonlySet<unknown> = new Set(Object.values(invariants))

const isPrivate = new RegExp(`\\b(${privateTables.map(({ name }) => name).join('|')})\\b`)

/** The conditions by which each index of a private table is searched. */
async function searchesOf(client: Client, text: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }] }>(
    `explain (generic_plan, format json, costs off) ${text}`,
  )
  const plan = rows[0]?.['QUERY PLAN'][0].Plan
  if (plan === undefined) throw new Error('the server gave no plan')
  return nodesOf(plan).flatMap((node) => {
    const { 'Index Name': index, 'Index Cond': condition = '' } = node
    if (index === undefined) return []
    return condition === '' ? [index] : condition.split(' AND ').map((part) => `${index} ${bare(part)}`)
  })
}

/** A condition without its parentheses, casts and the numbers of parts of the plan. */
function bare(condition: string): string {
  return condition
    .replaceAll(/[()]|::[a-z_ ]+(\[\])?/g, '')
    .replaceAll(/InitPlan \d+(\.col1)?|\$\d+/g, '?')
    .trim()
}

it('no query on private tables but those named is served less by an index under the policies', async (context) => {
  const { url } = await plainRole(test)
  await using owner = await openClient(test.directUrl)
  const { rows } = await owner.query<{ readonly version: number }>(
    `select current_setting('server_version_num')::int / 10000 as version`,
  )
  if ((rows[0]?.version ?? 0) < 16) context.skip('the server cannot plan for all values before 16')
  await using plain = await openClient(url)
  // Of empty tables the planner takes the indexes that could serve, if it may not read all.
  for (const client of [owner, plain]) {
    await client.query('set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off')
  }
  const texts = queries.flatMap((query) =>
    textsOf(query).flatMap(({ text }) =>
      isPrivate.test(text) && !ofBackups.has(query) ? [{ name: query.metadata?.name ?? '', text }] : [],
    ),
  )
  expect(texts.length).toBeGreaterThan(100)
  const planned = async (client: Client) => {
    const plans: (readonly string[])[] = []
    for (const { text } of texts) plans.push(await searchesOf(client, text))
    return plans
  }
  await removePolicies(owner)
  const before = await planned(plain)
  await applyPolicies(owner)
  await plain.query(`select set_config('souk.user_id', '019a0000-0000-7000-8000-000000000001', false)`)
  const after = await planned(plain)
  const lost = texts.flatMap(({ name }, nth) => {
    const isLess = (before[nth] ?? []).some((search) => !(after[nth] ?? []).includes(search))
    return isLess ? [name] : []
  })
  expect([...new Set(lost)].sort()).toEqual(Object.keys(less))
})
