/**
 * What the compiler proves, by `npm run typecheck`: the rows that generation typed from the schema are the rows that
 * the package documents, neither more nor less.
 */

import { expectTypeOf } from 'vitest'
import type * as enums from '../../generated/enums.js'
import type * as offers from '../../generated/offers.queries.js'
import type * as products from '../../generated/products.queries.js'
import type * as transactions from '../../generated/transactions.queries.js'
import type * as users from '../../generated/users.queries.js'
import type {
  CreateProductInput,
  CreateUserInput,
  Credentials,
  Database,
  Executor,
  FeedType,
  NearbyProduct,
  Offer,
  OfferStatus,
  Payment,
  PaymentSum,
  Product,
  ProductCategory,
  ProductCondition,
  Repositories,
  Transaction,
  TransactionStatus,
  UpdateProductInput,
  UpdateUserInput,
  User,
  UserRole,
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

// So is a payment of transactions.
expectTypeOf<transactions.FindTransactionRow>().toEqualTypeOf<Payment>()
expectTypeOf<transactions.FindTransactionByPaymentIntentRow>().toEqualTypeOf<Payment>()
expectTypeOf<transactions.ListTransactionsByIdsRow>().toEqualTypeOf<Payment>()
expectTypeOf<Omit<transactions.OpenTransactionRow, 'refusal' | 'wasOpened'>>().toEqualTypeOf<Payment>()
expectTypeOf<Omit<transactions.SettleTransactionRow, 'refusal'>>().toEqualTypeOf<Payment>()
expectTypeOf<Omit<transactions.RecordPaymentIdsRow, 'refusal'>>().toEqualTypeOf<Payment>()
expectTypeOf<Omit<transactions.ListTransactionsByBuyerRow, 'createdAtExact'>>().toEqualTypeOf<Payment>()
expectTypeOf<Omit<transactions.ListTransactionsBySellerRow, 'createdAtExact'>>().toEqualTypeOf<Payment>()
expectTypeOf<transactions.SumTransactionsByBuyerRow>().toEqualTypeOf<PaymentSum>()
expectTypeOf<transactions.SumTransactionsBySellerRow>().toEqualTypeOf<PaymentSum>()

// The vocabularies are written out for the reader; the schema has the last word.
expectTypeOf<enums.UserRole>().toEqualTypeOf<UserRole>()
expectTypeOf<enums.ProductCategory>().toEqualTypeOf<ProductCategory>()
expectTypeOf<enums.ProductCondition>().toEqualTypeOf<ProductCondition>()
expectTypeOf<enums.FeedType>().toEqualTypeOf<FeedType>()
expectTypeOf<enums.OfferStatus>().toEqualTypeOf<OfferStatus>()
expectTypeOf<enums.TransactionStatus>().toEqualTypeOf<TransactionStatus>()

// Nothing but credentials, and what is written, knows of a password hash.
expectTypeOf<User>().not.toHaveProperty('passwordHash')
expectTypeOf<Product>().not.toHaveProperty('passwordHash')
expectTypeOf<NearbyProduct>().not.toHaveProperty('passwordHash')
expectTypeOf<Credentials>().toHaveProperty('passwordHash').toEqualTypeOf<string | null>()

// What is written has the types of what is read.
expectTypeOf<Exclude<keyof CreateUserInput, 'passwordHash'>>().toExtend<keyof User>()
expectTypeOf<Exclude<keyof UpdateUserInput, 'passwordHash'>>().toExtend<keyof User>()
expectTypeOf<keyof CreateProductInput>().toExtend<keyof Product>()
expectTypeOf<keyof UpdateProductInput>().toExtend<keyof Product>()
expectTypeOf<Required<Omit<CreateUserInput, 'passwordHash'>>>().toExtend<Partial<User>>()
expectTypeOf<Required<Omit<UpdateUserInput, 'passwordHash'>>>().toExtend<Partial<User>>()
expectTypeOf<Required<CreateProductInput>>().toExtend<Partial<Product>>()
expectTypeOf<Required<UpdateProductInput>>().toExtend<Partial<Product>>()

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
