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

/** A verification, and the user on whose behalf it is read. */
export interface VerificationAccessInput {
  readonly verificationId: string
  /** The user who handed it in. */
  readonly userId: string
}

/** A verification, and the administrator who reviews it. */
export interface ReviewVerificationInput {
  readonly verificationId: string
  /** The acting administrator. */
  readonly reviewerId: string
}

/** A rejection of papers. */
export interface RejectVerificationInput extends ReviewVerificationInput {
  /** The reason, for the user to read: 1 to 2,000 characters. */
  readonly reason: string
}

/** A page of the verifications that wait for a decision. */
export interface PendingVerificationsInput extends PageInput {
  /** The administrator who reads. */
  readonly reviewerId: string
  readonly verificationType?: VerificationType | undefined
}

/** A page of a user's verifications, for that user. */
export interface UserVerificationsInput extends PageInput {
  readonly userId: string
}
