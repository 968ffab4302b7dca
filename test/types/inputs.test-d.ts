/** Types of inputs and errors, proven by `npm run typecheck`. */

import { expectTypeOf } from 'vitest'
import type {
  AnySoukError,
  CallOptions,
  ConflictError,
  ConnectionOptions,
  CreateProductInput,
  NearbyProductsInput,
  NotFoundError,
  Page,
  PageInput,
  ProductPatch,
  SoukErrorCode,
  TransactionOptions,
  UserPatch,
} from '../../src/index.js'

// With `exactOptionalPropertyTypes` too, an absent field can be given as undefined.
expectTypeOf<{
  sellerId: string
  title: string
  priceMinor: number
  category: 'other'
  condition: 'new'
  description: undefined
  currency: undefined
}>().toExtend<CreateProductInput>()
expectTypeOf<{ title: undefined; isAvailable: undefined }>().toExtend<ProductPatch>()
expectTypeOf<{ email: undefined; bio: undefined }>().toExtend<UserPatch>()
expectTypeOf<{
  near: [number, number]
  radiusMetres: number
  category: undefined
}>().toExtend<NearbyProductsInput>()
expectTypeOf<{ cursor: undefined; limit: undefined }>().toExtend<PageInput>()
expectTypeOf<Pick<Page<unknown>, 'nextCursor'>['nextCursor']>().toExtend<PageInput['cursor']>()
expectTypeOf<{ timeoutMs: undefined; signal: undefined }>().toExtend<CallOptions>()
expectTypeOf<{ isolation: undefined; retries: undefined }>().toExtend<TransactionOptions>()
expectTypeOf<{ url: undefined; password: undefined }>().toExtend<ConnectionOptions>()

// A switch over the code of an error narrows it to its class.
expectTypeOf<Exclude<SoukErrorCode, AnySoukError['code']>>().toEqualTypeOf<'generation'>()
expectTypeOf<Extract<AnySoukError, { code: 'conflict' }>>().toEqualTypeOf<ConflictError>()
expectTypeOf<Extract<AnySoukError, { code: 'not_found' }>>().toEqualTypeOf<NotFoundError>()
