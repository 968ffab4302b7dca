import type { FindVerificationRow } from '../../generated/verifications.queries.js'
import { array, object, oneOf, optional, text, type Keys } from '../input/index.js'
import type { Verification, VerificationDocument } from './verification.js'
import { documentKinds } from './verification-input.js'

/** What a row may hold as text in JSON. */
const storedText = text({ max: 100_000 })

/** Reads documents as they are stored: `ck_verifications_documents_shape` lets nothing else in. */
const readStoredDocuments = array(
  object({
    kind: oneOf(documentKinds),
    storageKey: storedText,
    contentType: optional(storedText),
  } satisfies Keys<VerificationDocument>),
  { max: 20 },
)

/** Makes a verification of a row, in which the documents are any JSON. */
export function toVerification({ documents, ...row }: FindVerificationRow): Verification {
  return { ...row, documents: readStoredDocuments(documents, 'documents') }
}
