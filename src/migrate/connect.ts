import type { Client, ClientBase, ClientConfig } from 'pg'
import { errorCode } from '../setup/error-code.js'
import {
  clientConfig,
  hostsOf,
  poolDefaults,
  withoutUndefined,
} from '../engine/connect/connection-options.js'
import { configOf, logInClient, newClient, otherWay, type LoginConfig } from '../engine/connect/new-client.js'
import { HostChooser } from '../engine/hosts/host-chooser.js'
import type { HostSettings } from '../engine/hosts/host-options.js'
import { assertConnectionString } from '../engine/connect/connection-string.js'
import { loginFailure, mayPass } from '../engine/failure/login-failure.js'
import { ConnectionError, isSoukError, type LoginFailure } from '../errors.js'
import { asServerError } from '../engine/failure/server-error.js'
import { clearTimeout, setTimeout } from '../engine/timers.js'

export { asServerError }

const closeTimeoutMs = 2_000

/**
 * Opens a separate connection to a database, for work that must not share one.
 *
 * Errors hold neither the connection string nor the driver's error: both can hold the password.
 *
 * @param applicationName - The name that the server shows, unless the url or the environment has one.
 * @throws `InvalidInputError` if the string is not a connection string, or a setting is wrong.
 * @throws {@link ConnectionError} if the server cannot be reached or refuses the login.
 */
export async function connect(url: string, applicationName: string, signal?: AbortSignal): Promise<Client> {
  assertConnectionString(url)
  const config = clientConfig({ url }, applicationName)
  const hosts = hostsOf({ url })
  return hosts === null ? open(config, signal) : openOneOf(hosts, config, signal)
}

async function openOneOf(
  hosts: HostSettings,
  config: LoginConfig,
  signal: AbortSignal | undefined,
): Promise<Client> {
  const chooser = new HostChooser(config, hosts, () => undefined)
  const giveUp = () => chooser.close()
  signal?.addEventListener('abort', giveUp)
  try {
    signal?.throwIfAborted()
    return (await chooser.connect()).client
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', giveUp)
    chooser.close()
  }
}

/**
 * Opens a connection to the database of an open client, with the same credentials.
 *
 * @throws the errors of {@link connect}.
 */
export async function connectLike(client: ClientBase, applicationName: string): Promise<Client> {
  // A client may come from another copy of pg, but it has the options it was made with.
  const { host, port, user, database, password, ssl } = client as ClientBase & ClientConfig
  return open({
    connectionTimeoutMillis: poolDefaults.connectTimeoutMs,
    ...(configOf(client) ?? withoutUndefined({ host, port, user, database, password, ssl })),
    application_name: applicationName,
  })
}

async function open(config: LoginConfig, signal?: AbortSignal): Promise<Client> {
  const client = await newClient(config)
  // Without a listener, a connection lost between two statements would end the process. The next statement reports it.
  client.on('error', () => undefined)
  const giveUp = () => client.connection.stream.destroy()
  signal?.addEventListener('abort', giveUp)
  try {
    signal?.throwIfAborted()
    await logInClient(client)
    return client
  } catch (error) {
    void closeClient(client)
    signal?.throwIfAborted()
    const other = otherWay(config, error)
    if (other !== undefined) return await open(other, signal)
    if (isSoukError(error)) throw error
    const reason = loginFailure(error)
    throw new ConnectionError('not_run', describeRefusal(error, client, reason), {
      reason,
      retryable: mayPass(reason),
    })
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
}

/** Closes a connection in any state: `end()` alone waits for ever if the peer is gone. */
export async function closeClient(client: Client): Promise<void> {
  const stuck = setTimeout(() => client.connection.stream.destroy(), closeTimeoutMs)
  await client.end().catch(() => undefined)
  clearTimeout(stuck)
}

/** The words for a fault where a server answers, or is not even asked. */
const problems: Partial<Record<LoginFailure, string>> = {
  password_missing: 'it asks for a password, and none is given',
  login_refused: 'the exchange of the password failed: check user and password',
  certificate_refused: 'its certificate is not trusted: check sslrootcert, and the name of the host',
  tls_failed: 'there is no TLS with it: check that it offers TLS, and sslmode',
  settings_refused: 'a setting of the connection cannot be used: check those of TLS, and the port',
}

function describeRefusal(error: unknown, client: Client, reason: LoginFailure | null): string {
  const server = `${client.host}:${client.port}`
  const refusal = asServerError(error)
  if (refusal === null) {
    const known = reason === null ? undefined : problems[reason]
    if (known !== undefined) return `cannot log in to the server at ${server}: ${known}`
    return `cannot reach the server at ${server} (${networkCode(error)}): check that it runs, and host and port`
  }
  switch (refusal.code) {
    case '28000':
    case '28P01':
      return `the server at ${server} refused the login of user ${client.user ?? ''} (SQLSTATE ${refusal.code}): check user and password`
    case '3D000':
      return `the server at ${server} has no database ${client.database ?? ''} (SQLSTATE 3D000): create it, or check the name`
    default:
      return `the server at ${server} refused the connection (SQLSTATE ${refusal.code})`
  }
}

/** Returns the system's code of a network error. Node tries a host's addresses one by one and reports them together. */
function networkCode(error: unknown): string {
  const cause: unknown = error instanceof AggregateError ? error.errors[0] : error
  return errorCode(cause) ?? 'no answer, or none that this driver understands'
}
