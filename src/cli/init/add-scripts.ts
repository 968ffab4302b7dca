import { readFile, writeFile } from 'node:fs/promises'
import { SetupError } from '../../errors.js'

const file = 'package.json'

const generating: Readonly<Record<string, string>> = {
  generate: 'souk-db generate',
  'generate:watch': 'souk-db generate --watch',
  'generate:check': 'souk-db generate --check',
}

const migrating: Readonly<Record<string, string>> = { migrate: 'souk-db migrate' }

/**
 * Adds the scripts for generation to package.json, with `hasMigrations` also that for migrating, and reports what it did for
 * each. An existing script of the same name stays.
 *
 * @throws {@link SetupError} if there is no readable package.json.
 */
export async function addScripts(hasMigrations: boolean): Promise<readonly string[]> {
  const wanted = hasMigrations ? { ...generating, ...migrating } : generating
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new SetupError(`there is no ${file} here: run npm init first`, { cause })
  })
  const manifest = parse(text)
  const scripts = manifest['scripts'] ?? {}
  if (!isObject(scripts)) throw new SetupError(`scripts in ${file} is no object`)
  const missing = Object.entries(wanted).filter(([name]) => !Object.hasOwn(scripts, name))
  if (missing.length > 0) {
    const indent = /^\{\r?\n([ \t]+)/.exec(text)?.[1] ?? '  '
    const written = { ...manifest, scripts: { ...scripts, ...Object.fromEntries(missing) } }
    await writeFile(file, `${JSON.stringify(written, null, indent)}\n`)
  }
  return Object.entries(wanted).map(([name, command]) => {
    if (missing.some(([added]) => added === name)) return `${file}: script ${name} added`
    return scripts[name] === command
      ? `${file}: script ${name} is there already`
      : `${file}: script ${name} does something else, and stays; it could be: ${command}`
  })
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const manifest: unknown = JSON.parse(text)
    if (isObject(manifest)) return manifest
  } catch (cause) {
    throw new SetupError(`${file} is not JSON`, { cause })
  }
  throw new SetupError(`${file} is no object`)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
