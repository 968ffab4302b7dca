import { readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { ConnectionOptions as TlsOptions, SecureVersion } from 'node:tls'
import { tlsVersions, type LibpqKeyword, type SslMode } from './parameters.js'
import type { LibpqSettings } from './settings.js'

/** The ways to connect that settings allow, in their order: with TLS, or without it (false). */
export type TlsWays = readonly [TlsOptions | false, (TlsOptions | false)?]

const weakModes: readonly SslMode[] = ['disable', 'allow', 'prefer']

/**
 * Reads the settings of TLS (PostgreSQL manual, 32.18 and 32.19). Without a word of TLS there is none; libpq would try it.
 *
 * @throws `InvalidInputError` that names a setting which is wrong, or whose file cannot be read.
 */
export function tlsWays(settings: LibpqSettings): TlsWays {
  const mode = modeOf(settings)
  if (mode === 'disable') return [false]
  const tls = optionsOf(settings, mode)
  if (mode === 'allow') return [false, tls]
  return mode === 'prefer' ? [tls, false] : [tls]
}

/** Returns the `sslmode` that settings come to. */
export function modeOf(settings: LibpqSettings): SslMode {
  const given = settings.get('sslmode') as SslMode | undefined
  const old = settings.get('requiressl')
  const mode = given ?? (old === undefined ? undefined : old === '1' ? 'require' : 'prefer')
  if (settings.get('sslrootcert') === 'system') {
    if (mode === undefined || mode === 'verify-full') return 'verify-full'
    throw settings.wrong('sslmode', 'must be verify-full where sslrootcert is system')
  }
  if (settings.get('sslnegotiation') === 'direct' && (mode === undefined || weakModes.includes(mode))) {
    throw settings.wrong('sslnegotiation', 'may be direct where sslmode is require, verify-ca or verify-full')
  }
  if (mode !== undefined) return mode
  return tlsKeywords.some((keyword) => settings.get(keyword) !== undefined) ? 'prefer' : 'disable'
}

/** The parameters that speak of TLS: with one of them the default of `sslmode` is libpq's. */
const tlsKeywords: readonly LibpqKeyword[] = [
  'sslcert',
  'sslkey',
  'sslrootcert',
  'sslcrl',
  'sslcrldir',
  'ssl_min_protocol_version',
  'ssl_max_protocol_version',
]

function optionsOf(settings: LibpqSettings, mode: SslMode): TlsOptions {
  const ca = authorities(settings, mode)
  const crl = revocations(settings)
  const { least, most } = versionsOf(settings)
  // As with libpq, authorities that are known are asked in every mode.
  const verifies = mode === 'verify-full' || (ca !== undefined && mode !== 'no-verify')
  return {
    rejectUnauthorized: verifies,
    ...(verifies && mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
    ...(ca !== undefined && { ca }),
    ...(crl.length > 0 && { crl: [...crl] }),
    ...ownCertificate(settings),
    ...(least !== undefined && { minVersion: least }),
    ...(most !== undefined && { maxVersion: most }),
  }
}

/** The versions of TLS that settings allow; undefined for what Node has, whose least is libpq's too. */
function versionsOf(settings: LibpqSettings): {
  readonly least: SecureVersion | undefined
  readonly most: SecureVersion | undefined
} {
  const version = (keyword: LibpqKeyword) => {
    const given = settings.get(keyword)?.toLowerCase()
    return tlsVersions.find((one) => one.toLowerCase() === given)
  }
  const least = version('ssl_min_protocol_version')
  const most = version('ssl_max_protocol_version')
  if (most !== undefined && (least ?? 'TLSv1.2') > most) {
    throw least === undefined
      ? settings.wrong('ssl_max_protocol_version', 'needs an ssl_min_protocol_version to be below TLSv1.2')
      : settings.wrong('ssl_min_protocol_version', 'must not be above ssl_max_protocol_version')
  }
  return { least, most }
}

/** The authorities of certificates; undefined for those that Node trusts, or for none. */
function authorities(settings: LibpqSettings, mode: SslMode): string | undefined {
  const named = settings.get('sslrootcert')
  if (named === 'system' || mode === 'no-verify') return undefined
  const content = named === undefined ? readIfThere(usual('root.crt')) : read(settings, 'sslrootcert', named)
  if (content === undefined && mode === 'verify-ca')
    throw settings.wrong('sslmode', 'needs an sslrootcert to be verify-ca')
  // Node takes an empty list for the authorities of the public.
  if (content !== undefined && !/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(content)) {
    throw settings.wrong(
      'sslrootcert',
      named === undefined ? 'holds no certificate (~/.postgresql/root.crt)' : 'holds no certificate',
    )
  }
  return content
}

function revocations(settings: LibpqSettings): readonly string[] {
  const file = settings.get('sslcrl')
  const folder = settings.get('sslcrldir')
  const one = file === undefined ? readIfThere(usual('root.crl')) : read(settings, 'sslcrl', file)
  return [...(one === undefined ? [] : [one]), ...(folder === undefined ? [] : readFolder(settings, folder))]
}

/** The certificate of the client and its key, if it has one. */
function ownCertificate(settings: LibpqSettings): TlsOptions {
  const passphrase = settings.get('sslpassword')
  if (settings.get('sslcertmode') === 'disable') return {}
  const named = settings.get('sslcert')
  const cert = named === undefined ? readIfThere(usual('postgresql.crt')) : read(settings, 'sslcert', named)
  if (cert === undefined) return {}
  const key = read(settings, 'sslkey', settings.get('sslkey') ?? usual('postgresql.key'), true)
  return { cert, key, ...(passphrase !== undefined && { passphrase }) }
}

/** A file of the folder in which libpq looks for what no setting names. */
export function usual(name: string): string {
  return process.platform === 'win32'
    ? join(process.env['APPDATA'] ?? homedir(), 'postgresql', name)
    : join(homedir(), '.postgresql', name)
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function read(settings: LibpqSettings, keyword: LibpqKeyword, path: string, isSecret = false): string {
  const content = readIfThere(path)
  if (content === undefined) throw settings.wrong(keyword, 'names a file that cannot be read')
  if (isSecret && isOpen(path)) {
    throw settings.wrong(
      keyword,
      'names a file that others can read: its mode must be 0600, or 0640 if root owns it',
    )
  }
  return content
}

function isOpen(path: string): boolean {
  if (process.platform === 'win32') return false
  const { mode, uid } = statSync(path)
  return (mode & (uid === 0 ? 0o037 : 0o077)) !== 0
}

function readFolder(settings: LibpqSettings, path: string): readonly string[] {
  try {
    return readdirSync(path).map((name) => readFileSync(join(path, name), 'utf8'))
  } catch {
    throw settings.wrong('sslcrldir', 'names a folder that cannot be read')
  }
}
