/**
 * Measures where reads are served, and prints the table of docs/scale.md: the CPU time of each node's PostgreSQL for 1,000 reads, with
 * no, one and two replicas; the middle of three rounds. The reads are pages of the feed of 2,000 products, and each tenth is a
 * product by its id. Eight callers read at once from each server: with fewer, less goes in one flight, and a read costs more. The rates
 * are of nodes that share the cores of one machine with the callers.
 *
 *   eval "$(scripts/servers/cluster.sh start 17)"
 *   export cluster hosts_url pooler_url node_urls rest_urls
 *   npx tsx test/failover/programs/reads.ts
 *   scripts/servers/cluster.sh stop "$cluster"
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createDatabase, type Database } from '../../../src/database.js'
import { factories } from '../../../src/testing/index.js'
import { Cluster } from '../cluster.js'
import { postgresCpuMs } from '../node-cpu.js'

const count = 8_000
const cluster = new Cluster()
const primary = await cluster.well()
const standbys = cluster.nodes.filter(({ name }) => name !== primary.name)
const nodes = [primary, ...standbys]

const setup = createDatabase({ url: cluster.hostsUrl })
await setup.migrate()
const ids = await factories(setup).createMany.product(2_000)
await setup.close()
await sleep(3_000) // the replicas replay it

const measured = new Map<number, { readonly cpuMs: readonly number[]; readonly perSecond: number }[]>()
for (let round = 1; round <= 3; round++) {
  for (const replicas of [[], standbys.slice(0, 1), standbys]) {
    const callers = 8 * Math.max(1, replicas.length)
    const db = createDatabase({ url: cluster.hostsUrl, replicas: replicas.map(({ url }) => url) })
    await read(db, 2_000, callers)
    const before = cpuMs()
    const began = performance.now()
    await read(db, count, callers)
    const perSecond = (count / (performance.now() - began)) * 1_000
    const spent = cpuMs().map((ms, n) => ((ms - (before[n] ?? 0)) / count) * 1_000)
    await db.close()
    measured.set(replicas.length, [...(measured.get(replicas.length) ?? []), { cpuMs: spent, perSecond }])
  }
}
console.log('| Replicas | Primary | First standby | Second standby | Reads a second |')
console.log('| -------: | ------: | ------------: | -------------: | -------------: |')
for (const [replicas, rounds] of measured) {
  const cells = nodes.map((_, n) => `${median(rounds.map(({ cpuMs: ms }) => ms[n] ?? NaN))} ms`)
  console.log(
    `| ${[replicas, ...cells, median(rounds.map(({ perSecond }) => perSecond)).toLocaleString('en')].join(' | ')} |`,
  )
}
const idle = cpuMs()
await sleep(10_000)
console.log(
  `At rest, in 10 s: ${cpuMs()
    .map((ms, n) => `${ms - (idle[n] ?? 0)} ms`)
    .join(', ')}`,
)

/** Returns the middle of three. */
function median(values: readonly number[]): number {
  return Math.round(values.toSorted((one, other) => one - other)[1] ?? NaN)
}

function cpuMs(): readonly number[] {
  return nodes.map(({ name }) => postgresCpuMs(`${cluster.folder}/${name}.pid`))
}

async function read(db: Database, times: number, callers: number): Promise<void> {
  let next = 0
  const caller = async () => {
    while (next < times) {
      const number = next++
      if (number % 10 === 0) await db.products.get(ids[number % ids.length] ?? '')
      else await db.products.feed({ limit: 20 })
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
}
