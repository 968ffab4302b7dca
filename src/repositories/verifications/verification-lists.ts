import { verificationTypes } from '../../../generated/enums.js'
import { object, oneOf, optional, uuid, type Keys } from '../../input/index.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'
import type { PendingVerificationsInput, UserVerificationsInput } from './verification.js'

const pendingShape = { reviewerId: uuid, verificationType: optional(oneOf(verificationTypes)) } as const

/** The verifications that wait for a decision, oldest first. */
export const pendingList = {
  kind: 'verifications.pending',
  readFilters: object(pendingShape satisfies Keys<FiltersOf<PendingVerificationsInput>>),
} satisfies TimeList<object>

/** A user's verifications, newest first. */
export const userVerificationList = {
  kind: 'verifications.byUser',
  readFilters: object({ userId: uuid } satisfies Keys<FiltersOf<UserVerificationsInput>>),
} satisfies TimeList<object>
