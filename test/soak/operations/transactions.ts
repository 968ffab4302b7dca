import { setTimeout as sleep } from 'node:timers/promises'
import type { Transaction } from '../../../src/database-runner.js'
import type { LastStatement } from '../../../src/engine/transaction/last-statement.js'
import { pick } from '../../setup/random.js'
import { query } from '../../setup/query.js'
import { canaryOf, Undone, type Entry } from '../ledger.js'
import { between, compare, type Call, type Operation } from '../operation.js'
import { readOneFact } from './reads.js'
import { copyTarget, insertOne, rowOf } from './writes.js'

const addChild = query<{ readonly key: number }, object>('insert into children values (:key!)', {
  key: 'int4',
})

const addParent = query<{ readonly key: number }, object>('insert into parents values (:key!)', {
  key: 'int4',
})

const sumCounters = query<undefined, { readonly total: number }>(
  'select sum(value)::int as total from counters',
)

const bump = query<{ readonly id: number; readonly key: number }, object>(
  `with bumped as (update counters set value = value + 1 where id = :id! returning id)
   insert into counted select :key!::int, id from bumped`,
  { id: 'int4', key: 'int4' },
)

const lockRow = query<{ readonly id: number }, { readonly id: number }>(
  'select id from counters where id = :id! for update',
  { id: 'int4' },
)

const setCaller = query<{ readonly caller: string; readonly isLocal: boolean }, object>(
  `select set_config('soak.caller', :caller!, :isLocal!) as caller,
     set_config('statement_timeout', '777', :isLocal!) as timeout`,
  { caller: 'text', isLocal: 'bool' },
)

const getCaller = query<undefined, { readonly caller: string | null }>(
  "select nullif(current_setting('soak.caller', true), '') as caller",
)

const notify = query<{ readonly payload: string }, object>("select pg_notify('soak', :payload!)", {
  payload: 'text',
})

const listRows = query<{ readonly count: number; readonly nonce: number }, { readonly n: number }>(
  'select n + :nonce!::int as n from generate_series(1, :count!) as n',
  { count: 'int4', nonce: 'int4' },
)

/** Pieces from this number on are written in savepoints that are undone. */
const undonePiece = 100

async function insert(tx: Transaction | LastStatement, entry: Entry, piece: number): Promise<void> {
  const row = await tx.one(insertOne, rowOf(entry, piece))
  compare('row in a transaction', { ...row }, { ...rowOf(entry, piece), mood: 'glad' })
}

/** Undoes a savepoint: by a failure of its own, or by one of the server's. */
async function undoneSavepoint(tx: Transaction, entry: Entry, isServerToRefuse: boolean): Promise<void> {
  const done = tx.transaction(async (inner) => {
    await insert(inner, entry, undonePiece)
    if (isServerToRefuse) await inner.execute(listRows, { count: 1, nonce: 2 ** 31 - 1 })
    throw new Undone()
  })
  await done.catch((error: unknown) => {
    if (error instanceof Undone) return
    // Out of range is what was asked for; anything else is a fault, which the rest of the transaction meets too.
    if (!isServerToRefuse) throw error
  })
}

/** One of the steps of a transaction. */
async function step(tx: Transaction, call: Call): Promise<void> {
  const { random, entry, settings } = call
  const choice = random()
  if (choice < 0.15) await undoneSavepoint(tx, entry, false)
  else if (choice < 0.25) await undoneSavepoint(tx, entry, true)
  else if (choice < 0.55) await readOneFact(tx, { ...call, options: {} })
  else if (choice < 0.65) await sleep(between(random, 0, 60))
  else if (choice < 0.75 && settings.transport !== 'pool') await streamWithin(tx, call)
  else if (choice < 0.8) await tx.one(lockRow, { id: between(random, 1, 4) })
  else await tx.transaction((inner) => readOneFact(inner, { ...call, options: {} }))
}

async function streamWithin(tx: Transaction, { random, entry }: Call): Promise<void> {
  const leaveAt = between(random, 1, 120)
  let last = 0
  for await (const { n } of tx.stream(listRows, { count: 100, nonce: entry.key }, { batchRows: 30 })) {
    compare('stream in a transaction', n, ++last + entry.key)
    if (last === leaveAt) return
  }
}

