/**
 * What the compiler proves, by `npm run typecheck`: the rows that generation typed from the schema are the rows that
 * the package documents, neither more nor less.
 */

import { expectTypeOf } from 'vitest'
import type * as conversations from '../../generated/conversations.queries.js'
import type * as enums from '../../generated/enums.js'
import type * as messages from '../../generated/messages.queries.js'
import type { JsonColumns } from '../../generated/json-columns.js'
import type * as offers from '../../generated/offers.queries.js'
import type * as products from '../../generated/products.queries.js'
import type * as streams from '../../generated/streams.queries.js'
import type * as payments from '../../generated/payments.queries.js'
import type * as users from '../../generated/users.queries.js'
import type * as verifications from '../../generated/verifications.queries.js'
import type {
  Conversation,
  Broadcast,
  CreateProductInput,
  CreateStreamInput,
  CreateUserInput,
  Credentials,
  Database,
  Executor,
  FeedType,
  InboxConversation,
  Message,
  MessageType,
  JsonOf,
  JsonTypes,
  NearbyProduct,
  Offer,
  OfferStatus,
  Payment,
  PaymentSum,
  Product,
  ProductCategory,
  ProductCondition,
  Repositories,
  SendMessageInput,
  Stream,
  StreamStatus,
  StreamType,
  Transaction,
  PaymentStatus,
  UpdateProductInput,
  UpdateStreamInput,
  UpdateUserInput,
  User,
  UserRole,
  Verification,
  VerificationStatus,
  VerificationType,
} from '../../src/index.js'

// A user is what every query of users gives, but for the one of credentials.
expectTypeOf<users.CreateUserRow>().toEqualTypeOf<User>()
expectTypeOf<users.FindUserRow>().toEqualTypeOf<User>()
expectTypeOf<users.FindUserByEmailRow>().toEqualTypeOf<User>()
expectTypeOf<users.FindUserByUsernameRow>().toEqualTypeOf<User>()
expectTypeOf<users.ListUsersByIdsRow>().toEqualTypeOf<User>()
expectTypeOf<users.UpdateUserRow>().toEqualTypeOf<User>()
expectTypeOf<users.SetUserActiveRow>().toEqualTypeOf<User>()
expectTypeOf<users.FindCredentialsRow>().toEqualTypeOf<Credentials>()

// A product is what every query of products gives, with what the lists need for their cursors.
expectTypeOf<products.CreateProductRow>().toEqualTypeOf<Product>()
expectTypeOf<products.FindProductRow>().toEqualTypeOf<Product>()
expectTypeOf<products.ListProductsByIdsRow>().toEqualTypeOf<Product>()
expectTypeOf<products.UpdateProductRow>().toEqualTypeOf<Product>()
expectTypeOf<products.MarkProductSoldRow>().toEqualTypeOf<Product>()
expectTypeOf<products.MarkProductAvailableRow>().toEqualTypeOf<Product>()
expectTypeOf<Omit<products.ListProductFeedRow, 'createdAtExact'>>().toEqualTypeOf<Product>()
expectTypeOf<Omit<products.ListProductsBySellerRow, 'createdAtExact'>>().toEqualTypeOf<Product>()
expectTypeOf<keyof Omit<products.ListProductsNearbyRow, 'distanceOrder'>>().toEqualTypeOf<
  keyof NearbyProduct
>()
expectTypeOf<products.ListProductsNearbyRow>().toExtend<NearbyProduct>()
expectTypeOf<products.ListProductsNearbyRow['location']>().toEqualTypeOf<NearbyProduct['location']>()

// A conversation is what every query of conversations gives. A union keeps no count of which elements can be null.
type OfUnion<Row> = Omit<Row, 'archivedBy'> & { readonly archivedBy: readonly (string | null)[] }
expectTypeOf<conversations.FindConversationRow>().toEqualTypeOf<Conversation>()
expectTypeOf<conversations.ListConversationsByIdsRow>().toEqualTypeOf<Conversation>()
expectTypeOf<conversations.SetConversationArchivedRow>().toEqualTypeOf<Conversation>()
expectTypeOf<conversations.OpenConversationRow>().toExtend<OfUnion<Conversation>>()
expectTypeOf<keyof conversations.OpenConversationRow>().toEqualTypeOf<keyof Conversation>()
expectTypeOf<conversations.ListInboxRow>().toExtend<OfUnion<Conversation>>()

