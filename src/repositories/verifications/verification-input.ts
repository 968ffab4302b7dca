import { verificationTypes } from '../../../generated/enums.js'
import { array, object, oneOf, optional, readableText, text, uuid, type Keys } from '../../input/index.js'
import type { VerificationDocument, VerificationDocumentKind } from '../../json-columns.js'
import type {
  RejectVerificationInput,
  ReviewVerificationInput,
  SubmitVerificationInput,
  VerificationAccessInput,
} from './verification.js'

/** The words that `ck_verifications_documents_shape` knows. */
const documentKinds = [
  'emirates_id_front',
  'emirates_id_back',
  'trade_license',
  'other',
] as const satisfies readonly VerificationDocumentKind[]

const readDocument = object({
  kind: oneOf(documentKinds),
  storageKey: text({ min: 1, max: 1000 }),
  contentType: optional(
    text({
      max: 127,
      pattern: { matches: /^[\w.+-]+\/[\w.+-]+$/, problem: 'must be a media type, such as image/jpeg' },
    }),
  ),
} satisfies Keys<VerificationDocument>)

/** Reads the papers of a new verification. */
export const readSubmitVerification = object({
  id: optional(uuid),
  userId: uuid,
  verificationType: oneOf(verificationTypes),
  documents: array(readDocument, { min: 1, max: 20 }),
} satisfies Keys<SubmitVerificationInput>)

/** Reads a verification, and who reads it. */
export const readVerificationAccess = object({
  verificationId: uuid,
  userId: uuid,
} satisfies Keys<VerificationAccessInput>)

/** Reads a verification, and who reviews it. */
export const readReviewVerification = object({
  verificationId: uuid,
  reviewerId: uuid,
} satisfies Keys<ReviewVerificationInput>)

/** Reads a rejection. */
export const readRejectVerification = object({
  verificationId: uuid,
  reviewerId: uuid,
  reason: readableText({ max: 2000 }),
} satisfies Keys<RejectVerificationInput>)
