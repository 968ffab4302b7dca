import { readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The login for which a password is looked up. */
export interface PasswordPlace {
  readonly host: string
  readonly port: number
  readonly database: string | undefined
  readonly user: string | undefined
}

const warned = new Set<string>()

/** The password file of the operating system's user. */
export function usualPasswordFile(): string {
  return process.platform === 'win32'
    ? join(process.env['APPDATA'] ?? homedir(), 'postgresql', 'pgpass.conf')
    : join(homedir(), '.pgpass')
}

/**
 * Looks up a password in a password file, as libpq does (PostgreSQL manual, 32.16). A file that others may read is left
 * alone, with a warning.
 *
 * @returns undefined if there is no such file, or no line of it fits.
 */
export async function passwordFromFile(path: string, place: PasswordPlace): Promise<string | undefined> {
  const file = await stat(path).catch(() => null)
  if (file === null) return undefined
  const problem = !file.isFile()
    ? 'is not a plain file'
    : process.platform !== 'win32' && (file.mode & 0o077) !== 0
      ? 'can be read by others (its mode should be 0600 or less)'
      : null
  if (problem !== null) {
    if (!warned.has(path)) process.emitWarning(`the password file ${path} ${problem}, and is not used`)
    warned.add(path)
    return undefined
  }
  const content = await readFile(path, 'utf8').catch(() => '')
  return passwordIn(content, place)
}

/** Returns the password of the first line that fits. */
export function passwordIn(
  content: string,
  { host, port, database, user }: PasswordPlace,
): string | undefined {
  const wanted = [host.startsWith('/') ? ['localhost', host] : [host], [String(port)], [database], [user]]
  for (const line of content.split(/\r?\n/)) {
    if (line.startsWith('#')) continue
    const fields = fieldsOf(line)
    const fits = wanted.every((values, nth) => fields[nth] === '*' || values.includes(fields[nth] ?? ''))
    if (fits && fields.length >= 5) return fields[4]
  }
  return undefined
}

/** The fields of a line: colons part them, and a backslash takes the next character as it is. */
function fieldsOf(line: string): readonly string[] {
  const fields = ['']
  for (const [, escaped, char = ''] of line.matchAll(/\\(.)|(.)/gs)) {
    if (char === ':') fields.push('')
    else fields.push(`${fields.pop() ?? ''}${escaped ?? char}`)
  }
  return fields
}