// A message is what every query of messages gives.
type Parties = Pick<Conversation, 'buyerId' | 'sellerId'>
expectTypeOf<messages.SendMessageRow>().toEqualTypeOf<Message>()
expectTypeOf<keyof messages.FindMessageRow>().toEqualTypeOf<keyof (Message & Parties)>()
expectTypeOf<messages.FindMessageRow>().toExtend<Message & Parties>()
expectTypeOf<messages.ListMessagesByIdsRow>().toEqualTypeOf<messages.FindMessageRow>()
expectTypeOf<messages.ListNewerMessagesRow>().toEqualTypeOf<messages.ListOlderMessagesRow>()
// A stream is what every query of streams gives, but for the one of the broadcast.
expectTypeOf<streams.CreateStreamRow>().toEqualTypeOf<Stream>()
expectTypeOf<streams.FindStreamRow>().toEqualTypeOf<Stream>()
expectTypeOf<streams.ListStreamsByIdsRow>().toEqualTypeOf<Stream>()
expectTypeOf<streams.UpdateStreamRow>().toEqualTypeOf<Stream>()
expectTypeOf<streams.ScheduleStreamRow>().toEqualTypeOf<Stream>()
expectTypeOf<streams.StartStreamRow>().toEqualTypeOf<Stream>()
expectTypeOf<streams.EndStreamRow>().toEqualTypeOf<Stream>()
expectTypeOf<Omit<streams.ListLiveStreamsRow, 'startedAtExact'>>().toEqualTypeOf<Stream>()
expectTypeOf<Omit<streams.ListUpcomingStreamsRow, 'startedAtExact'>>().toExtend<Stream>()
expectTypeOf<Omit<streams.ListStreamsByUserRow, 'createdAtExact'>>().toEqualTypeOf<Stream>()
expectTypeOf<Omit<streams.FindBroadcastRow, 'isOwner'>>().toEqualTypeOf<Broadcast>()

// A verification is what every query of verifications gives.
expectTypeOf<verifications.SubmitVerificationRow>().toEqualTypeOf<Verification>()
expectTypeOf<verifications.FindVerificationRow>().toEqualTypeOf<Verification>()
expectTypeOf<verifications.ListVerificationsByIdsRow>().toEqualTypeOf<Verification>()
expectTypeOf<verifications.ApproveVerificationRow>().toEqualTypeOf<Verification>()
expectTypeOf<verifications.RejectVerificationRow>().toEqualTypeOf<Verification>()
expectTypeOf<
  Omit<verifications.ListPendingVerificationsRow, 'submittedAtExact'>
>().toEqualTypeOf<Verification>()
expectTypeOf<
  Omit<verifications.ListVerificationsByUserRow, 'submittedAtExact'>
>().toEqualTypeOf<Verification>()

// An offer is what every query of offers gives, with what a command tells of itself.
expectTypeOf<offers.FindOfferRow>().toEqualTypeOf<Offer>()
expectTypeOf<offers.ListOffersByIdsRow>().toEqualTypeOf<Offer>()
expectTypeOf<Omit<offers.MakeOfferRow, 'refusal' | 'wasMade'>>().toEqualTypeOf<Offer>()
expectTypeOf<Omit<offers.CounterOfferRow, 'refusal' | 'wasMade'>>().toExtend<Offer>()
expectTypeOf<keyof Omit<offers.CounterOfferRow, 'refusal' | 'wasMade'>>().toEqualTypeOf<keyof Offer>()
expectTypeOf<Omit<offers.DeclineOfferRow, 'refusal'>>().toEqualTypeOf<Offer>()
expectTypeOf<Omit<offers.CancelOfferRow, 'refusal'>>().toEqualTypeOf<Offer>()
expectTypeOf<offers.AcceptOfferRow>().toExtend<Offer>()
expectTypeOf<Omit<offers.ListOffersByBuyerRow, 'createdAtExact'>>().toEqualTypeOf<Offer>()
expectTypeOf<Omit<offers.ListOffersBySellerRow, 'createdAtExact'>>().toEqualTypeOf<Offer>()
expectTypeOf<Omit<offers.ListOffersByProductRow, 'createdAtExact'>>().toEqualTypeOf<Offer>()
expectTypeOf<Omit<offers.ListPendingOffersRow, 'createdAtExact'>>().toEqualTypeOf<Offer>()
expectTypeOf<Omit<offers.ListOffersByConversationRow, 'createdAtExact'>>().toEqualTypeOf<Offer>()

// So is a payment of payments.
expectTypeOf<payments.FindPaymentRow>().toEqualTypeOf<Payment>()
expectTypeOf<payments.FindPaymentByIntentRow>().toExtend<Payment>()
expectTypeOf<payments.ListPaymentsByIdsRow>().toEqualTypeOf<Payment>()
expectTypeOf<Omit<payments.OpenPaymentRow, 'refusal' | 'wasOpened'>>().toEqualTypeOf<Payment>()
expectTypeOf<Omit<payments.SettlePaymentRow, 'refusal'>>().toEqualTypeOf<Payment>()
expectTypeOf<Omit<payments.RecordPaymentIdsRow, 'refusal'>>().toEqualTypeOf<Payment>()
expectTypeOf<Omit<payments.ListPaymentsByBuyerRow, 'createdAtExact'>>().toEqualTypeOf<Payment>()
expectTypeOf<Omit<payments.ListPaymentsBySellerRow, 'createdAtExact'>>().toEqualTypeOf<Payment>()
expectTypeOf<payments.SumPaymentsByBuyerRow>().toEqualTypeOf<PaymentSum>()
expectTypeOf<payments.SumPaymentsBySellerRow>().toEqualTypeOf<PaymentSum>()