async function several(call: Call): Promise<void> {
  const { db, random, entry, options } = call
  const count = between(random, 1, 4)
  const isUndone = random() < 0.2
  const isTogether = random() < 0.4
  // What is thrown behind the last statement would undo nothing.
  const bringsCommit = !isUndone && random() < 0.5
  entry.pieces = Array.from({ length: count }, (_, piece) => piece)
  entry.hooks = 0
  await db.transaction(async (tx) => {
    tx.afterCommit(() => void (entry.hooks = (entry.hooks ?? 0) + 1))
    const add = (piece: number) => insert(bringsCommit && piece === count - 1 ? tx.last : tx, entry, piece)
    if (isTogether) await Promise.all(entry.pieces.map(add))
    else {
      for (const piece of entry.pieces) {
        if (random() < 0.6) await step(tx, call)
        await add(piece)
      }
    }
    if (isUndone) throw new Undone()
  }, options)
}

/** A COMMIT that the server refuses, half of the time. */
async function deferred({ db, random, entry, options }: Call): Promise<void> {
  const hasParent = random() < 0.5
  entry.pieces = [0]
  await db.transaction(async (tx) => {
    await insert(tx, entry, 0)
    await tx.execute(addChild, { key: entry.key })
    if (hasParent) await tx.execute(addParent, { key: entry.key })
  }, options)
}

async function serializable({ db, random, entry, options }: Call): Promise<void> {
  const id = between(random, 1, 4)
  entry.pieces = [0]
  await db.transaction(
    async (tx) => {
      await tx.one(sumCounters)
      await insert(tx, entry, 0)
      await tx.execute(bump, { id, key: entry.key })
    },
    { ...options, isolation: 'serializable', retries: 5 },
  )
}

/** Locks two rows in any order, so that deadlocks are met. */
async function locking({ db, random, entry, options }: Call): Promise<void> {
  const ids = [between(random, 1, 4), between(random, 1, 4)]
  const holdMs = between(random, 0, 80)
  entry.pieces = [0]
  await db.transaction(async (tx) => {
    for (const id of ids) {
      compare('locked', (await tx.one(lockRow, { id })).id, id)
      await sleep(holdMs)
    }
    await insert(tx, entry, 0)
  }, options)
}

/** Leaves a setting in the session, which must not reach anybody else. */
async function stateful({ db, random, entry, options }: Call): Promise<void> {
  const caller = `caller ${entry.key}`
  const isLocal = random() < 0.5
  entry.pieces = [0]
  await db.transaction(async (tx) => {
    compare('state before', (await tx.one(getCaller)).caller, null)
    await tx.execute(setCaller, { caller, isLocal })
    await insert(tx, entry, 0)
    compare('state after', (await tx.one(getCaller)).caller, caller)
  }, options)
}

async function notifying({ db, entry, options }: Call): Promise<void> {
  entry.pieces = [0]
  entry.notifies = true
  await db.transaction(async (tx) => {
    await tx.execute(notify, { payload: String(entry.key) })
    await insert(tx, entry, 0)
  }, options)
}

async function copying({ db, random, entry, options }: Call): Promise<void> {
  const size = pick(random, [1, 30, 500])
  entry.pieces = Array.from({ length: size }, (_, piece) => piece)
  const rows = entry.pieces.map((piece) => ({ key: entry.key, piece, note: canaryOf(entry.key) }))
  await db.transaction(async (tx) => compare('copied', await tx.copyIn(copyTarget, rows), size), options)
}

async function readOnly(call: Call): Promise<void> {
  await call.db.transaction(
    async (tx) => {
      await readOneFact(tx, { ...call, options: {} })
      await readOneFact(tx, { ...call, options: {} })
    },
    { ...call.options, readOnly: true, isolation: 'repeatable read' },
  )
}

/** Locks, serialization failures and deadlocks belong to these, whatever the network does. */
const contended = ['timeout', 'database 40001', 'database 40P01', 'transaction rolled_back']

export const transactions: readonly Operation[] = [
  { name: 'transaction', weight: 12, length: 8, expects: [...contended, 'own error'], run: several },
  { name: 'deferred constraint', weight: 4, length: 4, expects: ['constraint foreign_key'], run: deferred },
  { name: 'serializable', weight: 5, length: 24, expects: contended, run: serializable },
  { name: 'locking transaction', weight: 4, length: 16, expects: contended, run: locking },
  { name: 'stateful transaction', weight: 3, length: 4, run: stateful },
  { name: 'notifying transaction', weight: 3, length: 4, run: notifying },
  { name: 'copying transaction', weight: 2, length: 4, needsWire: true, run: copying },
  { name: 'read-only transaction', weight: 4, length: 4, run: readOnly },
]
