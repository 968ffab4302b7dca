import { setTimeout as sleep } from 'node:timers/promises'
import { openClient } from '../migrate/open-client.js'
import { pick, seededRandom } from '../random.js'

interface KillerOptions {
  /** Only connections of this name, to the killer's own database, are ended. */
  readonly applicationName: string
  readonly seed: number
  /** The time it waits between two of them at most, in milliseconds. */
  readonly pauseMs: number
}

/** Ends connections of a test while that goes on. */
export interface ConnectionKiller {
  /** The number of connections ended until now. */
  readonly killed: number
  /** Lets the connections live again. */
  stop(): Promise<void>
}

/** The rest of a killer, as a multiple of the time that its own two statements took. */
const patience = 10

/**
 * Begins to end connections on the server, one now and then: whichever is busy, chosen by the seed.
 *
 * It gets slower as the machine does, else it would end them faster than new ones can be opened and nothing would get on.
 */
export async function startConnectionKiller(
  url: string,
  { applicationName, seed, pauseMs }: KillerOptions,
): Promise<ConnectionKiller> {
  const random = seededRandom(seed)
  const client = await openClient(url, 'the connection killer')
  let isStopped = false
  let killed = 0

  const kill = async () => {
    let restMs = 0
    while (!isStopped) {
      await sleep(1 + restMs)
      restMs = 0
      const begunAt = performance.now()
      const { rows } = await client.query<{ readonly pid: number }>(
        `select pid from pg_stat_activity
        where datname = current_database() and application_name = $1 and state <> 'idle' order by pid`,
        [applicationName],
      )
      if (rows.length === 0) continue
      await client.query('select pg_terminate_backend($1)', [pick(random, rows).pid])
      killed++
      restMs = random() * pauseMs + patience * (performance.now() - begunAt)
    }
  }
  const killing = kill()

  return {
    get killed() {
      return killed
    },
    async stop() {
      isStopped = true
      await killing.finally(() => client.end())
    },
  }
}
