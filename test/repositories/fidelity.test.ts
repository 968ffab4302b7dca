// Thorough: gives each field each kind of value.

import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { SendMessageInput } from '../../src/repositories/messages/message.js'
import type { CreateProductInput } from '../../src/repositories/products/product.js'
import type { CreateStreamInput } from '../../src/repositories/streams/stream.js'
import type { CreateUserInput } from '../../src/repositories/users/user.js'
import { anything } from '../setup/refusal.js'
import { expectNoTrace } from '../setup/market/no-trace.js'
import { openMarket } from '../setup/market/open-market.js'
import { shownAs, showExactPlaces } from '../setup/market/show-exact-places.js'
import {
  completeProduct,
  completeStream,
  completeUser,
  sampleProduct,
  sampleStream,
  sampleUser,
} from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'

const { db } = await openMarket()
await showExactPlaces(db)
const { id: seller } = await db.users.create(sampleUser())

const chat = await startChat(db)
const to = { conversationId: chat.conversation.id, senderId: chat.buyer.id }

/** Texts of all Unicode, half characters too. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '\u0000',
    '\ufeff',
    '\u202e',
    '\\',
    '\\N',
    '{}',
    'NULL',
    '"',
    "'",
    '%',
    '\u0085',
    '\u2028',
    '\uffff',
  ),
)

const anyValue = fc.oneof(
  anyText,
  fc.array(anyText, { maxLength: 5 }),
  fc.maxSafeInteger(),
  fc.double(),
  fc.constant(null),
  fc.tuple(fc.double({ min: -200, max: 200 }), fc.double({ min: -100, max: 100 })),
  fc
    .tuple(fc.double({ min: -180, max: 180 }), fc.double({ min: -90, max: 90 }))
    .map((coordinates) => ({ type: 'Point', coordinates })),
  anything,
)

/** What is read when a value was taken: the same, but for a place, of which the point stays, and a zero's sign. */
function stored(field: string, value: unknown): unknown {
  if (value === -0) return 0
  if (field !== 'location' || value === null) return value
  const coordinates = Array.isArray(value)
    ? value
    : (value as { readonly coordinates: readonly unknown[] }).coordinates
  const [longitude = 0, latitude = 0] = coordinates.slice(0, 2).map((number) => Number(number) + 0)
  return { type: 'Point', coordinates: [longitude === -180 ? 180 : longitude, latitude] }
}

/** Refuses a value by the name of its field, or gives the row that was made with it. */
async function attempt<Row>(create: () => Promise<Row>, field: string, value: unknown): Promise<Row | null> {
  try {
    return await create()
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError)
    if (!(error instanceof InvalidInputError)) throw error
    expect(error.field).toMatch(new RegExp(`^${field}\\b`))
    expectNoTrace(error, value)
    return null
  }
}

const userFields = Object.keys(completeUser()).filter(
  (key) => !['id', 'email', 'username', 'phone', 'stripeCustomerId', 'stripeConnectAccountId'].includes(key),
)
const productFields = Object.keys(completeProduct(seller)).filter((key) => !['id', 'sellerId'].includes(key))

const streamFields = Object.keys(completeStream(seller)).filter(
  (key) => !['id', 'userId', 'startsAt'].includes(key),
)

/** A stream as its owner sees it: with the secrets. */
async function wholeStream(id: string): Promise<object> {
  const broadcast = await db.streams.getBroadcast({ streamId: id, userId: seller })
  return { ...(await db.streams.get(id)), ...broadcast }
}

