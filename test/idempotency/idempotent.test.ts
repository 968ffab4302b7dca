import { describe, expect, it } from 'vitest'
import { ConflictError, InvalidInputError, TransactionError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db, test } = await openMarket()
const run = (sql: string) => db.execute(query<undefined, object>(sql))
await run('create table effects (name text not null)')
const addEffect = query<{ name: string }, object>('insert into effects (name) values (:name!)', {
  name: 'text',
})
const countEffects = query<{ name: string }, { count: number }>(
  'select count(*)::int as "count!" from effects where name = :name!',
  { name: 'text' },
)
const effectsOf = async (name: string) => (await db.one(countEffects, { name })).count

/** A request under a key of its own, and a body that has an effect. */
function request() {
  const name = newId()
  const asked = { key: name, scope: 'a user', request: { amount: 5, of: { what: 'lamps', where: null } } }
  const answer = (value: number) =>
    db.idempotent(asked, async (tx) => {
      await tx.execute(addEffect, { name })
      return { value, list: [1, 'two', null] }
    })
  return { name, asked, answer }
}

describe('idempotent', () => {
  it('gives the first answer to the same request, however its keys are ordered', async () => {
    const { name, asked, answer } = request()
    expect(await answer(1)).toStrictEqual({ value: { value: 1, list: [1, 'two', null] }, isRepeated: false })
    expect(await answer(2)).toEqual({ value: { value: 1, list: [1, 'two', null] }, isRepeated: true })
    const turned = { ...asked, request: { of: { where: null, what: 'lamps' }, amount: 5 } }
    expect(await db.idempotent(turned, () => Promise.resolve('never'))).toMatchObject({ isRepeated: true })
    expect(await effectsOf(name)).toBe(1)
  })

  it('refuses another request under the same key, and tells nothing of the first', async () => {
    const { name, asked, answer } = request()
    await answer(1)
    const other = await rejection(
      db.idempotent({ ...asked, request: { amount: 6 } }, () => Promise.resolve('never')),
      ConflictError,
    )
    expect(other).toMatchObject({ code: 'conflict', rule: 'idempotency_key_reused' })
    expect(await effectsOf(name)).toBe(1)
  })

  it('keeps scopes apart', async () => {
    const { asked, answer } = request()
    await answer(1)
    expect(
      await db.idempotent({ ...asked, scope: 'another user', request: 'other' }, () => Promise.resolve(null)),
    ).toEqual({
      value: null,
      isRepeated: false,
    })
    expect(
      await db.idempotent({ ...asked, scope: 'another user', request: 'other' }, () => Promise.resolve(5)),
    ).toEqual({
      value: null,
      isRepeated: true,
    })
  })

  it('keeps nothing of a request that fails', async () => {
    const { name, asked, answer } = request()
    const failure = new Error('not now')
    const failing = db.idempotent(asked, async (tx) => {
      await tx.execute(addEffect, { name })
      throw failure
    })
    await expect(failing).rejects.toBe(failure)
    expect(await answer(3)).toMatchObject({ value: { value: 3 }, isRepeated: false })
    expect(await effectsOf(name)).toBe(1)
  })

  it('lets no statement of a request be the last one, which would commit it without its answer', async () => {
    const { name, asked } = request()
    const early = db.idempotent(asked, async (tx) => {
      await tx.last.execute(addEffect, { name })
      return 'done'
    })
    expect(await rejection(early, TransactionError)).toMatchObject({ kind: 'nested' })
    expect(await effectsOf(name)).toBe(0)
  })

  it('takes a key anew when it has expired, for another request too', async () => {
    const { asked, answer } = request()
    await answer(1)
    await run(`update idempotency_keys set expires_at = now() where key = '${asked.key}'`)
    const anew = await db.idempotent({ ...asked, request: 'other' }, () => Promise.resolve('anew'))
    expect(anew).toEqual({ value: 'anew', isRepeated: false })
    await run(`update idempotency_keys set expires_at = now() where key = '${asked.key}'`)
    const { tasks } = await db.maintain({ tasks: ['idempotency.delete', 'webhooks.delete'] })
    expect(tasks).toMatchObject([
      { task: 'webhooks.delete', changed: 0, error: null },
      { task: 'idempotency.delete', changed: 1, error: null },
    ])
  })

  it('answers twenty of the same requests at once with one effect', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing runs at once')
    const { name, answer } = request()
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => answer(index)))
    expect(answers.filter(({ isRepeated }) => !isRepeated)).toHaveLength(1)
    expect(new Set(answers.map(({ value }) => value.value)).size).toBe(1)
    expect(await effectsOf(name)).toBe(1)
  })

  it.each([
    ['key', { key: '' }],
    ['scope', { scope: 'x'.repeat(256) }],
    ['request', { request: undefined }],
    ['request', { request: new Date() }],
    ['expiresInSeconds', { expiresInSeconds: 59 }],
    ['extra', { extra: true }],
  ])('refuses a wrong %s', async (field, wrong) => {
    const { asked } = request()
    expect(
      await rejection(
        db.idempotent({ ...asked, ...wrong }, () => Promise.resolve(null)),
        InvalidInputError,
      ),
    ).toMatchObject({
      code: 'invalid_input',
      field,
    })
  })

  it('refuses an answer that is no plain JSON data, and has no effect then', async () => {
    const { name, asked } = request()
    const wrong = db.idempotent(asked, async (tx) => {
      await tx.execute(addEffect, { name })
      return { at: new Date() } as never
    })
    expect(await rejection(wrong, InvalidInputError)).toMatchObject({
      code: 'invalid_input',
      field: 'answer',
    })
    expect(await effectsOf(name)).toBe(0)
  })
})
