import { hash, verify } from '@node-rs/argon2'

/** OWASP's minimum for Argon2id, which is this package's default algorithm: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

/** A hash of nobody's password: comparing with it takes as long as with somebody's, so the time tells no stranger who is here. */
const nobodys = hashPassword(crypto.randomUUID())

export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isSame = await verify(passwordHash ?? (await nobodys), password)
  return passwordHash !== null && isSame
}
