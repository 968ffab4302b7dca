import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { expectNoTrace } from '../setup/market/no-trace.js'
import { openMarket } from '../setup/market/open-market.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const [reporterId = '', subjectId = ''] = await db.users.createMany([sampleUser(), sampleUser()])

let before: Readonly<Record<string, number>>
beforeEach(async () => {
  before = await rowCounts(db)
})
afterEach(async () => {
  expect(await rowCounts(db)).toEqual(before)
})

const id = newId()
const report = { reporterId, subjectType: 'user', subjectId, reason: 'spam' }
const decision = { caseId: id, adminId: id, attempt: 1, decision: 'warn' }
const products = { streamId: id, userId: id, productIds: [id] }

type Case = readonly [method: string, input: object, field: string, value: unknown, refusedAt?: string]

const words = ['', '\u200B', 'not \u202Edilav', 'x'.repeat(2001), 'a \0 b', 7] as const
const ids = ['', 'not an id', null, undefined, 0, {}] as const

const cases: readonly Case[] = [
  ...ids.map((bad): Case => ['reports.file', report, 'reporterId', bad]),
  ...ids.map((bad): Case => ['reports.file', report, 'subjectId', bad]),
  ...words.map((bad): Case => ['reports.file', report, 'details', bad]),
  ['reports.file', report, 'id', 'not an id'],
  ['reports.file', report, 'subjectType', 'verification'],
  ['reports.file', report, 'reason', 'dislike'],
  ['reports.file', report, 'status', 'decided'],
  ['reports.get', { reportId: id, reporterId }, 'reportId', 'x'],
  ['reports.find', { reportId: id, reporterId }, 'reporterId', null],
  ['reports.listFiled', { reporterId }, 'reporterId', 'x'],
  ['reports.listFiled', { reporterId }, 'limit', 101],
  ['moderation.claimNext', { adminId: id }, 'adminId', 'x'],
  ['moderation.claimNext', { adminId: id }, 'limit', 0],
  ['moderation.claimNext', { adminId: id }, 'limit', 101],
  ['moderation.claimNext', { adminId: id }, 'leaseMs', 999],
  ['moderation.claimNext', { adminId: id }, 'leaseMs', 86_400_001],
  ['moderation.extend', { caseId: id, adminId: id, attempt: 1 }, 'attempt', 0],
  ['moderation.extend', { caseId: id, adminId: id, attempt: 1 }, 'leaseMs', '5'],
  ['moderation.release', { caseId: id, adminId: id, attempt: 1 }, 'attempt', 1.5],
  ['moderation.release', { caseId: id, adminId: id, attempt: 1 }, 'caseId', 'x'],
  ...words.map((bad): Case => ['moderation.decide', decision, 'note', bad]),
  ['moderation.decide', decision, 'decision', 'delete'],
  ['moderation.decide', decision, 'attempt', undefined],
  ['moderation.decide', decision, 'caseId', null],
  ['moderation.getCase', { caseId: id, adminId: id }, 'adminId', 'x'],
  ['moderation.listOpen', { adminId: id }, 'reason', 'dislike'],
  ['moderation.listOpen', { adminId: id }, 'subjectType', 'verification'],
  ['moderation.listOpen', { adminId: id }, 'cursor', 'x'],
  ['moderation.listReports', { adminId: id, caseId: id }, 'caseId', 'x'],
  ['moderation.listActions', { adminId: id }, 'subjectId', 'x'],
  ['moderation.listActions', { adminId: id }, 'userId', 0],
  ['moderation.listActions', { adminId: id }, 'moderatorId', 'x'],
  ...['streamProducts.tag', 'streamProducts.untag', 'streamProducts.order'].flatMap((method): Case[] => [
    [method, products, 'streamId', 'x'],
    [method, products, 'userId', null],
    [method, products, 'productIds', []],
    [method, products, 'productIds', id],
    [method, products, 'productIds', Array.from({ length: 201 }, newId)],
    [method, products, 'productIds', [id, 'x'], 'productIds[1]'],
    [method, products, 'productIds', [id, id], 'productIds[1]'],
  ]),
  ['streamProducts.pin', { streamId: id, userId: id, productId: id }, 'productId', null],
  ['streamProducts.unpin', { streamId: id, userId: id }, 'streamId', 'x'],
  ['streamProducts.listByStream', { streamId: id }, 'streamId', 'x'],
  ['streamProducts.listByProduct', { productId: id }, 'productId', 'x'],
  ['payments.listByStream', { streamId: id, sellerId: id }, 'sellerId', undefined],
  ['payments.sumByStream', { streamId: id, sellerId: id }, 'streamId', 'x'],
  [
    'payments.open',
    { productId: id, buyerId: id, feeBasisPoints: { discover: 0, community: 0 } },
    'streamId',
    'x',
  ],
]

type Method = (input: unknown) => Promise<unknown>

const calls = cases.map(([name, input, field, value, refusedAt = field]) => ({
  name,
  input,
  field,
  value,
  refusedAt,
}))

describe('reports, moderation and streamProducts refuse, by the name of the field', () => {
  it.each(calls)('$name with $field: $value', async ({ name, input, field, value, refusedAt }) => {
    const [repository = '', method = ''] = name.split('.')
    const owner = Reflect.get(db, repository) as Readonly<Record<string, Method>>
    const call = (owner[method] ?? expect.fail(`there is no ${name}`)).call(owner, {
      ...input,
      [field]: value,
    })
    const error = await rejection(call, InvalidInputError)
    expect(error).toMatchObject({ field: refusedAt, code: 'invalid_input', retryable: false })
    if (typeof value === 'string') expectNoTrace(error, value)
  })
})
