import { nodeCrypto } from '../node-crypto.js'

/** Makes a secret of 256 random bits: 43 characters of base64url. */
export function newSecret(): string {
  return nodeCrypto().randomBytes(32).toString('base64url')
}

/**
 * Returns the SHA-256 of a secret, which is what the database gets.
 *
 * A slow hash protects what people choose. Nobody finds 256 random bits by trying, however quick the hash is.
 */
export function hashOfSecret(secret: string): Buffer {
  return nodeCrypto().createHash('sha256').update(secret).digest()
}

/** Returns the HMAC-SHA-256 of a text: nobody without the key makes the same one. */
export function keyedHash(key: string | Uint8Array, text: string | Uint8Array): Buffer {
  return nodeCrypto().createHmac('sha256', key).update(text).digest()
}
