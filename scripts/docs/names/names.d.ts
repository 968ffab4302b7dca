/**
 * The names that examples use without declaring them: what a service would have at hand.
 *
 * Only the documentation's own program reads this file (scripts/docs/check-types.ts).
 */
import type {
  Conversation,
  Database,
  Offer,
  Page,
  Payment,
  PreparedQuery,
  Product,
  ProductCategory,
  ProductCondition,
  Account,
  Stream,
} from '@souk/db'
import type { QueryManifest } from '@souk/db/testing'

declare global {
  const db: Database

  const user: Account
  const buyer: Account
  const seller: Account
  const admin: Account
  const session: { readonly userId: string }
  const body: ProductPatch
  const product: Product
  const conversation: Conversation
  const offer: Offer
  const payment: Payment
  const stream: Stream
  const page: Page<Product>

  const id: string
  const userId: string
  const adminId: string
  const offerId: string
  const buyerId: string
  const sellerId: string
  const senderId: string
  const productId: string
  const conversationId: string
  const messageId: string
  const seatId: string

  const refreshToken: string

  const title: string
  const content: string
  const priceMinor: number
  const category: ProductCategory
  const condition: ProductCondition

  // The queries of a service's own.
  const listCheapest: PreparedQuery<
    { readonly currency: string; readonly limit: number; readonly category?: ProductCategory | undefined },
    { readonly id: string; readonly title: string; readonly priceMinor: number }
  >
  const listEverything: PreparedQuery<undefined, { readonly id: string }>
  const lockSeat: PreparedQuery<{ readonly seatId: string }, { readonly priceMinor: number }>
  const takeSeat: PreparedQuery<{ readonly seatId: string }, never>
  const addBooking: PreparedQuery<
    { readonly id?: string; readonly seatId: string; readonly userId: string },
    never
  >
  const addReceipt: PreparedQuery<{ readonly id: string; readonly priceMinor: number }, never>
  const createTags: PreparedQuery<
    { readonly ids: readonly string[]; readonly names: readonly string[] },
    never
  >
  const notify: PreparedQuery<{ readonly channel: string; readonly payload: string }, unknown>
  const queries: readonly PreparedQuery<unknown, unknown>[]
  const manifest: QueryManifest

  const tags: readonly { readonly id: string; readonly name: string }[]
  const lastSeen: Date
  const request: Request
  const log: { readonly error: (error: unknown) => void }
  function push(id: string): void
  function pushAllSince(time: Date): Promise<void>
  function write(row: { readonly id: string }): Promise<void>
  function askForAnother(field: string): Account
  function expect(value: unknown): { toEqual(expected: unknown): void }
}
