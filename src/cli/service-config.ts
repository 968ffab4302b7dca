import { readFile } from 'node:fs/promises'
import { InvalidInputError, SetupError } from '../errors.js'
import { object, optional, text, type ReadBy } from '../input/index.js'

/** The file that says where a service keeps its queries. */
export const configFile = 'souk-db.config.json'

const path = text({ min: 1, max: 4096 })

const readServiceConfig = object({
  sql: optional(path),
  out: optional(path),
  migrations: optional(path),
  runtime: optional(path),
})

/**
 * Where a service keeps its queries: the folders of `.sql` files (`sql`), of generated modules (`out`) and of its own
 * migrations (`migrations`), and the package that modules import from (`runtime`). There is no place for a database's
 * URL: it holds a password.
 */
export type ServiceConfig = ReadBy<typeof readServiceConfig>

/**
 * Reads the configuration in the working folder; there need not be one.
 *
 * @throws {@link SetupError} naming what is wrong with it.
 */
export async function serviceConfig(): Promise<ServiceConfig> {
  const content = await readIfThere()
  if (content === null) return {}
  try {
    return readServiceConfig(JSON.parse(content))
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new SetupError(`${configFile} is not JSON`, { cause })
    if (!(cause instanceof InvalidInputError)) throw cause
    throw new SetupError(`${configFile}: ${cause.message}`, { cause })
  }
}

async function readIfThere(): Promise<string | null> {
  try {
    return await readFile(configFile, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw new SetupError(`${configFile} cannot be read`, { cause })
  }
}
