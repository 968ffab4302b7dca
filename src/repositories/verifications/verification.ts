import type { PageInput } from '../../pagination/page.js'
import type { VerificationType } from '../../../generated/enums.js'
import type { VerificationDocument } from '../../json-columns.js'

/** The papers of a new verification. */
export interface SubmitVerificationInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue the server makes one */
  readonly id?: string | undefined
  readonly userId: string
  readonly verificationType: VerificationType
  /** 1 to 20. */
  readonly documents: readonly VerificationDocument[]
}

/** The verification that a decision is about. */
export interface VerificationIdInput {
  readonly verificationId: string
}

/** A rejection of papers. */
export interface RejectVerificationInput extends VerificationIdInput {
  /** The reason, for the user to read: 1 to 2,000 characters. */
  readonly reason: string
}

/** A page of the verifications that wait for a decision. */
export interface PendingVerificationsInput extends PageInput {
  readonly verificationType?: VerificationType | undefined
}

/** A page of a user's verifications. */
export interface UserVerificationsInput extends PageInput {
  readonly userId: string
}
