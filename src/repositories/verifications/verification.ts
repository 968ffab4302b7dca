import type { VerificationType } from '../../../generated/enums.js'
import type { VerificationDocument } from '../../json-columns.js'

/** What is handed in. */
export interface SubmitVerificationInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue the server makes one */
  readonly id?: string
  readonly userId: string
  readonly verificationType: VerificationType
  /** 1 to 20. */
  readonly documents: readonly VerificationDocument[]
}

/** Why papers are not enough. */
export interface RejectVerificationInput {
  readonly verificationId: string
  /** Told to the user: 1 to 2,000 characters. */
  readonly reason: string
}

/** Which of the verifications that wait for a decision. */
export interface PendingVerificationsInput {
  readonly verificationType?: VerificationType
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number
}

/** Whose verifications. */
export interface UserVerificationsInput {
  readonly userId: string
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number
}
