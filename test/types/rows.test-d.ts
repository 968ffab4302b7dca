/** Types that the package exports, proven by `npm run typecheck`. */

import { expectTypeOf } from 'vitest'
import type { Given } from '../setup/market/given.js'
import type { JsonColumns } from '../../generated/json-columns.js'
import type * as products from '../../generated/products.queries.js'
import type * as streams from '../../generated/streams.queries.js'
import type * as payments from '../../generated/payments.queries.js'
import type * as users from '../../generated/users.queries.js'
import type {
  Broadcast,
  Conversation,
  CreateProductInput,
  CreateStreamInput,
  CreateUserInput,
  Credentials,
  Database,
  Executor,
  InboxConversation,
  FeedProduct,
  FeedProductCard,
  FoundProduct,
  FullProfile,
  JsonOf,
  JsonTypes,
  Listing,
  Message,
  NearbyProduct,
  NearbyProductCard,
  Page,
  PaymentSum,
  Product,
  ProductCard,
  Profile,
  Repositories,
  SavedProduct,
  SavedProductCard,
  SearchPage,
  SendMessageInput,
  Stream,
  StreamProductCard,
  StreamProductListing,
  Transaction,
  ProductPatch,
  StreamPatch,
  UserPatch,
  Account,
} from '../../src/index.js'
import { eachItem } from '../../src/index.js'

// A row of a list is the model, and what its cursor needs.
expectTypeOf<products.ListProductFeedAllRow>().toExtend<Product>()
expectTypeOf<products.ListProductsNearbyAllRow>().toExtend<Omit<NearbyProduct, 'seller'>>()

// A list returns cards, unless whole rows are asked for.
expectTypeOf<products.ListProductFeedCardRow>().toExtend<ProductCard>()
declare const db: Database
const near = { near: [55.27, 25.2], radiusMetres: 5_000 } as const
expectTypeOf(db.products.feed()).resolves.toEqualTypeOf<Page<FeedProductCard>>()
expectTypeOf(db.products.feed({ columns: 'card' })).resolves.toEqualTypeOf<Page<FeedProductCard>>()
expectTypeOf(db.products.feed({ columns: 'all' })).resolves.toEqualTypeOf<Page<FeedProduct>>()
expectTypeOf(db.products.nearby(near)).resolves.toEqualTypeOf<Page<NearbyProductCard>>()
expectTypeOf(db.products.nearby({ ...near, columns: 'all' })).resolves.toEqualTypeOf<Page<NearbyProduct>>()
expectTypeOf(db.products.listBySeller({ sellerId: '' })).resolves.toEqualTypeOf<Page<ProductCard>>()
expectTypeOf(db.products.listBySeller({ sellerId: '', columns: 'all' })).resolves.toEqualTypeOf<
  Page<Product>
>()
expectTypeOf(db.wishlists.list({ userId: '' })).resolves.toEqualTypeOf<Page<SavedProductCard>>()
expectTypeOf(db.wishlists.list({ userId: '', columns: 'all' })).resolves.toEqualTypeOf<Page<SavedProduct>>()
expectTypeOf(db.streamProducts.listByStream({ streamId: '' })).resolves.toEqualTypeOf<StreamProductCard[]>()
expectTypeOf(db.streamProducts.listByStream({ streamId: '', columns: 'all' })).resolves.toEqualTypeOf<
  StreamProductListing[]
>()
expectTypeOf(db.products.search({ text: '' })).resolves.toEqualTypeOf<SearchPage>()
expectTypeOf(db.products.search({ text: '', columns: 'all' })).resolves.toEqualTypeOf<
  SearchPage<FoundProduct>
>()
for await (const card of eachItem((input) => db.products.feed(input), { limit: 100 })) {
  expectTypeOf(card).toEqualTypeOf<FeedProductCard>()
}
for await (const listing of eachItem((input) => db.products.feed(input), { columns: 'all', limit: 100 })) {
  expectTypeOf(listing).toEqualTypeOf<FeedProduct>()
}
expectTypeOf<Omit<streams.FindBroadcastRow, 'isOwner'>>().toEqualTypeOf<Broadcast>()
expectTypeOf<users.FindCredentialsRow>().toEqualTypeOf<Credentials>()
expectTypeOf<payments.SumPaymentsByBuyerRow>().toEqualTypeOf<PaymentSum>()
expectTypeOf<payments.SumPaymentsBySellerRow>().toEqualTypeOf<PaymentSum>()

