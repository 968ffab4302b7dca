import { fc } from '../setup/fast-check.js'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbeddedServer, type EmbeddedServer } from '../../src/embedded/embedded-server.js'

let server: EmbeddedServer

beforeAll(async () => {
  server = await startEmbeddedServer()
})

afterAll(() => server.close())

interface Step {
  readonly kind:
    'simple' | 'extended' | 'prepared' | 'syntax' | 'division' | 'missing' | 'begin' | 'commit' | 'rollback'
  /** The connection that takes the step. */
  readonly client: 0 | 1
  readonly number: number
}

/** The result of a step: a number, a command, or an SQLSTATE. */
type Outcome = string | number

/**
 * Returns the answer of a server with a session for each connection.
 *
 * @param isSentAtOnce - then pg takes the statement for prepared as soon as it has asked for that. If that was refused,
 * it does not exist for those behind, which the server says before it looks at the transaction (exec_bind_message).
 */
function expectedOutcomes(steps: readonly Step[], isSentAtOnce = false): readonly Outcome[] {
  const states: ('idle' | 'open' | 'failed')[] = ['idle', 'idle']
  const isPrepared: (boolean | undefined)[] = []
  return steps.map(({ kind, client, number }) => {
    const state = states[client]
    if (kind === 'prepared' && isSentAtOnce) {
      if (isPrepared[client] === false) {
        if (state === 'open') states[client] = 'failed'
        return '26000'
      }
      isPrepared[client] ??= state !== 'failed'
    }
    if (kind === 'commit' || kind === 'rollback') {
      states[client] = 'idle'
      return kind === 'commit' && state !== 'failed' ? 'COMMIT' : 'ROLLBACK'
    }
    if (kind === 'syntax') {
      if (state === 'open') states[client] = 'failed'
      return '42601'
    }
    if (state === 'failed') return '25P02'
    if (kind === 'begin') {
      states[client] = 'open'
      return 'BEGIN'
    }
    if (kind === 'division' || kind === 'missing') {
      if (state === 'open') states[client] = 'failed'
      return kind === 'division' ? '22012' : '42703'
    }
    return number
  })
}

async function take(clients: readonly pg.Client[], { kind, client: index, number }: Step): Promise<Outcome> {
  const client = clients[index]
  if (client === undefined) throw new Error('no such client')
  try {
    switch (kind) {
      case 'simple':
        return ((await client.query<{ n: number }>(`select ${number} as n`)).rows[0] ?? { n: NaN }).n
      case 'extended':
        return ((await client.query<{ n: number }>('select $1::int as n', [number])).rows[0] ?? { n: NaN }).n
      case 'prepared': {
        // Each connection prepares another statement by this name.
        const text = `select $1::int + ${index} - ${index} as n`
        const { rows } = await client.query<{ n: number }>({ name: 'same', text, values: [number] })
        return rows[0]?.n ?? NaN
      }
      case 'syntax':
        return (await client.query('selec $1', [number])).command
      case 'division':
        return (await client.query('select 1 / $1::int', [0])).command
      case 'missing':
        return (await client.query('select nothing, $1::int', [number])).command
      default:
        return (await client.query(kind)).command
    }
  } catch (error) {
    return (error as { readonly code: string }).code
  }
}

const kinds = [
  'simple',
  'extended',
  'prepared',
  'syntax',
  'division',
  'missing',
  'begin',
  'commit',
  'rollback',
] as const
const step = (client: fc.Arbitrary<0 | 1>): fc.Arbitrary<Step> =>
  fc.record({ kind: fc.constantFrom(...kinds), client, number: fc.integer({ min: -9_999, max: 9_999 }) })

async function withPair(run: (clients: readonly pg.Client[]) => Promise<void>, config: pg.ClientConfig = {}) {
  const clients = [0, 1].map(() => new pg.Client({ ...config, stream: () => server.connect() }))
  await Promise.all(clients.map((client) => client.connect()))
  try {
    await run(clients)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

describe('answers', () => {
  it('stay in step with what was asked, whatever fails between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step(fc.constant(0)), { minLength: 1, maxLength: 40 }), async (steps) => {
        await withPair(async (clients) => {
          const outcomes: Outcome[] = []
          for (const taken of steps) outcomes.push(await take(clients, taken))
          expect(outcomes).toEqual(expectedOutcomes(steps))
        })
      }),
      { numRuns: 60 },
    )
  })

  it('stay in step for each of two connections at the same time', async () => {
    const turns = fc.tuple(
      fc.array(step(fc.constant(0)), { maxLength: 20 }),
      fc.array(step(fc.constant(1)), { maxLength: 20 }),
    )
    await fc.assert(
      fc.asyncProperty(turns, async (sequences) => {
        await withPair(async (clients) => {
          const outcomes = await Promise.all(
            sequences.map(async (steps, index) => {
              const taken: Outcome[] = []
              for (const next of steps) taken.push(await take(clients, next))
              // Whatever is left open would keep the other one waiting.
              await clients[index]?.query('rollback')
              return taken
            }),
          )
          expect(outcomes).toEqual(sequences.map((steps) => expectedOutcomes(steps)))
        })
      }),
      { numRuns: 40 },
    )
  })

  it('stay in step when everything is sent at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step(fc.constant(0)), { minLength: 1, maxLength: 40 }), async (steps) => {
        await withPair(
          async (clients) => {
            const outcomes = await Promise.all(steps.map((taken) => take(clients, taken)))
            expect(outcomes).toEqual(expectedOutcomes(steps, true))
          },
          { pipeline: true },
        )
      }),
      { numRuns: 100 },
    )
  })

  it('are given after thousands of errors as before', async () => {
    await withPair(async ([client]) => {
      if (client === undefined) throw new Error('no client')
      for (let n = 0; n < 2_500; n++) {
        await expect(client.query('select nothing')).rejects.toMatchObject({ code: '42703' })
      }
      expect((await client.query('select 1 as n')).rows).toEqual([{ n: 1 }])
    })
  })
})
