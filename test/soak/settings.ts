import { pick, seededRandom, type Random } from '../setup/random.js'
import type { Segments } from '../setup/network/pipe.js'

/** The ways in which statements reach the server; `lanes` and `sessions` are the package's own wire. */
export const transports = ['lanes', 'sessions', 'pool'] as const

export type SoakTransport = (typeof transports)[number]

/** The kinds of trouble a run may meet. */
export const troubles = ['network', 'kills', 'restarts', 'ddl', 'cancels'] as const

export type Trouble = (typeof troubles)[number]

/** All that a seed decides before anything runs. Times are milliseconds. */
export interface SoakSettings {
  readonly seed: number
  readonly transport: SoakTransport
  readonly maxConnections: number
  readonly lanes: number
  readonly laneDepth: number
  readonly preparedStatements: boolean
  readonly callers: number
  readonly statementTimeoutMs: number
  readonly lockTimeoutMs: number
  readonly connectTimeoutMs: number
  readonly idleInTransactionTimeoutMs: number
  readonly verifyAfterMs: number
  readonly maxLifetimeMs: number
  readonly segments: Segments
  /** The share of calls that have a deadline, and the share that have a signal. */
  readonly deadlineShare: number
  readonly abortShare: number
  /** The time a caller rests between two calls, at most. */
  readonly restMs: number
  readonly troubles: readonly Trouble[]
  /** The time it takes to the next trouble, at most. */
  readonly troubleEveryMs: number
  /** Of how many messages one meets a fault of its own; 0: none does. */
  readonly messagesPerFault: number
}

/** The settings that the command line may decide in place of the seed. */
export interface SettingsGiven {
  readonly transport?: SoakTransport
  readonly troubles?: readonly Trouble[]
  readonly preparedStatements?: boolean
}

function pickTroubles(random: Random): Trouble[] {
  // One run in five meets none: then no error of a connection has an excuse.
  const isCalm = random() < 0.2
  const chosen = troubles.filter(() => random() < 0.55)
  return isCalm ? [] : chosen
}

/** Makes the settings of a seed; what is given changes nothing of the rest. */
export function settingsOf(seed: number, given: SettingsGiven = {}): SoakSettings {
  const random = seededRandom(seed)
  const maxConnections = pick(random, [2, 3, 5, 8, 12])
  const chosen: SoakSettings = {
    seed,
    transport: pick(random, ['lanes', 'lanes', 'lanes', 'sessions', 'pool']),
    maxConnections,
    lanes: Math.min(pick(random, [1, 1, 2, 3, 6]), maxConnections - 1),
    laneDepth: pick(random, [1, 2, 8, 8, 32]),
    preparedStatements: random() < 0.8,
    callers: pick(random, [3, 8, 16, 32]),
    statementTimeoutMs: pick(random, [800, 1_500]),
    lockTimeoutMs: pick(random, [300, 1_000]),
    connectTimeoutMs: pick(random, [1_000, 2_000]),
    idleInTransactionTimeoutMs: pick(random, [1_000, 3_000]),
    verifyAfterMs: pick(random, [1, 200, 5_000]),
    maxLifetimeMs: pick(random, [500, 3_600_000, 3_600_000]),
    segments: pick(random, ['whole', 'whole', 'random', 'bytes']),
    deadlineShare: pick(random, [0, 0.1, 0.4]),
    abortShare: pick(random, [0, 0.1, 0.2]),
    restMs: pick(random, [0, 5, 40]),
    troubles: pickTroubles(random),
    troubleEveryMs: pick(random, [300, 800, 2_000]),
    messagesPerFault: pick(random, [0, 200, 1_000, 5_000]),
  }
  return { ...chosen, ...given }
}

/** The time the engine waits for a server that is silent, as docs/engine.md says. */
function silenceMs({ statementTimeoutMs }: SoakSettings): number {
  return statementTimeoutMs + Math.min(Math.max(statementTimeoutMs, 1_000), 10_000)
}

/** The time a call may take that has no deadline: to get a connection, and for the server's answers. */
export function longestCallMs(settings: SoakSettings): number {
  return 2 * (2 * settings.connectTimeoutMs + silenceMs(settings))
}

/** The number of transactions that can be open at once. */
export function slotsOf({ transport, maxConnections, lanes }: SoakSettings): number {
  return transport === 'lanes' ? maxConnections - lanes : maxConnections
}
