import { verificationTypes } from '../../../generated/enums.js'
import { object, oneOf, optional, uuid, type Keys } from '../../input/index.js'
import type { PagedList } from '../../pagination/list-request.js'
import { readTimePosition } from '../../pagination/time-position.js'
import type { PendingVerificationsInput, UserVerificationsInput } from './verification.js'

const pendingShape = { verificationType: optional(oneOf(verificationTypes)) } as const

/** The verifications that wait for a decision, oldest first. */
export const pendingList = {
  kind: 'verifications.pending',
  readFilters: object(pendingShape satisfies Keys<Omit<PendingVerificationsInput, 'limit'>>),
  readPosition: readTimePosition,
} satisfies PagedList<unknown, unknown>

/** A user's verifications, newest first. */
export const userVerificationList = {
  kind: 'verifications.byUser',
  readFilters: object({ userId: uuid } satisfies Keys<Omit<UserVerificationsInput, 'limit'>>),
  readPosition: readTimePosition,
} satisfies PagedList<unknown, unknown>
