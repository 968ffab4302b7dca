import { randomUUID } from 'node:crypto'
import { pick } from '../../setup/random.js'
import { query } from '../../setup/query.js'
import { canaryOf, type Entry } from '../ledger.js'
import { between, compare, type Call, type Operation } from '../operation.js'

interface Row {
  readonly key: number
  readonly piece: number
  readonly note: string
}

const rowTypes = { key: 'int4', piece: 'int4', note: 'text' }

export const insertOne = query<Row, Row & { readonly mood: string }>(
  'insert into writes (key, piece, note) values (:key!, :piece!, :note!) returning key, piece, note, mood',
  rowTypes,
)

const insertPlain = query<Row, object>(
  'insert into writes (key, piece, note) values (:key!, :piece!, :note!)',
  rowTypes,
)

const insertWide = query<Row, Row>(
  'insert into writes (key, piece, note) values (:key!, :piece!, :note!) returning writes.*',
  rowTypes,
)

const insertRows = query<
  { readonly key: number; readonly pieces: readonly number[]; readonly note: string },
  { readonly key: number; readonly piece: number }
>(
  `insert into writes (key, piece, note) select :key!::int, piece, :note!::text from unnest(:pieces!::int[]) as piece
   returning key, piece`,
  { key: 'int4', pieces: 'int4[]', note: 'text' },
)

const insertTaken = query<Row, { readonly key: number }>(
  `with taking as (insert into taken values (:key!, :note!) returning key)
   insert into writes (key, piece, note) select key, :piece!::int, :note! from taking returning key`,
  rowTypes,
)

const insertAfterNap = query<Row & { readonly seconds: number }, { readonly key: number }>(
  `insert into writes (key, piece, note) select :key!::int, :piece!::int, :note!::text from pg_sleep(:seconds!)
   returning key`,
  { ...rowTypes, seconds: 'float8' },
)

const insertUnreadable = query<Row, object>(
  `insert into writes (key, piece, note) values (:key!, :piece!, :note!)
   returning key, 9223372036854775807::int8 as far_too_much`,
  rowTypes,
)

const count = query<Row & { readonly id: number }, { readonly key: number }>(
  `with bumped as (update counters set value = value + 1 where id = :id! returning id),
     noted as (insert into counted select :key!::int, id from bumped)
   insert into writes (key, piece, note) select :key!::int, :piece!::int, :note!::text from bumped returning key`,
  { ...rowTypes, id: 'int4' },
)

const writeTwice = query<{ readonly key: number; readonly pause: number }, object>(
  'call write_twice(:key!, :pause!)',
  { key: 'int4', pause: 'float8' },
)

const notify = query<{ readonly payload: string }, object>("select pg_notify('soak', :payload!)", {
  payload: 'text',
})

export const copyTarget = {
  table: 'writes',
  columns: [
    { property: 'key', column: 'key', type: 'int4', required: true },
    { property: 'piece', column: 'piece', type: 'int4', required: true },
    { property: 'note', column: 'note', type: 'text', required: true },
  ],
} as const

export function rowOf(entry: Entry, piece: number): Row {
  return { key: entry.key, piece, note: canaryOf(entry.key) }
}

/** A write of one row, whose answer tells of it. */
async function one(call: Call, statement: typeof insertTaken, more: object = {}): Promise<void> {
  const { db, entry, options } = call
  entry.pieces = [0]
  const row = await db.one(statement, { ...rowOf(entry, 0), ...more }, options)
  compare('key', row.key, entry.key)
}

async function rows({ db, random, entry, options }: Call): Promise<void> {
  entry.pieces = Array.from({ length: between(random, 1, 200) }, (_, n) => n)
  const given = { key: entry.key, pieces: entry.pieces, note: canaryOf(entry.key) }
  const answer = await db.many(insertRows, given, options)
  compare(
    'rows',
    answer,
    entry.pieces.map((piece) => ({ key: entry.key, piece })),
  )
}

