import type { VerificationDocument } from '../../json-columns.js'

/** Which papers somebody hands in. */
export type VerificationType = 'emirates_id' | 'trade_license' | 'both'

/** What the reviewer decided. */
export type VerificationStatus = 'pending' | 'approved' | 'rejected'

/** Papers that a user handed in to prove who they are, and what the reviewer said. */
export interface Verification {
  readonly id: string
  readonly userId: string
  readonly verificationType: VerificationType
  readonly status: VerificationStatus
  readonly documents: readonly VerificationDocument[]
  /** Told to the user; set exactly when it was rejected. */
  readonly rejectionReason: string | null
  readonly submittedAt: Date
  /** When the reviewer decided; null while it is pending. */
  readonly reviewedAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

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
