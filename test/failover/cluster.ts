import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from 'pg'

const run = promisify(execFile)
const script = fileURLToPath(new URL('../../scripts/servers/cluster.sh', import.meta.url))

/** A node of a cluster: n1, n2 or n3. */
export interface ClusterNode {
  readonly name: string
  readonly url: string
  readonly port: number
  /** The address of its Patroni. */
  readonly rest: string
}

interface Member {
  readonly name: string
  readonly role: string
  readonly state: string
  readonly lag?: number | 'unknown'
}

/** The cluster that scripts/servers/cluster.sh has started, as its variables in the environment describe it. */
export class Cluster {
  readonly folder = fromEnvironment('cluster')
  readonly hostsUrl = fromEnvironment('hosts_url')
  readonly poolerUrl = fromEnvironment('pooler_url')
  readonly nodes: readonly ClusterNode[]

  constructor() {
    const rests = fromEnvironment('rest_urls').trim().split(' ')
    this.nodes = fromEnvironment('node_urls')
      .trim()
      .split(' ')
      .map((url, n) => ({ name: `n${n + 1}`, url, port: Number(new URL(url).port), rest: rests[n] ?? '' }))
  }

  /** Waits until one node leads, two stream from it, and one of these is synchronous; returns the leader. */
  async well(): Promise<ClusterNode> {
    return await eventually('the cluster was not well', async () => {
      const members = await this.#members()
      const leader = members.find(({ role, state }) => role === 'leader' && state === 'running')
      const streaming = members.filter(({ state, lag }) => state === 'streaming' && Number(lag) < 1_000_000)
      const isSynchronous = streaming.some(({ role }) => role === 'sync_standby')
      return streaming.length === 2 && isSynchronous
        ? this.nodes.find(({ name }) => name === leader?.name)
        : undefined
    })
  }

  /** Hands the lead over as planned. */
  async switchOver(leader: ClusterNode): Promise<void> {
    const answer = await fetch(`${leader.rest}/switchover`, {
      method: 'POST',
      body: JSON.stringify({ leader: leader.name }),
    })
    if (!answer.ok) throw new Error(`Patroni refused the switchover: ${await answer.text()}`)
  }

  async kill(node: ClusterNode): Promise<void> {
    await run(script, ['kill', this.folder, node.name])
  }

  async revive(node: ClusterNode): Promise<void> {
    await run(script, ['revive', this.folder, node.name])
  }

  async #members(): Promise<readonly Member[]> {
    for (const { rest } of this.nodes) {
      try {
        const answer = await fetch(`${rest}/cluster`, { signal: AbortSignal.timeout(2_000) })
        return ((await answer.json()) as { readonly members: readonly Member[] }).members
      } catch {
        // This one is not there: the next one knows.
      }
    }
    return []
  }
}

/** The moment since when a node answers as a primary, asked again and again over a connection that is no part of the package. */
export class LeaderWatch {
  readonly #leading = new Map<string, number>()
  #isWatching = true
  readonly #watching: readonly Promise<void>[]

  constructor(nodes: readonly ClusterNode[]) {
    this.#watching = nodes.map((node) => this.#watch(node))
  }

  /** Waits for another leader than the one before, and returns it and the moment since when it leads. */
  async next(nodes: readonly ClusterNode[], before: ClusterNode): Promise<{ node: ClusterNode; at: number }> {
    return await eventually('no other node led', () => {
      for (const node of nodes) {
        const at = this.#leading.get(node.name)
        if (at !== undefined && node.name !== before.name) return { node, at }
      }
      return undefined
    })
  }

  async stop(): Promise<void> {
    this.#isWatching = false
    await Promise.all(this.#watching)
  }

  async #watch({ name, url }: ClusterNode): Promise<void> {
    while (this.#isWatching) {
      const client = new Client({
        connectionString: url,
        connectionTimeoutMillis: 1_000,
        query_timeout: 1_000,
      })
      client.on('error', () => undefined)
      try {
        await client.connect()
        await this.#askAgainAndAgain(name, client)
      } catch {
        this.#leading.delete(name)
        await sleep(20)
      } finally {
        void client.end().catch(() => undefined)
      }
    }
  }

  async #askAgainAndAgain(name: string, client: Client): Promise<void> {
    while (this.#isWatching) {
      const { rows } = await client.query<{ leads: boolean }>('select not pg_is_in_recovery() as leads')
      if (rows[0]?.leads !== true) this.#leading.delete(name)
      else if (!this.#leading.has(name)) this.#leading.set(name, performance.now())
      await sleep(20)
    }
  }
}

/** Asks again and again until there is an answer, for a minute. */
export async function eventually<Found>(
  fault: string,
  find: () => Found | undefined | Promise<Found | undefined>,
): Promise<Found> {
  const began = performance.now()
  while (performance.now() - began < 60_000) {
    const found = await find()
    if (found !== undefined) return found
    await sleep(20)
  }
  throw new Error(`${fault} within a minute`)
}

function fromEnvironment(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: see scripts/servers/cluster.sh`)
  return value
}
