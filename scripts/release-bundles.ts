/**
 * Runs the package as services have it: packed, installed in an empty folder, bundled, and moved to where nothing is
 * installed. Each service creates, migrates, queries, fails and traces on a database of its own.
 *
 *   npm run build && npm run release:bundles
 *   npm run release:bundles -- --all [--without Next.js]    also with pnpm, Yarn, Jest, Next.js and two job queues, which come from the registry
 */

import { execFile } from 'node:child_process'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual, parseArgs, promisify } from 'node:util'
import { cases, type Case } from './release/bundles/cases.js'
import { remoteCases } from './release/bundles/installers.js'
import type { RemoteCase } from './release/bundles/remote-case.js'
import { installTarball, type Project } from './release/bundles/project.js'
import { embeddedRefusal, expectedReport, expectedSpans, serviceCode } from './release/bundles/service.js'
import { findPackageRoot } from '../src/setup/package-root.js'
import { createTestDatabase } from '../src/testing/index.js'

const run = promisify(execFile)

/** A service that is built. */
interface BuiltCase {
  readonly one: Case
  /** The file to run. */
  readonly file: string
  /** The size of a bundle. */
  readonly said: string
}

async function buildCase({ directory, around }: Project, one: Case, index: number): Promise<BuiltCase> {
  const { kind, traced = false, bundle } = one
  const folder = join(directory, traced ? 'traced' : 'plain')
  const entry = join(folder, `service-${index}.${kind === 'import' ? 'mjs' : 'cjs'}`)
  await writeFile(entry, serviceCode({ kind, traced, embedded: bundle !== undefined }))
  if (bundle === undefined) return { one, file: entry, said: 'as installed' }
  const out = join(around, `out-${index}`)
  const file = join(out, await bundle(entry, out))
  return { one, file, said: `${Math.round((await sizeOf(out)) / 1024)} KB` }
}

async function runCase({ one, file }: BuiltCase): Promise<void> {
  const { traced = false, bundle } = one
  const embedded = await runService([process.execPath, file], {
    ...expectedReport,
    ...(traced ? expectedSpans : {}),
  })
  if (bundle !== undefined && !embeddedRefusal.test(embedded ?? ''))
    throw new Error(`the embedded database says: ${embedded ?? 'nothing'}`)
}

async function runRemote(one: RemoteCase, index: number): Promise<void> {
  const folder = join(project.around, `remote-${index}`)
  await runService(await one.prepare(folder, project.tarball), one.expected ?? expectedReport)
  console.log(`passed: ${one.name}`)
}

/** Runs a service on a database of its own, compares its report, and returns what the embedded database said. */
async function runService(command: readonly string[], expected: object): Promise<string | undefined> {
  const [program = '', ...args] = command
  await using database = await createTestDatabase({ migrations: 'none' })
  const { stdout } = await run(program, args, {
    cwd: project.around,
    env: { PATH: process.env['PATH'], DATABASE_URL: database.url },
    timeout: 120_000,
  })
  const { embedded, ...report } = JSON.parse(stdout) as { readonly embedded?: string }
  if (!isDeepStrictEqual(report, expected)) throw new Error(`it reports ${JSON.stringify(report)}`)
  return embedded
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    without: { type: 'string', multiple: true, default: [] },
  },
})
const wanted = remoteCases.filter(
  ({ name }) => values.all && !values.without.some((word) => name.startsWith(word)),
)
const started = Date.now()
const seconds = () => ((Date.now() - started) / 1000).toFixed(1)
let failures = 0

/** Does something with each of a list, two at a time, and returns what came of those that did not fail. */
async function each<In, Out>(
  list: readonly In[],
  nameOf: (item: In) => string,
  work: (item: In, index: number) => Promise<Out>,
): Promise<readonly Out[]> {
  const done: Out[] = []
  const left = list.entries()
  const worker = async () => {
    for (const [index, item] of left) {
      try {
        done.push(await work(item, index))
      } catch (error) {
        failures++
        console.log(`FAILED: ${nameOf(item)}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }
  await Promise.all([worker(), worker()])
  return done
}

await using project = await installTarball(findPackageRoot().directory)
console.log(`installed after ${seconds()} s`)
const built = await each(
  cases,
  ({ name }) => name,
  (one, index) => buildCase(project, one, index),
)
console.log(`built after ${seconds()} s`)
const nameOf = ({ one }: BuiltCase) => one.name
const runAll = (list: readonly BuiltCase[]) =>
  each(list, nameOf, async (item) => {
    await runCase(item)
    console.log(`passed: ${item.one.name} (${item.said})`)
  })
await runAll(built.filter(({ one }) => one.bundle === undefined))
await project.hide()
await runAll(built.filter(({ one }) => one.bundle !== undefined))
await each(wanted, ({ name }) => name, runRemote)
console.log(`${cases.length + wanted.length - failures} passed, ${failures} failed after ${seconds()} s`)
if (failures > 0) process.exitCode = 1
