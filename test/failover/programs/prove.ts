/**
 * Proves what a service sees of a cluster that loses its leader: ten callers write and read in sessions while the lead is handed
 * over, and while the leader is killed and comes back. scripts/servers/prove-failover.sh starts the cluster for it.
 *
 * It fails if an acknowledged write is missing, a write is there twice, or one is there that was not run; if a session misses its own
 * write or goes back; if an error is none of a lost or missing server; if two servers take writes in turn; or if writes by the hosts
 * in the url hang after a node leads and a plain client can write there. When they begin is printed, and docs/scale.md says what it was.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createDatabase } from '../../../src/database.js'
import { withAdmin } from '../../../src/testing/admin-connection.js'
import { Caller, indexSql, tableSql, type Way } from '../caller.js'
import { Cluster, eventually, LeaderWatch, type ClusterNode } from '../cluster.js'

/**
 * The time that writes may take to begin again, in milliseconds, from the moment at which a node leads, and beyond that of a client that
 * knows this node and opens a connection to it at that moment. Wide, for a machine that does much else: what hangs takes longer still.
 */
const limits: Readonly<Record<Way, number>> = { hosts: 4_000, pooler: 10_000 }
const wrong: string[] = []
const cluster = new Cluster()
const leaders: ClusterNode[] = [await cluster.well()]
await withAdmin(leader().url, async (client) => {
  await client.query(tableSql)
  await client.query(indexSql)
})

const replicas = cluster.nodes.map(({ url }) => url)
const databases = {
  hosts: createDatabase({ url: cluster.hostsUrl, replicas }),
  pooler: createDatabase({ url: cluster.poolerUrl, replicas }),
}
const callers = Array.from({ length: 10 }, (_, n) => new Caller(n + 1, n < 6 ? 'hosts' : 'pooler', databases))
const watch = new LeaderWatch(cluster.nodes)
const calling = callers.map((caller) => caller.run())
await sleep(1_500)

await promotion('switchover', () => cluster.switchOver(leader()))
await cluster.well()
const lost = await promotion('leader killed', () => cluster.kill(leader()))
await cluster.revive(lost)
const revivedAt = performance.now()
await cluster.well()
console.log(`${lost.name} revived: it follows after ${seconds(performance.now() - revivedAt)}`)
await sleep(1_500)

for (const caller of callers) caller.stop()
await Promise.all(calling)
await watch.stop()
await findWhatIsWrong()
await Promise.all(Object.values(databases).map((database) => database.close()))
for (const what of wrong) console.error(`wrong: ${what}`)
if (wrong.length > 0) process.exitCode = 1

function leader(): ClusterNode {
  const last = leaders.at(-1)
  if (last === undefined) throw new Error('there is no leader')
  return last
}

/** Changes the leader, and returns the one before. */
async function promotion(name: string, change: () => Promise<void>): Promise<ClusterNode> {
  const before = leader()
  const began = performance.now()
  const changed = change()
  const { node, at } = await watch.next(cluster.nodes, before)
  const plainMs = (await plainWrite(node)) - at
  await changed
  leaders.push(node)
  const parts = await Promise.all(
    (['hosts', 'pooler'] as const).map(async (way) => {
      const lateMs = (await firstWrite(way, at)) - at
      if (lateMs > limits[way] + plainMs)
        wrong.push(
          `writes by ${way} began ${seconds(lateMs)} after ${node.name} led, a plain one ${seconds(plainMs)}`,
        )
      return `by ${way} ${seconds(lateMs)} later`
    }),
  )
  console.log(
    `${name}: ${before.name} -> ${node.name} after ${seconds(at - began)}; ` +
      `writes ${parts.join(', ')}, by a plain client ${seconds(plainMs)}`,
  )
  return before
}

/** Writes by a connection of its own to the leader, and returns the moment at which that was acknowledged. */
async function plainWrite({ url }: ClusterNode): Promise<number> {
  return await withAdmin(url, async (client) => {
    await client.query('insert into written (caller, number) values (0, 0)')
    return performance.now()
  })
}

/** Waits for the first write that is acknowledged after a moment, and returns its own. */
async function firstWrite(way: Way, after: number): Promise<number> {
  return await eventually(`no write by ${way} was acknowledged`, () => {
    const ends = callers
      .flatMap(({ writes }) => writes)
      .filter((write) => write.way === way && write.outcome === 'acknowledged' && write.endedAt > after)
      .map(({ endedAt }) => endedAt)
    return ends.length > 0 ? Math.min(...ends) : undefined
  })
}

async function findWhatIsWrong(): Promise<void> {
  const rows = await withAdmin(leader().url, async (client) => {
    const text = 'select caller, number, port from written order by id'
    return (await client.query<{ caller: number; number: number; port: number }>(text)).rows
  })
  const found = new Map<string, number>()
  for (const { caller, number } of rows) {
    const key = `${caller} ${number}`
    found.set(key, (found.get(key) ?? 0) + 1)
  }
  const totals = { acknowledged: 0, unknown: 0, unknownThere: 0, lost: 0, twice: 0, notRunThere: 0 }
  for (const { number: caller, writes, wrong: ofCaller } of callers) {
    wrong.push(...ofCaller)
    writes.forEach(({ outcome }, index) => {
      const times = found.get(`${caller} ${index + 1}`) ?? 0
      if (times > 1) totals.twice++
      if (outcome === 'not_run' && times > 0) totals.notRunThere++
      if (outcome === 'unknown') {
        totals.unknown++
        if (times > 0) totals.unknownThere++
      }
      if (outcome === 'acknowledged' || outcome === 'applied') {
        totals.acknowledged++
        if (times === 0) totals.lost++
      }
    })
  }
  for (const name of ['lost', 'twice', 'notRunThere'] as const)
    if (totals[name] > 0) wrong.push(`${name}: ${totals[name]} writes`)

  const ports = rows.map(({ port }) => port).filter((port, n, all) => port !== all[n - 1])
  const expected = leaders.map(({ port }) => port)
  if (ports.join(' ') !== expected.join(' '))
    wrong.push(
      `writes went to the ports ${ports.join(' ')} in turn, and the leaders were ${expected.join(' ')}`,
    )

  await expectSameRows(rows.length)
  const reads = callers.reduce((sum, caller) => sum + caller.reads, 0)
  console.log(
    `${totals.acknowledged} writes acknowledged, ${totals.lost} of them lost, ${totals.twice} done twice; ` +
      `${totals.unknown} unknown, ${totals.unknownThere} of them done; ${reads} reads of sessions`,
  )
  const errors = callers.flatMap((caller) => caller.errors)
  for (const kind of new Set(errors))
    console.log(`${errors.filter((other) => other === kind).length} x ${kind}`)
}

/** Waits until each node, that which was revived too, has the rows of the leader and no more. */
async function expectSameRows(count: number): Promise<void> {
  for (const { name, url } of cluster.nodes) {
    await withAdmin(url, async (client) => {
      await eventually(`${name} did not have the ${count} rows of the leader`, async () => {
        const { rows } = await client.query<{ count: number }>('select count(*)::integer from written')
        return rows[0]?.count === count ? count : undefined
      })
    })
  }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`
}
