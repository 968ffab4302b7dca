import { userRoles, type UserRole } from '@souk/db'
import { SignJWT, jwtVerify } from 'jose'

/** The user who acts, as an access token says. Every command takes its acting user from here, and from nowhere else. */
export interface Identity {
  readonly userId: string
  readonly sessionId: string
  readonly role: UserRole
  /** The end of the token, in seconds since 1970. */
  readonly expiresAt: number
}

const issuer = 'souk-service'
export const accessTokenSeconds = 600

/** Access tokens: stateless, believed for ten minutes. Sessions, which can be revoked, are the database's. */
export class AccessTokens {
  readonly #secret: Uint8Array

  constructor(secret: Uint8Array) {
    this.#secret = secret
  }

  sign({ userId, sessionId, role }: Omit<Identity, 'expiresAt'>): Promise<string> {
    return new SignJWT({ sid: sessionId, role })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setSubject(userId)
      .setIssuer(issuer)
      .setAudience(issuer)
      .setIssuedAt()
      .setExpirationTime(`${accessTokenSeconds}s`)
      .sign(this.#secret)
  }

  /** Returns who holds a token; null if it is not ours, not valid, or over. */
  async verify(token: string): Promise<Identity | null> {
    try {
      const { payload } = await jwtVerify(token, this.#secret, {
        algorithms: ['HS256'],
        typ: 'at+jwt',
        issuer,
        audience: issuer,
      })
      const role = userRoles.find((one) => one === payload['role'])
      const { sub, sid, exp } = payload as { sub?: string; sid?: string; exp?: number }
      if (sub === undefined || sid === undefined || exp === undefined || role === undefined) return null
      return { userId: sub, sessionId: sid, role, expiresAt: exp }
    } catch {
      return null
    }
  }
}
