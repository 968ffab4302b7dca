/** The reasons why a login failed, by the codes of the server, of the system and of Node's TLS. */

import { errorCode } from '../../setup/error-code.js'
import type { LoginFailure } from '../../errors.js'
import { isServerError } from './server-error.js'

/**
 * OpenSSL's codes for certificate problems, as Node reports them (Node's manual, TLS, 'X509 certificate error codes').
 */
const certificateCode =
  /^(CERT_|CRL_|UNABLE_TO_|ERROR_IN_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_|PATH_LENGTH_|HOSTNAME_MISMATCH$|ERR_TLS_CERT_)/

/** Errors of the options that the connection was to be made with. */
const settingsCode = /^(ERR_INVALID_|ERR_SOCKET_BAD_|ERR_MISSING_|ERR_OUT_OF_RANGE$|ERR_OSSL_|ERR_CRYPTO_)/

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return errorCode(error) ?? ''
}

/** Returns the reason of a failed login; null if all that is known is that there was no answer. */
export function loginFailure(error: unknown): LoginFailure | null {
  const code = codeOf(error)
  if (isServerError(error)) {
    if (code.startsWith('28')) return 'login_refused'
    if (code === '3D000') return 'database_missing'
    // PgBouncer uses class 08 for its own state: it is full, paused, or has no server at the moment.
    if (/^(08|53|57)/.test(code)) return 'server_not_ready'
    return 'server_refused'
  }
  if (code === 'ENOTFOUND') return 'host_unknown'
  if (certificateCode.test(code)) return 'certificate_refused'
  if (settingsCode.test(code)) return 'settings_refused'
  if (/^(ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code)) return 'tls_failed'
  if (code !== '' || !(error instanceof Error)) return code === '' ? null : 'server_unreachable'
  // pg gives these errors no code and no class of their own.
  if (error.message.includes('client password must be')) return 'password_missing'
  if (error.message.startsWith('SASL')) return 'login_refused'
  if (error.message.startsWith('The server does not support SSL')) return 'tls_failed'
  return null
}

/**
 * True if the problem may pass by itself: the server is down, full or unreachable. Any other needs somebody to fix it.
 */
export function mayPass(reason: LoginFailure | null): boolean {
  return reason === null || reason === 'server_not_ready' || reason === 'server_unreachable'
}