describe('whatever is given for a field', () => {
  it.each(userFields)('of a user, %s, is refused by its name or read as it was written', async (field) => {
    await fc.assert(
      fc.asyncProperty(
        anyValue.filter((value) => value !== undefined),
        async (value) => {
          const given: CreateUserInput = { ...sampleUser(), [field]: value }
          const row = await attempt(() => db.users.create(given), field, value)
          if (row === null) return
          const credentials = await db.users.findCredentials({ email: given.email })
          const read: unknown = Reflect.get({ ...row, ...credentials }, shownAs(field))
          expect(read).toStrictEqual(stored(field, value))
          // By way of JSON the same; a hash is read as it was above.
          const shown = field === 'passwordHash' ? undefined : read
          const [id = ''] = await db.users.createMany([{ ...given, ...sampleUser() }])
          expect(Reflect.get(await db.users.getAccount(id), shownAs(field))).toStrictEqual(shown)
          const other = await db.users.create(sampleUser())
          if (field === 'passwordHash' || field === 'role') return // no part of a patch
          const updated = await db.users.update({ userId: other.id, patch: { [field]: value } })
          expect(Reflect.get(updated, shownAs(field))).toStrictEqual(shown)
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each(productFields)(
    'of a product, %s, is refused by its name or read as it was written',
    async (field) => {
      await fc.assert(
        fc.asyncProperty(
          anyValue.filter((value) => value !== undefined),
          async (value) => {
            const given: CreateProductInput = { ...sampleProduct(seller), [field]: value }
            const row = await attempt(() => db.products.create(given), field, value)
            if (row === null) return
            const read: unknown = Reflect.get(row, shownAs(field))
            expect(read).toStrictEqual(stored(field, value))
            const [id = ''] = await db.products.createMany([{ ...given, id: newId() }])
            expect(Reflect.get(await db.products.get(id), shownAs(field))).toStrictEqual(read)
            const other = await db.products.create(sampleProduct(seller))
            const updated = await db.products.update({
              productId: other.id,
              sellerId: other.sellerId,
              patch: { [field]: value },
            })
            expect(Reflect.get(updated, shownAs(field))).toStrictEqual(read)
          },
        ),
        { numRuns: 60 },
      )
    },
  )

  it.each(streamFields)(
    'of a stream, %s, is refused by its name or read as it was written',
    async (field) => {
      await fc.assert(
        fc.asyncProperty(
          anyValue.filter((value) => value !== undefined),
          async (value) => {
            const given: CreateStreamInput = { ...sampleStream(seller), [field]: value }
            const row = await attempt(() => db.streams.create(given), field, value)
            if (row === null) return
            expect(Reflect.get(await wholeStream(row.id), field)).toStrictEqual(value)
            const other = await db.streams.create(sampleStream(seller))
            await db.streams.update({ streamId: other.id, userId: seller, patch: { [field]: value } })
            expect(Reflect.get(await wholeStream(other.id), field)).toStrictEqual(value)
          },
        ),
        { numRuns: 60 },
      )
    },
  )

  it.each(['content', 'imageUrls'])(
    'of a message, %s, is refused by its name or read as it was written',
    async (field) => {
      const whole = { ...to, messageType: 'image', imageUrls: ['https://images.example.com/1.png'] } as const
      await fc.assert(
        fc.asyncProperty(
          anyValue.filter((value) => value !== undefined),
          async (value) => {
            const given: SendMessageInput = { ...whole, id: newId(), [field]: value }
            const row = await attempt(() => db.messages.send(given), field, value)
            if (row === null) return
            expect(Reflect.get(row, shownAs(field))).toStrictEqual(value)
            const access = { ...whole, messageId: row.id, userId: chat.seller.id }
            const { messageId, userId, conversationId } = access
            expect(await db.messages.get({ messageId, userId })).toStrictEqual(row)
            const { items } = await db.messages.list({ conversationId, userId, limit: 1 })
            expect(items).toStrictEqual([row])
            const inbox = await db.conversations.inbox({ userId })
            expect(inbox.items[0]?.lastMessage).toStrictEqual(row)
          },
        ),
        { numRuns: 60 },
      )
    },
  )

  it('of a document is refused by its name or read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('kind', 'storageKey', 'contentType'),
        anyValue.filter((value) => value !== undefined),
        async (key, value) => {
          const documents = [{ kind: 'other', storageKey: 'a', [key]: value }] as never
          const { id: userId } = await db.users.create(sampleUser())
          const submit = () => db.verifications.submit({ userId, verificationType: 'both', documents })
          const row = await attempt(submit, 'documents', value)
          if (row === null) return
          const read = await db.verifications.get({ verificationId: row.id, userId })
          expect(read.documents).toStrictEqual(documents)
        },
      ),
      { numRuns: 100 },
    )
  })
})
