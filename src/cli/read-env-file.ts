import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { SetupError } from '../errors.js'

const file = '.env'

/**
 * Takes variables that are not set from the file `.env` of the working folder, if there is one.
 *
 * @throws {@link SetupError} if it cannot be read.
 */
export function readEnvFile(): void {
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && ['ENOENT', 'EISDIR'].includes(String(cause.code))) return
    throw new SetupError(`${file} cannot be read`, { cause })
  }
  for (const [name, value] of Object.entries(parseEnv(content))) process.env[name] ??= value
}
