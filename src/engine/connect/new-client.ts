import { isIP } from 'node:net'
import { checkServerIdentity } from 'node:tls'
import type { Client, ClientConfig } from 'pg'
import { settingRefusal, type SentSetting } from '../failure/refused-setting.js'
import { watchLogin, type LoginGuard } from './libpq/login-guard.js'
import type { PasswordPlace } from './libpq/password-file.js'
import { loadPg } from './load-pg.js'

/** The configuration of pg's client, with what pg does not know of. */
export interface LoginConfig extends ClientConfig {
  readonly guard?: LoginGuard | undefined
  /** The parameters of the session that are sent with the login. */
  readonly session?: Readonly<Record<string, string>> | undefined
  /** The settings of the session that the url and the environment give, for an error. */
  readonly sent?: readonly SentSetting[] | undefined
  /** True if the server is not told the name of its host in TLS. */
  readonly hidesName?: boolean | undefined
  /** The way to connect if this one fails, as `sslmode` allows it. */
  readonly otherwise?: LoginConfig | undefined
}

interface StartingClient {
  readonly connectionParameters: { options: string | undefined }
  getStartupConf(): Record<string, string>
}

const configs = new WeakMap<object, LoginConfig>()

/** Returns the configuration that a client was made with; undefined if it was not made here. */
export function configOf(client: object): LoginConfig | undefined {
  return configs.get(client)
}

/** Makes a client of pg that keeps to its configuration. It is not connected. */
export async function newClient(config: LoginConfig): Promise<Client> {
  const pg = await loadPg()
  const client = new pg.Client(config)
  const { guard, session } = config
  configs.set(client, config)
  // A stream leads elsewhere than the environment says, and pg would take PGOPTIONS for it.
  if (config.stream !== undefined)
    (client as unknown as StartingClient).connectionParameters.options = config.options
  if (guard !== undefined) watchLogin(client.connection, guard)
  if (session !== undefined && Object.keys(session).length > 0) {
    const starting = client as unknown as StartingClient
    const usual = starting.getStartupConf.bind(client)
    starting.getStartupConf = () => ({ ...usual(), ...session })
  }
  return client
}

/**
 * Logs a client in.
 *
 * @throws `ConnectionError` naming a setting of the session that the server refuses; else the driver's error, unchanged.
 */
export async function logInClient(client: Client): Promise<void> {
  try {
    await client.connect()
  } catch (error) {
    throw settingRefusal(error, configOf(client)?.sent ?? []) ?? error
  }
}

/** True for the folder of a Unix socket, on which there is no TLS: libpq asks for none there, whatever `sslmode` says. */
export function isUnixSocket(host: string | undefined): boolean {
  return host?.startsWith('/') === true
}

/** Returns the configuration of a client for one address: its certificate and password are those of the name that was given. */
export function configFor<Config extends LoginConfig>(
  config: Config,
  { host, port, name }: { readonly host: string; readonly port: number; readonly name: string },
): Config {
  const { password, otherwise } = config
  const ssl = typeof config.ssl === 'object' ? config.ssl : config.ssl === true ? {} : undefined
  return {
    ...config,
    host,
    port,
    ...(typeof password === 'function' && { password: namedPassword(password, name) }),
    ...(ssl !== undefined && isIP(name) === 0 && !isUnixSocket(name) && { ssl: tlsFor(ssl, config, name) }),
    ...(otherwise !== undefined && { otherwise: configFor(otherwise, { host, port, name }) }),
    ...(isUnixSocket(host) && { ssl: false, sslnegotiation: 'postgres' as const, otherwise: undefined }),
  }
}

type TlsOptions = Exclude<ClientConfig['ssl'], boolean | undefined>

function tlsFor(ssl: TlsOptions, { hidesName }: LoginConfig, name: string): TlsOptions {
  // pg hides the key of the object that it was given before, and a spread does not copy what is hidden.
  const { key } = ssl
  const its = { ...ssl, ...(key === undefined ? {} : { key }) }
  return hidesName === true
    ? { checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate), ...its }
    : { servername: name, ...its }
}

type AskedPassword = (place: PasswordPlace) => string | Promise<string>

/** Asks for the password of a host by its name, where pg knows its address. */
function namedPassword(password: () => string | Promise<string>, host: string): LoginConfig['password'] {
  return ((place: PasswordPlace) =>
    (password as AskedPassword)({ ...place, host })) as LoginConfig['password']
}

/**
 * Returns the other way to connect, after a failure that it may mend: TLS that the server does not have, or refuses for this
 * login; a server that refuses a login without TLS.
 */
export function otherWay({ otherwise, ssl }: LoginConfig, error: unknown): LoginConfig | undefined {
  if (otherwise === undefined || !(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  const isRefusal = code === '28000'
  const isOfTls =
    /^(?:ERR_(?:SSL|TLS)_|EPROTO$|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/.test(code) ||
    error.message.includes('SSL connection')
  return isRefusal || (ssl !== false && isOfTls) ? otherwise : undefined
}
