import type { Pool } from 'pg'
import { pick, seededRandom } from '../setup/random.js'
import type { NetworkTrouble } from './network-trouble.js'
import { troubleSchema, troubleServer, troubleSessions } from './server-trouble.js'
import type { SoakSettings, Trouble } from './settings.js'
import type { SoakServer } from './soak-server.js'

/** The server and the network in which trouble is made. */
export interface Scene {
  readonly settings: SoakSettings
  readonly network: NetworkTrouble
  readonly server: SoakServer
  /** Past the proxy. */
  readonly direct: Pool
  readonly isOver: () => boolean
  readonly log: (line: string) => void
}

/** Makes one trouble after another, chosen by the seed, until it is over. */
export async function makeTrouble(scene: Scene): Promise<void> {
  const { settings, isOver, log } = scene
  const random = seededRandom(settings.seed + 500_000)
  if (settings.troubles.length === 0) return
  const startedAt = performance.now()
  while (!isOver()) {
    const pauseMs = random() * settings.troubleEveryMs
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    // The server is restarted seldom: little happens meanwhile.
    const trouble = pick(random, settings.troubles)
    const isSkipped = trouble === 'restarts' && random() < 0.8
    const seed = Math.floor(random() * 2 ** 32)
    if (isSkipped || isOver()) continue
    const what = await makeOne(scene, trouble, seed).catch((error: unknown) =>
      error instanceof Error ? `in vain: ${error.message}` : 'in vain',
    )
    log(`${Math.round(performance.now() - startedAt)} ms: ${trouble}: ${what}`)
  }
}

async function makeOne({ network, direct, server }: Scene, trouble: Trouble, seed: number): Promise<string> {
  const random = seededRandom(seed)
  switch (trouble) {
    case 'network':
      return network.make(random)
    case 'kills':
    case 'cancels':
      return troubleSessions(direct, random, trouble)
    case 'restarts':
      return troubleServer(server, random)
    case 'ddl':
      return troubleSchema(direct, random)
  }
}
