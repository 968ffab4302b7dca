import type { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import { ConnectionError } from '../../../errors.js'
import { authMethods } from './parameters.js'
import type { LibpqSettings } from './settings.js'

type AuthMethod = (typeof authMethods)[number]

/** The demands on a login: libpq's `require_auth` and `channel_binding`. */
export interface LoginGuard {
  /** The methods that may be used. */
  readonly methods: readonly AuthMethod[]
  /** True if SCRAM must be bound to the TLS connection. */
  readonly requiresBinding: boolean
}

/** The connection of a client of pg, as far as it is watched. */
interface LoginSource extends EventEmitter {
  readonly stream: Duplex
}

/** Returns the guard that settings ask for; undefined if any login will do. */
export function guardOf(settings: LibpqSettings): LoginGuard | undefined {
  const required = settings.get('require_auth')
  const requiresBinding = settings.get('channel_binding') === 'require'
  if (required === undefined) return requiresBinding ? { methods: authMethods, requiresBinding } : undefined
  const names = required.split(',')
  const refuses = names[0]?.startsWith('!') === true
  return {
    methods: authMethods.filter((method) => names.includes(refuses ? `!${method}` : method) !== refuses),
    requiresBinding,
  }
}

/** Ends a login before anything secret is sent, if the server asks for one that the guard does not allow. */
export function watchLogin(connection: LoginSource, { methods, requiresBinding }: LoginGuard): void {
  let hasProved = false
  const refuse = (problem: string) => {
    connection.stream.destroy()
    connection.emit(
      'error',
      new ConnectionError('not_run', problem, { retryable: false, reason: 'settings_refused' }),
    )
  }
  const ask = (method: AuthMethod, isBound = false) => {
    if (!methods.includes(method))
      refuse(`the server asks for the login ${method}, which require_auth rules out`)
    else if (requiresBinding && !isBound)
      refuse('the server offers no channel binding, and channel_binding requires it')
  }
  connection.on('authenticationCleartextPassword', () => ask('password'))
  connection.on('authenticationMD5Password', () => ask('md5'))
  connection.on('authenticationSASL', ({ mechanisms }: { readonly mechanisms: readonly string[] }) =>
    ask('scram-sha-256', mechanisms.includes('SCRAM-SHA-256-PLUS')),
  )
  for (const event of [
    'authenticationCleartextPassword',
    'authenticationMD5Password',
    'authenticationSASLFinal',
  ])
    connection.on(event, () => (hasProved = true))
  connection.on('authenticationOk', () => {
    // A server that asks for nothing proves nothing.
    if (!hasProved) ask('none')
  })
}
