/**
 * Checks the tarball of `npm run build`: how it is put together, its types in every module system, and its size.
 *
 *   npm run check:package [-- FOLDER]    the tarball is left in the folder, if there is one
 */

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'

/** The most that each may take, in KB. What grows beyond needs a reason, and a new figure here. */
const budget = {
  'the tarball': 3_800,
  'the tarball, unpacked': 10_600,
  'a minified bundle of newId': 20,
  'a minified bundle of createDatabase, without its packages': 1_700,
} as const

interface Packed {
  readonly filename: string
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string }[]
}

const root = join(import.meta.dirname, '..')
const run = promisify(execFile)
const program = (name: string) => join(root, 'node_modules/.bin', name)

async function pack(folder: string): Promise<Packed> {
  const { stdout } = await run(
    'npm',
    ['pack', '--json', '--offline', '--ignore-scripts', '--pack-destination', folder],
    { cwd: root, maxBuffer: 16 * 1024 * 1024 },
  )
  const [packed] = JSON.parse(stdout) as readonly [Packed]
  return packed
}

/** Returns the bytes of a service that imports one name. */
async function bundleSize(name: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${name} } from './dist/index.js'`, resolveDir: root },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    write: false,
    outdir: 'out',
    logLevel: 'error',
  })
  return outputFiles.reduce((sum, { contents }) => sum + contents.length, 0)
}

async function check(folder: string): Promise<readonly string[]> {
  const { filename, size, unpackedSize, files } = await pack(folder)
  const tarball = join(folder, filename)
  const mistakes: string[] = []
  const foreign = files.filter(
    ({ path }) =>
      !/^(?:(?:dist|docs|examples|migrations|sql)\/|(?:(?:CHANGELOG|README|SECURITY)\.md|LICENSE|package\.json)$)/.test(
        path,
      ),
  )
  for (const { path } of foreign) mistakes.push(`the tarball carries ${path}`)
  for (const { path } of files)
    if (path.endsWith('.map')) mistakes.push(`the tarball carries the map ${path}`)

  const sizes: Record<keyof typeof budget, number> = {
    'the tarball': size,
    'the tarball, unpacked': unpackedSize,
    'a minified bundle of newId': await bundleSize('newId'),
    'a minified bundle of createDatabase, without its packages': await bundleSize('createDatabase'),
  }
  for (const [name, most] of Object.entries(budget)) {
    const found = Math.ceil(sizes[name as keyof typeof budget] / 1000)
    console.log(`${name}: ${found} of ${most} KB`)
    if (found > most) mistakes.push(`${name} has ${found} KB, and may have ${most}`)
  }

  const programs: readonly (readonly [name: string, args: readonly string[]])[] = [
    ['publint', ['run', tarball, '--strict']],
    ['attw', [tarball, '--profile', 'node16']],
  ]
  for (const [name, args] of programs) {
    try {
      await run(program(name), args)
      console.log(`${name}: nothing found`)
    } catch (error) {
      const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string }
      mistakes.push(`${name}:\n${stdout}${stderr}`)
    }
  }
  return mistakes
}

const [given] = process.argv.slice(2)
const folder = given ?? (await mkdtemp(join(tmpdir(), 'souk-pack-')))
await mkdir(folder, { recursive: true })
const mistakes = await check(folder)
if (given === undefined) await rm(folder, { recursive: true })
for (const mistake of mistakes) console.error(mistake)
if (mistakes.length > 0) process.exitCode = 1
