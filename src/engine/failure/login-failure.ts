/** What kept a connection from being made, by the codes of the server, of the system and of Node's TLS. */

import type { LoginFailure } from '../../errors.js'
import { isServerError } from './server-error.js'

/** OpenSSL's names for what is wrong with a certificate, as Node passes them on (Node's manual, TLS, 'X509 certificate error codes'). */
const certificateCode =
  /^(CERT_|CRL_|UNABLE_TO_|ERROR_IN_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_|PATH_LENGTH_|HOSTNAME_MISMATCH$|ERR_TLS_CERT_)/

/** Faults of the options that the connection was to be made with. */
const settingsCode = /^(ERR_INVALID_|ERR_SOCKET_BAD_|ERR_MISSING_|ERR_OUT_OF_RANGE$|ERR_OSSL_|ERR_CRYPTO_)/

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Tells why a login failed; null where nothing better is known than that there was no answer. */
export function loginFailure(error: unknown): LoginFailure | null {
  const code = codeOf(error)
  if (isServerError(error)) {
    if (code.startsWith('28')) return 'login_refused'
    if (code === '3D000') return 'database_missing'
    // Of 08 are what PgBouncer says of itself: it is full, paused, or has no server just now.
    if (/^(08|53|57)/.test(code)) return 'server_not_ready'
    return 'server_refused'
  }
  if (code === 'ENOTFOUND') return 'host_unknown'
  if (certificateCode.test(code)) return 'certificate_refused'
  if (settingsCode.test(code)) return 'settings_refused'
  if (/^(ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code)) return 'tls_failed'
  if (code !== '' || !(error instanceof Error)) return code === '' ? null : 'server_unreachable'
  // pg gives these no code, and no class of their own.
  if (error.message.includes('client password must be')) return 'password_missing'
  if (error.message.startsWith('SASL')) return 'login_refused'
  if (error.message.startsWith('The server does not support SSL')) return 'tls_failed'
  return null
}

/** What may pass by itself: a server that is down, full or not reached. All else stays as it is until somebody mends it. */
export function mayPass(reason: LoginFailure | null): boolean {
  return reason === null || reason === 'server_not_ready' || reason === 'server_unreachable'
}