// Nothing but credentials, and what is written, knows of a password hash.
expectTypeOf<Account>().not.toHaveProperty('passwordHash')
expectTypeOf<Product>().not.toHaveProperty('passwordHash')
expectTypeOf<NearbyProduct>().not.toHaveProperty('passwordHash')
expectTypeOf<Credentials>().toHaveProperty('passwordHash').toEqualTypeOf<string | null>()

// Nothing but what says so, and what is written, knows of an exact place.
expectTypeOf<Account>().not.toHaveProperty('location')
expectTypeOf<NearbyProduct>().not.toHaveProperty('location')

// Nothing but the broadcast, and what is written, knows of a stream's secrets.
expectTypeOf<Stream>().not.toHaveProperty('streamKey')
expectTypeOf<Stream>().not.toHaveProperty('rtmpUrl')
expectTypeOf<Database['streams']['getBroadcast']>().returns.resolves.toEqualTypeOf<Broadcast>()

// Inputs have the types of rows.
expectTypeOf<Exclude<keyof CreateStreamInput, 'startsAt'>>().toExtend<keyof Stream | keyof Broadcast>()
expectTypeOf<keyof StreamPatch>().toExtend<keyof Stream | keyof Broadcast>()
expectTypeOf<Exclude<keyof CreateUserInput, 'passwordHash' | 'location'>>().toExtend<keyof Account>()
expectTypeOf<Exclude<keyof UserPatch, 'passwordHash' | 'location'>>().toExtend<keyof Account>()
expectTypeOf<Exclude<keyof CreateProductInput, 'location'>>().toExtend<keyof Product>()
expectTypeOf<Exclude<keyof ProductPatch, 'location'>>().toExtend<keyof Product>()
expectTypeOf<Given<Omit<CreateUserInput, 'passwordHash' | 'location'>>>().toExtend<Partial<Account>>()
expectTypeOf<Given<Omit<UserPatch, 'passwordHash' | 'location'>>>().toExtend<Partial<Account>>()
expectTypeOf<Given<Omit<CreateProductInput, 'location'>>>().toExtend<Partial<Product>>()
expectTypeOf<Given<Omit<ProductPatch, 'location'>>>().toExtend<Partial<Product>>()
// A place is read from more forms than rows hold.
expectTypeOf<Account['publicLocation'] | undefined>().toExtend<CreateUserInput['location']>()
expectTypeOf<Account['publicLocation'] | undefined>().toExtend<UserPatch['location']>()
expectTypeOf<Product['publicLocation'] | undefined>().toExtend<CreateProductInput['location']>()
expectTypeOf<Product['publicLocation'] | undefined>().toExtend<ProductPatch['location']>()
expectTypeOf<Exclude<keyof SendMessageInput, 'notify'>>().toExtend<keyof Message>()

// A message that says nothing, or that only making an offer sends, is none to the compiler either.
expectTypeOf<{ conversationId: string; senderId: string }>().not.toExtend<SendMessageInput>()
expectTypeOf<{
  conversationId: string
  senderId: string
  messageType: 'offer'
  content: string
}>().not.toExtend<SendMessageInput>()

// A database and a transaction have the same repositories and run the same queries.
expectTypeOf<Database>().toExtend<Repositories & Executor>()
expectTypeOf<Transaction>().toExtend<Repositories & Executor>()
type SharedRepositories = Exclude<keyof Repositories, 'events'>
expectTypeOf<Pick<Database, SharedRepositories>>().toEqualTypeOf<Pick<Transaction, SharedRepositories>>()
// A database has the consumers too.
expectTypeOf<Database['events']>().toExtend<Transaction['events']>()
expectTypeOf<Pick<Database, keyof Executor>>().toEqualTypeOf<Pick<Transaction, keyof Executor>>()

// Nothing that a method gives can be changed by mistake.
expectTypeOf<Pick<Account, 'email'>>().toEqualTypeOf<{ readonly email: string }>()
expectTypeOf<Product['tags']>().toEqualTypeOf<readonly string[]>()
expectTypeOf<Awaited<ReturnType<Database['products']['feed']>>['items']>().toEqualTypeOf<
  readonly FeedProduct[]
