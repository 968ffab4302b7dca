import { InvalidInputError } from '../../../errors.js'
import { isLibpqKeyword, libpqParameters, type LibpqKeyword } from './parameters.js'

/** The scheme, the login up to the last @, the hosts, the database, and the parameters. */
const parts = /^postgres(?:ql)?:\/\/(?:([^/?#]*)@)?([^/?#]*)(?:\/([^?#]*))?(?:\?(.*))?$/is

/** The parts of a connection string by their libpq names, as it has them: an empty one is none. */
export type UrlParts = ReadonlyMap<LibpqKeyword, string>

/**
 * Reads a connection string as libpq does, and in pg's forms for Unix sockets: `/directory database`, `socket:/directory?db=…`.
 *
 * @throws {@link InvalidInputError} naming a parameter that there is not; the message quotes no value.
 */
export function readUrl(url: string): UrlParts {
  if (url.startsWith('/')) {
    const [host = '', dbname = ''] = url.split(' ')
    return given({ host, dbname })
  }
  if (/^socket:/i.test(url)) return readSocketUrl(url)
  const [, login = '', hosts = '', path = '', query = ''] = parts.exec(url) ?? notOne()
  const [user = '', ...password] = login.split(':')
  const places = hosts === '' ? [] : hosts.split(',').map(splitPlace)
  return new Map([
    ...given({
      user: decode(user),
      password: decode(password.join(':')),
      host: places.map(({ host }) => host).join(','),
      port: places.some(({ port }) => port !== '') ? places.map(({ port }) => port).join(',') : '',
      dbname: decode(path),
    }),
    ...readQuery(query),
  ])
}

function readSocketUrl(url: string): UrlParts {
  const [, login = '', path = '', query = ''] =
    /^socket:(?:\/\/)?(?:([^@/]*)@)?([^?]*)(?:\?(.*))?$/is.exec(url) ?? notOne()
  const [user = '', ...password] = login.split(':')
  return new Map([
    ...given({ user: decode(user), password: decode(password.join(':')), host: decode(path) }),
    ...readQuery(query, { db: 'dbname', encoding: 'client_encoding' }),
  ])
}

function readQuery(query: string, aliases: Readonly<Record<string, LibpqKeyword>> = {}): UrlParts {
  const found = new Map<LibpqKeyword, string>()
  let ssl: string | undefined
  for (const [index, pair] of (query === '' ? [] : query.split('&')).entries()) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? []
    const keyword = decode(name)
    if (keyword === 'ssl') ssl = sslMode(decode(value))
    else if (isLibpqKeyword(aliases[keyword] ?? keyword))
      found.set((aliases[keyword] ?? keyword) as LibpqKeyword, decode(value))
    // What it asks for is always so.
    else if (keyword !== 'uselibpqcompat')
      throw new InvalidInputError('url', `${nameOnly(keyword, index)} is no parameter of libpq's`)
  }
  // The word with more values wins, wherever it stands.
  if (ssl !== undefined && (found.get('sslmode') ?? '') === '') found.set('sslmode', ssl)
  return given(Object.fromEntries(found))
}

/** The meaning of `ssl`, which libpq knows from JDBC, and pg with more values. */
function sslMode(value: string): string {
  if (value === 'true' || value === '1') return 'require'
  if (value === 'false' || value === '0') return 'disable'
  if (value === 'no-verify') return value
  throw new InvalidInputError('ssl', 'must be true (of the url); sslmode has more values')
}

/** Names a parameter. The text before the equals sign could be a piece of a password: only a misspelt keyword is quoted. */
function nameOnly(name: string, index: number): string {
  return Object.keys(libpqParameters).some((keyword) => isMisspelling(name.toLowerCase(), keyword))
    ? name
    : `its parameter ${index + 1}`
}

/** True if a word has the letters of another but for one that is changed, left out, added, or swapped with the next. */
function isMisspelling(word: string, of: string): boolean {
  let start = 0
  while (start < of.length && word[start] === of[start]) start += 1
  const [rest, right] = [word.slice(start), of.slice(start)]
  const swapped = `${right[1] ?? ''}${right[0] ?? ''}${right.slice(2)}`
  return [
    rest.slice(1) === right.slice(1),
    rest === right.slice(1),
    rest.slice(1) === right,
    rest === swapped,
  ].includes(true)
}

/** `db1:5432`, `[::1]:5432`, `10.0.0.1`, `%2Frun%2Fpostgresql:5433`. */
function splitPlace(text: string): { readonly host: string; readonly port: string } {
  const [, bracketed, plain = '', port = ''] =
    /^(?:\[([^\]]+)\]|([^:[\]]*))(?::(.*))?$/s.exec(text) ?? notOne()
  return { host: decode(bracketed ?? plain), port }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return notOne()
  }
}

function given(named: Readonly<Partial<Record<LibpqKeyword, string>>>): UrlParts {
  return new Map(Object.entries(named).filter(([, value]) => value !== '') as [LibpqKeyword, string][])
}

function notOne(): never {
  throw new InvalidInputError('url', 'is not a PostgreSQL connection string')
}
