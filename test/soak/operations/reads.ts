import { setTimeout as sleep } from 'node:timers/promises'
import { pick } from '../../setup/random.js'
import { query } from '../../setup/query.js'
import { canaryOf } from '../ledger.js'
import { between, compare, type Call, type Operation } from '../operation.js'
import { factCount, factOf, type Fact } from '../schema.js'

interface Nonce {
  readonly nonce: number
}

/** The state of a session that no caller has set for good. */
interface State {
  readonly caller: string | null
  readonly timeout: string
}

const columns = 'id, label, mood, tags, place, amount, born, extra'
const state =
  "nullif(current_setting('soak.caller', true), '') as caller, current_setting('statement_timeout') as timeout"

const readFact = query<Nonce & { readonly id: number }, Nonce & State & Fact>(
  `select :nonce!::int as nonce, ${state}, ${columns} from facts where id = :id!`,
  { nonce: 'int4', id: 'int4' },
)

const readWide = query<
  Nonce & { readonly low: number; readonly high: number },
  Nonce & Fact & { readonly filler: string }
>('select :nonce!::int as nonce, facts.* from facts where id between :low! and :high! order by id', {
  nonce: 'int4',
  low: 'int4',
  high: 'int4',
})

const echo = query<
  Nonce & { readonly text: string; readonly list: readonly string[]; readonly number: number },
  Nonce & { readonly text: string; readonly list: readonly string[]; readonly number: number }
>('select :nonce!::int as nonce, :text!::text as text, :list!::text[] as list, :number!::float8 as number', {
  nonce: 'int4',
  text: 'text',
  list: 'text[]',
  number: 'float8',
})

const readShifting = query<
  Nonce & { readonly id: number },
  Nonce & { readonly id: number; readonly value: number | string }
>('select :nonce!::int as nonce, id, value from shifting where id = :id!', { nonce: 'int4', id: 'int4' })

const fail = query<{ readonly text: string }, object>('select :text!::text::int as n', { text: 'text' })

const nap = query<Nonce & { readonly seconds: number }, Nonce>(
  'select :nonce!::int as nonce from pg_sleep(:seconds!)',
  { nonce: 'int4', seconds: 'float8' },
)

const lockRow = query<Nonce & { readonly id: number }, Nonce & { readonly id: number }>(
  'select :nonce!::int as nonce, id from counters where id = :id! for update',
  { nonce: 'int4', id: 'int4' },
)

const readAll = query<Nonce, Nonce & { readonly n: number; readonly label: string }>(
  `select :nonce!::int as nonce, n, 'row ' || n as label from generate_series(1, 2000) as n`,
  { nonce: 'int4' },
)

function assertFact(name: string, row: Fact, id: number): void {
  const { label, mood, tags, place, amount, born, extra } = row
  compare(name, { id: row.id, label, mood, tags, place, amount, born, extra }, factOf(id))
}

/** Reads a fact, whatever it is read by. */
export async function readOneFact(executor: Pick<Call['db'], 'one'>, call: Call): Promise<State> {
  const id = between(call.random, 1, factCount)
  const nonce = call.entry.key
  const row = await executor.one(readFact, { nonce, id }, call.options)
  compare('nonce', row.nonce, nonce)
  assertFact('fact', row, id)
  return row
}

