import { hashOfSecret, keyedHash, newSecret } from '../secret-hash.js'
import { nodeCrypto } from '../../node-crypto.js'

/** The hashes of a refresh token, by which its session is found and judged. */
interface TokenHashes {
  /** The hash of the part that all tokens of a session have. */
  readonly familyHash: Buffer
  /** The hash of the whole token. */
  readonly tokenHash: Buffer
}

/** The shape of a refresh token: a family and a secret, each of 256 bits. */
export const refreshTokenPattern = /^[\w-]{43}\.[\w-]{43}$/

/** Makes the first refresh token of a session. */
export function newRefreshToken(): string {
  return `${newSecret()}.${newSecret()}`
}

/** Makes the random number of a rotation. */
export function newNonce(): Buffer {
  return nodeCrypto().randomBytes(32)
}

/**
 * Makes the token that follows a token: the same family, and a secret made of the token and a random number.
 *
 * The database knows the number and not the token, a thief of the token not the number. Together they make the same token
 * again for a client to which the first answer did not come.
 */
export function nextRefreshToken(token: string, nonce: Uint8Array): string {
  return `${familyOf(token)}.${keyedHash(token, nonce).toString('base64url')}`
}

/** Returns the hashes of a refresh token. */
export function hashesOf(token: string): TokenHashes {
  return { familyHash: hashOfSecret(familyOf(token)), tokenHash: hashOfSecret(token) }
}

function familyOf(token: string): string {
  return token.slice(0, token.indexOf('.'))
}