>()

// A stranger gets a profile, in which nothing is private.
type Private = 'email' | 'phone' | 'location' | 'buildingName' | 'stripeCustomerId' | 'stripeConnectAccountId'
expectTypeOf<keyof FullProfile & Private>().toEqualTypeOf<never>()
expectTypeOf<Listing['seller']>().toEqualTypeOf<Profile>()
expectTypeOf<InboxConversation['otherParticipant']>().toEqualTypeOf<Profile>()

// What nobody may set for themselves is in no patch.
type Granted = 'role' | 'isVerified' | 'passwordHash' | 'stripeCustomerId' | 'stripeConnectAccountId'
expectTypeOf<keyof UserPatch & Granted>().toEqualTypeOf<never>()

// A test can fake a repository.
expectTypeOf<{ [Name in keyof Database['users']]: Database['users'][Name] }>().toExtend<Database['users']>()

// The number of rows that a method returns stands in its verb.
expectTypeOf<Database['users']['getAccount']>().returns.resolves.toEqualTypeOf<Account>()
expectTypeOf<Database['users']['findAccount']>().returns.resolves.toEqualTypeOf<Account | null>()
expectTypeOf<Database['users']['listAccounts']>().returns.resolves.toEqualTypeOf<Account[]>()
expectTypeOf<Database['users']['getProfile']>().returns.resolves.toEqualTypeOf<FullProfile>()
expectTypeOf<Database['users']['listProfiles']>().returns.resolves.toEqualTypeOf<Profile[]>()
expectTypeOf<Database['products']['get']>().returns.resolves.toEqualTypeOf<Product>()
expectTypeOf<Database['products']['find']>().returns.resolves.toEqualTypeOf<Product | null>()
expectTypeOf<Database['conversations']['get']>().returns.resolves.toEqualTypeOf<Conversation>()
expectTypeOf<Database['conversations']['find']>().returns.resolves.toEqualTypeOf<Conversation | null>()
expectTypeOf<Awaited<ReturnType<Database['conversations']['inbox']>>['items']>().toEqualTypeOf<
  readonly InboxConversation[]
>()
expectTypeOf<Database['messages']['get']>().returns.resolves.toEqualTypeOf<Message>()
expectTypeOf<Database['messages']['find']>().returns.resolves.toEqualTypeOf<Message | null>()

// The parameters of an optional clause are given together or not at all.
expectTypeOf<{ limit: number }>().toExtend<products.ListProductFeedCardParams>()
expectTypeOf<{
  limit: number
  afterTime: string
  afterId: string
}>().toExtend<products.ListProductFeedCardParams>()
expectTypeOf<{
  limit: number
  category: undefined
  afterId: undefined
}>().toExtend<products.ListProductFeedCardParams>()
expectTypeOf<{ limit: number; afterId: string }>().not.toExtend<products.ListProductFeedCardParams>()
expectTypeOf<{ limit: number; afterTime: string }>().not.toExtend<products.ListProductFeedCardParams>()
expectTypeOf<{ limit: number; category: null }>().not.toExtend<products.ListProductFeedCardParams>()

// A declared type of JSON is what JSON can be.
expectTypeOf<JsonOf<{ readonly a: readonly ('x' | null)[]; readonly b?: number }>>().toEqualTypeOf<{
  readonly a: readonly ('x' | null)[]
  readonly b?: number
}>()
expectTypeOf<JsonColumns['verifications.documents']>().toExtend<
  JsonOf<JsonColumns['verifications.documents']>
>()
expectTypeOf<{ at: Date }>().not.toExtend<JsonOf<{ at: Date }>>()
expectTypeOf<readonly (string | undefined)[]>().not.toExtend<JsonOf<readonly (string | undefined)[]>>()
expectTypeOf<{ run: () => void }>().not.toExtend<JsonOf<{ run: () => void }>>()
expectTypeOf<{ what: unknown }>().not.toExtend<JsonOf<{ what: unknown }>>()
// @ts-expect-error a column that holds a Date is no JSON
export type Refused = JsonTypes<{ 'a.b': { readonly at: Date } }>
