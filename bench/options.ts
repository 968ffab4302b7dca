import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { operationNames, type OperationName } from './operations.js'
import { peerNames, type PeerName } from './peers.js'

/** The options of a run. */
export interface Options {
  readonly operations: readonly OperationName[]
  readonly peers: readonly PeerName[]
  readonly callers: readonly number[]
  /** The mean pause of callers that are out of step, in milliseconds; 0 leaves them out. */
  readonly pauseMs: number
  /** The delays of the networks, in milliseconds each direction. */
  readonly delaysMs: readonly number[]
  readonly rounds: number
  readonly durationMs: number
  readonly warmupMs: number
  readonly products: number
  readonly connections: number
  /** A server to use in place of one of its own. */
  readonly url: string | null
  readonly baseline: string | null
  readonly pin: boolean
  readonly pgbench: boolean
  /** True if docs/ gets the results, of pages all of whose operations were measured. */
  readonly write: boolean
  /** A folder for a CPU profile of each peer. */
  readonly profile: string | null
  /** A file for every figure, as JSON. */
  readonly json: string | null
}

const help = `npm run bench -- [options]

  --only <names>         operations: ${operationNames.join(', ')}
  --peers <names>        ${peerNames.join(', ')}
  --baseline <folder>    another checkout with a build, measured beside this one
  --callers <numbers>    how many ask at once (1,32)
  --pause <ms>           the mean pause of callers that are out of step; 0 leaves them out (10)
  --delays <ms>          delays of a network in each direction; 0 leaves them out (1,5)
  --rounds <n>           how often each is measured; the median counts (5)
  --duration <ms>        how long each time (1000)
  --warmup <ms>          how long before that, not counted (100)
  --products <n>         how many are in the table (100000)
  --connections <n>      the size of every pool (10)
  --url <url>            a PostgreSQL with PostGIS to use; the default is to start one
  --no-build             measure what dist/ holds already
  --no-pin               do not put server and clients on CPUs of their own
  --no-pgbench           leave out pgbench
  --write, --no-write    whether pages in docs/ are written, if all that is on them was measured (after a whole run)
  --profile <folder>     write a CPU profile of each peer, for the developer tools of a browser
  --json <file>          write every figure
`

/** Reads the command line; gives null if only help was asked for, which it has printed. */
export function readOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      only: { type: 'string' },
      peers: { type: 'string' },
      baseline: { type: 'string' },
      callers: { type: 'string', default: '1,32' },
      pause: { type: 'string', default: '10' },
      delays: { type: 'string', default: '1,5' },
      rounds: { type: 'string', default: '5' },
      duration: { type: 'string', default: '1000' },
      warmup: { type: 'string', default: '100' },
      products: { type: 'string', default: '100000' },
      connections: { type: 'string', default: '10' },
      url: { type: 'string' },
      build: { type: 'boolean', default: true }, // read by run.sh
      pin: { type: 'boolean', default: true },
      pgbench: { type: 'boolean', default: true },
      write: { type: 'boolean' },
      profile: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(help)
    return null
  }
  const baseline = path(values.baseline)
  const everyPeer = peerNames.filter((name) => name !== 'souk-baseline' || baseline !== null)
  const whole = values.only === undefined && values.peers === undefined && baseline === null
  return {
    operations: values.only === undefined ? operationNames : names('--only', values.only, operationNames),
    peers: values.peers === undefined ? everyPeer : names('--peers', values.peers, everyPeer),
    callers: values.callers.split(',').map((value) => positive('--callers', value)),
    pauseMs: wholeNumber('--pause', values.pause),
    delaysMs: values.delays
      .split(',')
      .map((value) => wholeNumber('--delays', value))
      .filter((delayMs) => delayMs > 0),
    rounds: positive('--rounds', values.rounds),
    durationMs: positive('--duration', values.duration),
    warmupMs: positive('--warmup', values.warmup),
    products: positive('--products', values.products),
    connections: positive('--connections', values.connections),
    url: values.url ?? null,
    baseline,
    pin: values.pin,
    pgbench: values.pgbench,
    write: values.write ?? whole,
    profile: path(values.profile),
    json: path(values.json),
  }
}

/** A path as it was meant where npm was called, which runs this in another folder. */
function path(value: string | undefined): string | null {
  return value === undefined ? null : resolve(process.env['INIT_CWD'] ?? '.', value)
}

function names<Name extends string>(option: string, list: string, known: readonly Name[]): readonly Name[] {
  return list.split(',').map((name) => {
    const found = known.find((one) => one === name)
    if (found === undefined) throw new Error(`${option}: ${name} is none of ${known.join(', ')}`)
    return found
  })
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${option}: ${text} is not a whole number`)
  return value
}

function positive(option: string, text: string): number {
  const value = wholeNumber(option, text)
  if (value === 0) throw new Error(`${option}: ${text} is not above 0`)
  return value
}