// The vocabularies are written out for the reader; the schema has the last word.
expectTypeOf<enums.UserRole>().toEqualTypeOf<UserRole>()
expectTypeOf<enums.ProductCategory>().toEqualTypeOf<ProductCategory>()
expectTypeOf<enums.ProductCondition>().toEqualTypeOf<ProductCondition>()
expectTypeOf<enums.FeedType>().toEqualTypeOf<FeedType>()
expectTypeOf<enums.MessageType>().toEqualTypeOf<MessageType>()
expectTypeOf<enums.StreamStatus>().toEqualTypeOf<StreamStatus>()
expectTypeOf<enums.StreamType>().toEqualTypeOf<StreamType>()
expectTypeOf<enums.VerificationStatus>().toEqualTypeOf<VerificationStatus>()
expectTypeOf<enums.VerificationType>().toEqualTypeOf<VerificationType>()
expectTypeOf<enums.OfferStatus>().toEqualTypeOf<OfferStatus>()
expectTypeOf<enums.TransactionStatus>().toEqualTypeOf<PaymentStatus>()

// Nothing but credentials, and what is written, knows of a password hash.
expectTypeOf<User>().not.toHaveProperty('passwordHash')
expectTypeOf<Product>().not.toHaveProperty('passwordHash')
expectTypeOf<NearbyProduct>().not.toHaveProperty('passwordHash')
expectTypeOf<Credentials>().toHaveProperty('passwordHash').toEqualTypeOf<string | null>()

// Nothing but the broadcast, and what is written, knows of a stream's secrets.
expectTypeOf<Stream>().not.toHaveProperty('streamKey')
expectTypeOf<Stream>().not.toHaveProperty('rtmpUrl')
expectTypeOf<Database['streams']['getBroadcast']>().returns.resolves.toEqualTypeOf<Broadcast>()

// What is written has the types of what is read.
expectTypeOf<Exclude<keyof CreateStreamInput, 'startsAt'>>().toExtend<keyof Stream | keyof Broadcast>()
expectTypeOf<keyof UpdateStreamInput>().toExtend<keyof Stream | keyof Broadcast>()
expectTypeOf<Exclude<keyof CreateUserInput, 'passwordHash'>>().toExtend<keyof User>()
expectTypeOf<Exclude<keyof UpdateUserInput, 'passwordHash'>>().toExtend<keyof User>()
expectTypeOf<keyof CreateProductInput>().toExtend<keyof Product>()
expectTypeOf<keyof UpdateProductInput>().toExtend<keyof Product>()
expectTypeOf<Required<Omit<CreateUserInput, 'passwordHash'>>>().toExtend<Partial<User>>()
expectTypeOf<Required<Omit<UpdateUserInput, 'passwordHash'>>>().toExtend<Partial<User>>()
expectTypeOf<Required<CreateProductInput>>().toExtend<Partial<Product>>()
expectTypeOf<Required<UpdateProductInput>>().toExtend<Partial<Product>>()
expectTypeOf<keyof SendMessageInput>().toExtend<keyof Message>()

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
expectTypeOf<Pick<Database, keyof Repositories>>().toEqualTypeOf<Pick<Transaction, keyof Repositories>>()
expectTypeOf<Pick<Database, keyof Executor>>().toEqualTypeOf<Pick<Transaction, keyof Executor>>()

// Nothing that a method gives can be changed by mistake.
expectTypeOf<Pick<User, 'email'>>().toEqualTypeOf<{ readonly email: string }>()
expectTypeOf<Product['tags']>().toEqualTypeOf<readonly string[]>()
expectTypeOf<Awaited<ReturnType<Database['products']['feed']>>['items']>().toEqualTypeOf<readonly Product[]>()

// How many rows a method gives stands in its verb.
expectTypeOf<Database['users']['get']>().returns.resolves.toEqualTypeOf<User>()
expectTypeOf<Database['users']['find']>().returns.resolves.toEqualTypeOf<User | null>()
expectTypeOf<Database['users']['listByIds']>().returns.resolves.toEqualTypeOf<User[]>()
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
expectTypeOf<{ limit: number }>().toExtend<products.ListProductFeedParams>()
expectTypeOf<{
  limit: number
  afterTime: string
  afterId: string
}>().toExtend<products.ListProductFeedParams>()
expectTypeOf<{
  limit: number
  category: undefined
  afterId: undefined
}>().toExtend<products.ListProductFeedParams>()
expectTypeOf<{ limit: number; afterId: string }>().not.toExtend<products.ListProductFeedParams>()
expectTypeOf<{ limit: number; afterTime: string }>().not.toExtend<products.ListProductFeedParams>()
expectTypeOf<{ limit: number; category: null }>().not.toExtend<products.ListProductFeedParams>()

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