/** As the server shows a time. */
function timeoutShown(ms: number): string {
  return ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`
}

async function byId(call: Call): Promise<void> {
  const { caller, timeout } = await readOneFact(call.db, call)
  const wanted = { caller: null, timeout: timeoutShown(call.settings.statementTimeoutMs) }
  compare('state of the session', { caller, timeout }, wanted)
}

async function wide({ db, random, entry, options }: Call): Promise<void> {
  const low = between(random, 1, factCount)
  const high = Math.min(factCount, low + between(random, 0, 60))
  const rows = await db.many(readWide, { nonce: entry.key, low, high }, options)
  compare('number of rows', rows.length, high - low + 1)
  rows.forEach((row, index) => {
    compare('nonce', row.nonce, entry.key)
    assertFact('wide', row, low + index)
    compare('filler', row.filler.length, 320)
  })
}

async function together(call: Call): Promise<void> {
  const asked = Array.from({ length: between(call.random, 2, 12) }, () => byId(call))
  for (const outcome of await Promise.allSettled(asked)) {
    if (outcome.status === 'rejected') throw outcome.reason
  }
}

async function echoValues({ db, random, entry, options }: Call): Promise<void> {
  const length = pick(random, [0, 10, 300, 9_000])
  const text = `${canaryOf(entry.key)} ${'ß'.repeat(length)}`
  const list = Array.from({ length: between(random, 0, 5) }, (_, n) => `${n}, "${entry.key}"`)
  const asked = { nonce: entry.key, text, list, number: random() }
  compare('echo', { ...(await db.one(echo, asked, options)) }, asked)
}

async function shifting({ db, random, entry, options }: Call): Promise<void> {
  const id = between(random, 1, 50)
  const row = await db.one(readShifting, { nonce: entry.key, id }, options)
  compare('shifting', [row.nonce, row.id], [entry.key, id])
  compare('shifting value', row.value, typeof row.value === 'number' ? id : `x${id}`)
}

/** A look-up by id has no options: it shares its statement with others. */
async function users({ db, random }: Call): Promise<void> {
  const numbers = Array.from({ length: between(random, 1, 8) }, () => between(random, 1, 60))
  const asked = numbers.map(async (n) => {
    const user = await db.users.findAccount(userId(n))
    compare('user', [user?.id, user?.username], n <= 40 ? [userId(n), `soak_${n}`] : [undefined, undefined])
  })
  for (const outcome of await Promise.allSettled(asked)) {
    if (outcome.status === 'rejected') throw outcome.reason
  }
}

async function stream({ db, random, entry, options }: Call): Promise<void> {
  const batchRows = pick(random, [1, 7, 100, 500, 5_000])
  const leaveAt = random() < 0.5 ? between(random, 1, batchRows === 1 ? 30 : 2_000) : Infinity
  const restMs = random() < 0.2 ? 3 : 0
  let last = 0
  for await (const row of db.stream(readAll, { nonce: entry.key }, { ...options, batchRows })) {
    compare('stream', [row.nonce, row.n, row.label], [entry.key, last + 1, `row ${last + 1}`])
    last = row.n
    if (last >= leaveAt || (batchRows === 1 && last === 50)) return
    if (restMs > 0 && last % 200 === 0) await sleep(restMs)
  }
  compare('rows of the stream', last, 2_000)
}

/** The id of a user that is there before anything runs: 1 to 40 are. */
export function userId(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}

export const reads: readonly Operation[] = [
  { name: 'by id', weight: 30, run: byId },
  { name: 'by id, together', weight: 6, run: together },
  { name: 'wide', weight: 8, run: wide },
  { name: 'echo', weight: 10, run: echoValues },
  { name: 'shifting', weight: 8, run: shifting },
  { name: 'users by id', weight: 8, run: users },
  {
    name: 'failing read',
    weight: 3,
    expects: ['database 22P02'],
    run: ({ db, entry, options }) => db.many(fail, { text: canaryOf(entry.key) }, options),
  },
  {
    name: 'slow read',
    weight: 5,
    async run({ db, random, entry, options }) {
      const seconds = pick(random, [0.01, 0.03, 0.1, 0.4])
      const row = await db.one(nap, { nonce: entry.key, seconds }, options)
      compare('nap', row.nonce, entry.key)
    },
  },
  {
    name: 'lock wait',
    weight: 4,
    expects: ['timeout'],
    async run({ db, random, entry, options }) {
      const id = between(random, 1, 4)
      const row = await db.one(lockRow, { nonce: entry.key, id }, options)
      compare('lock', [row.nonce, row.id], [entry.key, id])
    },
  },
  { name: 'stream', weight: 5, needsWire: true, length: 4, run: stream },
]
