import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { InvalidInputError } from '../../../errors.js'
import { isLibpqKeyword, type LibpqKeyword } from './parameters.js'

/** The folder of the system-wide file, where PGSYSCONFDIR names none: that of Debian's packages. */
const systemFolder = '/etc/postgresql-common'

/**
 * Reads a service: of the file that PGSERVICEFILE names, else of `~/.pg_service.conf`, and then of the system's.
 *
 * @param named - The setting that names the service, for errors.
 * @throws {@link InvalidInputError} if there is no such service, or its file is wrong.
 */
export function readService(
  service: string,
  named: string,
  env: NodeJS.ProcessEnv,
): ReadonlyMap<LibpqKeyword, string> {
  const own = valueOf(env, 'PGSERVICEFILE')
  const files = [
    { path: own ?? join(homedir(), '.pg_service.conf'), isNamed: own !== undefined },
    { path: join(valueOf(env, 'PGSYSCONFDIR') ?? systemFolder, 'pg_service.conf'), isNamed: false },
  ]
  for (const { path, isNamed } of files) {
    const content = readIfThere(path)
    if (content === null && isNamed)
      throw new InvalidInputError('PGSERVICEFILE', 'names no file that can be read')
    const found = content === null ? null : sectionOf(content, service)
    if (found !== null) return found
  }
  throw new InvalidInputError(named, 'names a service that no service file defines')
}

/** The value of a variable; an empty one is none. */
export function valueOf(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]
  return value === '' ? undefined : value
}

function sectionOf(content: string, service: string): ReadonlyMap<LibpqKeyword, string> | null {
  let found: Map<LibpqKeyword, string> | null = null
  for (const [index, text] of content.split('\n').entries()) {
    const line = text.trim()
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('[')) {
      if (found !== null) return found
      if (line === `[${service}]`) found = new Map()
    } else if (found !== null) {
      const [, name = '', value = ''] = /^([^=]*)=(.*)$/.exec(line) ?? []
      if (!isLibpqKeyword(name) || name === 'service')
        throw new InvalidInputError(
          'service',
          `line ${index + 1} of the service file sets no parameter of libpq's`,
        )
      // As with libpq the first one counts.
      if (!found.has(name) && value !== '') found.set(name, value)
    }
  }
  return found
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