async function createUser({ db, entry }: Call): Promise<void> {
  entry.pieces = [0]
  // In every text that is its own: the e-mail address is how the comparison afterwards finds it.
  const email = `${canaryOf(entry.key)}@example.com`
  const user = await db.users.create({ id: randomUUID(), email, username: `u.${canaryOf(entry.key)}` })
  compare('user', user.email, email)
}

/** What a caller makes of a source that is read slowly, and may fail. */
async function* sourceOf(entry: Entry, size: number): AsyncGenerator<Row> {
  for (let piece = 0; piece < size; piece++) {
    if (piece % 50 === 49) await new Promise((resolve) => setImmediate(resolve))
    yield rowOf(entry, piece)
  }
}

async function copy({ db, random, entry }: Call): Promise<void> {
  const size = pick(random, [1, 20, 400, 3_000])
  entry.pieces = Array.from({ length: size }, (_, n) => n)
  compare('copied', await db.copyIn(copyTarget, sourceOf(entry, size)), size)
}

async function insertMany({ db, random, entry, options }: Call): Promise<void> {
  const size = between(random, 1, 300)
  const batchRows = pick(random, [50, 1_000])
  entry.pieces = Array.from({ length: size }, (_, n) => n)
  // A batch is kept whole, and those before it stay.
  if (size > batchRows) entry.rule = 'atMostOnce'
  const written = await db.insertMany(
    insertRows,
    entry.pieces,
    (pieces) => ({ key: entry.key, pieces, note: canaryOf(entry.key) }),
    { ...options, batchRows },
  )
  compare('written', written, size)
}

export const writes: readonly Operation[] = [
  {
    name: 'insert returning',
    weight: 12,
    async run({ db, entry, options }) {
      entry.pieces = [0]
      const row = await db.one(insertOne, rowOf(entry, 0), options)
      compare('row', { ...row }, { ...rowOf(entry, 0), mood: 'glad' })
    },
  },
  {
    name: 'insert',
    weight: 8,
    async run({ db, entry, options }) {
      entry.pieces = [0]
      compare('count', await db.execute(insertPlain, rowOf(entry, 0), options), 1)
    },
  },
  {
    name: 'insert returning all',
    weight: 6,
    async run({ db, entry, options }) {
      entry.pieces = [0]
      const { key, piece, note } = await db.one(insertWide, rowOf(entry, 0), options)
      compare('row', { key, piece, note }, rowOf(entry, 0))
    },
  },
  { name: 'insert rows', weight: 5, run: rows },
  { name: 'insert unique', weight: 8, run: (call) => one(call, insertTaken) },
  {
    name: 'insert taken',
    weight: 3,
    expects: ['constraint unique'],
    run: ({ db, entry, options }) => db.execute(insertTaken, { ...rowOf(entry, 0), key: 0 }, options),
  },
  {
    name: 'slow insert',
    weight: 6,
    run: (call) => one(call, insertAfterNap, { seconds: pick(call.random, [0.01, 0.05, 0.2, 0.5]) }),
  },
  {
    name: 'unreadable insert',
    weight: 3,
    expects: ['database 22000', 'database 22003'],
    run: ({ db, entry, options }) => {
      entry.pieces = [0]
      return db.one(insertUnreadable, rowOf(entry, 0), options)
    },
  },
  {
    name: 'count',
    weight: 5,
    expects: ['timeout'],
    run: (call) => one(call, count, { id: between(call.random, 1, 4) }),
  },
  {
    name: 'call that commits',
    weight: 3,
    run: ({ db, random, entry, options }) => {
      entry.pieces = [0, 1]
      entry.rule = 'atMostOnce'
      return db.execute(writeTwice, { key: entry.key, pause: pick(random, [0, 0.05, 0.2]) }, options)
    },
  },
  {
    name: 'notify',
    weight: 3,
    run: ({ db, entry, options }) => {
      entry.notifies = true
      return db.execute(notify, { payload: String(entry.key) }, options)
    },
  },
  { name: 'create user', weight: 5, length: 3, run: createUser },
  { name: 'copy', weight: 4, needsWire: true, length: 2, run: copy },
  { name: 'insertMany', weight: 4, length: 6, run: insertMany },
]
