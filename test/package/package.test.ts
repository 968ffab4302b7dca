// Thorough: builds and packs the package.

import { execFile } from 'node:child_process'
import { cp, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cacheDirectory } from '../../src/embedded/cache-directory.js'
import { findPackageRoot } from '../../src/setup/package-root.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { bundledPackages } from '../../scripts/build/bundled-packages.js'
import { installPackage, type InstalledPackage } from '../setup/installed-package.js'
import { examples } from '../setup/package/examples.js'

const { directory: root, version } = findPackageRoot()
const entries = ['@souk/db', '@souk/db/geo', '@souk/db/embedded', '@souk/db/testing'] as const

let installed: InstalledPackage

beforeAll(async () => {
  installed = await installPackage()
}, 900_000)
afterAll(() => installed.remove())

/** Runs a script in the project, as an ES module or as CommonJS, and gives what it prints as JSON. */
async function evaluate(
  kind: 'esm' | 'cjs',
  script: string,
  env?: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<unknown> {
  const file = await installed.write(kind === 'esm' ? 'script.mjs' : 'script.cjs', script)
  const { stdout } = await installed.node([...flags, file], env)
  return JSON.parse(stdout)
}

/** The same import in both languages. */
function load(kind: 'esm' | 'cjs', entry: string): string {
  return kind === 'esm' ? `await import('${entry}')` : `require('${entry}')`
}

/** Makes an error of any class: most take two strings. */
const newError = `(name === 'ConstraintError'
  ? new mine[name]({ kind: 'check', constraint: null, constraintName: null, table: null, columns: [] })
  : name === 'GenerationError' ? new mine[name]([]) : new mine[name]('unknown', 'it failed'))`

describe('the tarball', () => {
  it('carries the migrations, the queries, both builds and what README refers to', async () => {
    const shipped = async (folder: string) =>
      (await readdir(join(root, folder)))
        .filter((name) => name.endsWith('.sql'))
        .map((name) => `${folder}/${name}`)
    expect(installed.files).toEqual(
      expect.arrayContaining([
        ...(await shipped('migrations')),
        ...(await shipped('sql')),
        ...['index', 'geo/index', 'embedded/index', 'testing/index'].flatMap((name) =>
          ['js', 'cjs', 'd.ts', 'd.cts'].map((extension) => `dist/${name}.${extension}`),
        ),
        'dist/cli/main.js',
        'dist/demo/scenes/nearest-listings.ts',
        'dist/map-page/page/index.html',
        'dist/map-page/maplibre/maplibre-gl.mjs.br',
        'docs/engine.md',
        'package.json',
        'LICENSE',
        'README.md',
      ]),
    )
  })

  it('carries what its pages link to', async () => {
    const shipped = new Set(installed.files)
    const pages = installed.files.filter((path) => /^(?:docs\/)?[\w-]+\.md$/.test(path))
    const broken: string[] = []
    for (const page of pages) {
      const text = await readFile(join(installed.project, 'node_modules/@souk/db', page), 'utf8')
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g))
        if (!shipped.has(join(page, '..', target))) broken.push(`${page}: ${target}`)
    }
    expect(broken).toEqual([])
  })

  it('carries the image of an empty database, packed small', async () => {
    const images = installed.files.filter((path) => path.endsWith('.image.br'))
    expect(images).toHaveLength(1)
    const { size } = await stat(join(installed.project, 'node_modules/@souk/db', images[0] ?? ''))
    expect(size).toBeLessThan(2 * 1024 * 1024)
  })

  it('asks an installer for few packages: the ones of the command line are built in, with their licences', async () => {
    const text = await readFile(join(installed.project, 'node_modules/@souk/db/package.json'), 'utf8')
    const { dependencies } = JSON.parse(text) as { readonly dependencies: object }
    expect(Object.keys(dependencies)).toEqual(['pbf', 'pg', 'postgres-migrations', 'wkx'])
    const licences = await readFile(
      join(installed.project, 'node_modules/@souk/db/dist/cli/LICENSES.txt'),
      'utf8',
    )
    for (const name of bundledPackages) expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'))
    expect(licences.match(/permission/gi)?.length).toBeGreaterThanOrEqual(bundledPackages.length)
  })

  it('brings nothing that runs when it is installed', async () => {
    const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<
        Record<string, { readonly dev?: boolean; readonly hasInstallScript?: boolean }>
      >
    }
    const scripted = Object.entries(lock.packages).filter(
      ([, { hasInstallScript = false }]) => hasInstallScript,
    )
    expect(scripted.filter(([, { dev = false }]) => !dev)).toEqual([])
    // Of those of this repository, docs/packaging.md says what they do.
    const page = await readFile(join(root, 'docs/packaging.md'), 'utf8')
    for (const [path] of scripted) expect(page).toContain(`\`${path.replace(/^.*node_modules\//, '')}\``)
  })

  it.each(['newId', 'isSoukError', 'productCategories'])(
    'adds little to a bundle that needs only %s',
    async (name) => {
      const { outputFiles } = await build({
        stdin: { contents: `export { ${name} } from '@souk/db'`, resolveDir: installed.project },
        bundle: true,
        minify: true,
        platform: 'node',
        format: 'esm',
        write: false,
      })
      const [bundle] = outputFiles
      expect(bundle?.text).toContain(name)
      expect(bundle?.contents.length).toBeLessThan(20 * 1024)
    },
  )
})

describe.each(['esm', 'cjs'] as const)('the installed package, from %s', (kind) => {
  it.each(entries)('loads %s', async (entry) => {
    const names = await evaluate(
      kind,
      `const entry = ${load(kind, entry)}
      console.log(JSON.stringify(Object.keys(entry).sort()))`,
    )
    const source = (await import(join(root, `src${entry.slice('@souk/db'.length)}/index.ts`))) as object
    expect(names).toEqual(Object.keys(source).sort())
  })

  it('finds its migrations', async () => {
    await using database = await createTestDatabase({ migrations: 'none' })
    const report = await evaluate(
      kind,
      `async function main() {
        const { migrate, migrationStatus } = ${load(kind, '@souk/db')}
        const { applied } = await migrate({ url: process.env.DATABASE_URL })
        const { current } = await migrationStatus({ url: process.env.DATABASE_URL })
        console.log(JSON.stringify({ applied: applied.map(({ file }) => file), current }))
      }
      main()`,
      { DATABASE_URL: database.url },
    )
    const names = (await readdir(join(root, 'migrations'))).filter((name) => name.endsWith('.sql'))
    expect(report).toEqual({
      applied: names.sort((one, other) => parseInt(one) - parseInt(other)),
      current: true,
    })
  })

  it('says how to install what the embedded database needs, in an error class that entry points share', async () => {
    const error = await evaluate(
      kind,
      `async function main() {
        const { SetupError } = ${load(kind, '@souk/db')}
        const { startEmbeddedServer } = ${load(kind, '@souk/db/embedded')}
        const error = await startEmbeddedServer().catch((error) => error)
        console.log(JSON.stringify({ message: error.message, shared: error instanceof SetupError }))
      }
      main()`,
    )
    expect(error).toEqual({
      message:
        'The embedded database needs @electric-sql/pglite and @electric-sql/pglite-postgis: ' +
        'npm install @electric-sql/pglite@0.5.8 @electric-sql/pglite-postgis@0.2.8',
      shared: true,
    })
  })

  it.each([
    // A connection string is checked by createDatabase; the driver comes with the first connection, and the reader of
    // geometries with the first database that has any.
    ['@souk/db', []],
    ['@souk/db/geo', ['wkx']],
  ])('loads of %s no package before it is needed', async (entry, needed) => {
    const recorder = await installed.write(
      'recorder.mjs',
      `import { register } from 'node:module'
      const hooks = \`export async function resolve(specifier, context, next) {
        const resolved = await next(specifier, context)
        require('node:fs').appendFileSync(process.env.RECORD, resolved.url + '\\\\n')
        return resolved
      }\`
      register('data:text/javascript,' + encodeURIComponent(
        "import { createRequire } from 'node:module'; const require = createRequire(process.cwd() + '/');" + hooks))`,
    )
    const record = await installed.write('record.txt', '')
    const cached = await evaluate(
      kind,
      `async function main() {
        ${load(kind, entry)}
        const { createRequire } = ${load(kind, 'node:module')}
        console.log(JSON.stringify(Object.keys(createRequire(process.cwd() + '/').cache)))
      }
      main()`,
      { RECORD: record },
      ['--import', recorder],
    )
    const paths = [...(cached as string[]), ...(await readFile(record, 'utf8')).split('\n')]
    const packages = new Set(
      paths.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []),
    )
    expect([...packages].sort()).toEqual(['@souk/db', ...needed])
  })

  it('comes in few files, each of which costs the start', async () => {
    const graph = new Set<string>()
    const walk = async (file: string): Promise<void> => {
      if (graph.has(file)) return
      graph.add(file)
      const text = await readFile(file, 'utf8')
      const pattern = kind === 'esm' ? /(?:from|import) "(\.[^"]+)"/g : /= require\(['"](\.[^'"]+)['"]\)/g
      for (const [, path = ''] of text.matchAll(pattern)) await walk(join(file, '..', path))
    }
    await walk(join(installed.project, `node_modules/@souk/db/dist/index.${kind === 'esm' ? 'js' : 'cjs'}`))
    expect(graph.size).toBeGreaterThan(1)
    expect(graph.size).toBeLessThanOrEqual(5)
  })

  it('connects, and reads geometries, with what it loads then', async () => {
    await using database = await createTestDatabase()
    const result = await evaluate(
      kind,
      `async function main() {
        const { createDatabase, PreparedQuery } = ${load(kind, '@souk/db')}
        const db = createDatabase({ url: process.env.DATABASE_URL })
        const query = new PreparedQuery(
          { usedParamSet: {}, params: [], statement: "select 'LINESTRING(1 2, 3 4)'::geometry as line" })
        // A geometry without an SRID is taken for WGS 84.
        console.log(JSON.stringify(await db.many(query)))
        await db.close()
      }
      main()`,
      { DATABASE_URL: database.url },
    )
    const coordinates = [
      [1, 2],
      [3, 4],
    ]
    expect(result).toEqual([{ line: { type: 'LineString', coordinates } }])
  })
})

describe('the two builds in one process', () => {
  it("recognise each other's errors by instanceof and by the guard, under literal names", async () => {
    const report = await evaluate(
      'esm',
      `import { createRequire } from 'node:module'
      const copies = [await import('@souk/db'), createRequire(import.meta.url)('@souk/db')]
      const names = Object.keys(copies[0]).filter((name) => /^(?!Souk)[A-Z].*Error$/.test(name))
      const report = { distinct: copies[0].ConflictError !== copies[1].ConflictError, names }
      report.wrong = [copies, copies.toReversed()].flatMap(([mine, other]) => names.flatMap((name) => {
        const error = ${newError}
        const checks = {
          name: error.name === name && error.constructor.name === name,
          stack: error.stack.startsWith(name + ': '),
          own: error instanceof mine[name] && error instanceof mine.SoukError,
          other: error instanceof other[name] && error instanceof other.SoukError && error instanceof Error,
          guard: other.isSoukError(error) && mine.isSoukError(error),
          alone: names.filter((kind) => error instanceof other[kind]).length === 1,
        }
        return Object.keys(checks).filter((check) => !checks[check]).map((check) => name + ' ' + check)
      }))
      console.log(JSON.stringify(report))`,
    )
    expect(report).toEqual({
      distinct: true,
      names: expect.arrayContaining(['ConflictError', 'ForbiddenError', 'TransactionError']) as unknown,
      wrong: [],
    })
  })

  it('are both as they were written: the one for require is not translated to older JavaScript', async () => {
    const dist = join(installed.project, 'node_modules/@souk/db/dist')
    const files = (await readdir(dist)).filter((name) => name.endsWith('.cjs'))
    expect(files.length).toBeGreaterThan(3)
    const texts = await Promise.all(files.map((name) => readFile(join(dist, name), 'utf8')))
    const whole = texts.join('\n')
    expect(whole).toMatch(/\n {2}#\w+/)
    expect(whole).toContain('?.')
    expect(whole).not.toMatch(/_optionalChain|_nullishCoalesce|var _class\d*;|__init\d*\(/)
  })
})

describe('the installed command', () => {
  it('tells its version', async () => {
    const { stdout } = await installed.node([
      join(installed.project, 'node_modules/.bin/souk-db'),
      '--version',
    ])
    expect(stdout).toBe(`${version}\n`)
  })

  it('shows a database that its migrations are pending', async () => {
    await using database = await createTestDatabase({ migrations: 'none' })
    const bin = join(installed.project, 'node_modules/.bin/souk-db')
    const failed = await installed
      .node([bin, 'status'], { DATABASE_URL: database.url })
      .catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 2 })
  })

  it('says how to install what generating needs', async () => {
    const bin = join(installed.project, 'node_modules/.bin/souk-db')
    const failed = await installed.node([bin, 'generate']).catch((error: unknown) => error)
    const { stderr } = failed as { readonly stderr: string }
    expect(stderr).toMatch(
      /^souk-db: Generation without a server needs .*: npm install @pgtyped\/parser@[\d.]+ libpg-query@[\d.]+ @electric-sql\/pglite@[\d.]+ @electric-sql\/pglite-postgis@[\d.]+\n$/,
    )
    const onServer = await installed
      .node([bin, 'generate', '--url', 'postgres://nowhere.invalid/none'])
      .catch((error: unknown) => error)
    expect((onServer as { readonly stderr: string }).stderr).toMatch(
      /^souk-db: Generation needs .*: npm install @pgtyped\/parser@[\d.]+ libpg-query@[\d.]+\n$/,
    )
  })
})

describe('the examples, as they are shipped', () => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await createTestDatabase({ migrations: 'none' })
    await cp(join(installed.project, 'node_modules/@souk/db/examples'), join(installed.project, 'examples'), {
      recursive: true,
    })
  })
  afterAll(() => database.drop())

  const run = (file: string) =>
    installed.node(['--import', import.meta.resolve('tsx'), file], { DATABASE_URL: database.url })

  it.each(examples)('run and say what they found: $file', async ({ file, prints }) => {
    const { stdout } = await run(join('examples', file))
    for (const line of prints) expect(stdout).toMatch(line)
  })

  it('are eight, each run by a test', async () => {
    const names = await readdir(join(installed.project, 'examples'))
    expect(names.sort()).toEqual([...examples.map(({ file }) => file), 'metrics.ts', 'own-table'].sort())
  })

  it('have one with a table of its own, whose types are generated as its first lines say', async () => {
    await installed.link('@pgtyped/parser', 'libpg-query')
    const folder = join(installed.project, 'examples/own-table')
    const command = async (name: string, ...args: readonly string[]) => {
      const bin = join(installed.project, 'node_modules/@souk/db/dist/cli/main.js')
      const env = { PATH: process.env['PATH'], DATABASE_URL: database.url }
      await promisify(execFile)(process.execPath, [bin, name, ...args], { cwd: folder, env })
    }
    await command('migrate')
    await command('generate', '--url', database.url)
    await command('generate', '--url', database.url, '--check', '--format', 'github')
    expect((await run('examples/own-table/main.ts')).stdout).toMatch(/^\d{4}-\d\d-\d\d\nTent for four \d+/)
  })
})

// The last, as the others need these packages to be absent.
describe('the installed package, with the packages of the embedded database', () => {
  beforeAll(() => installed.link('@electric-sql/pglite', '@electric-sql/pglite-postgis'))

  it.each(['esm', 'cjs'] as const)(
    'starts it from %s',
    async (kind) => {
      const status = await evaluate(
        kind,
        `async function main() {
        const { migrationStatus } = ${load(kind, '@souk/db')}
        const { startEmbeddedServer } = ${load(kind, '@souk/db/embedded')}
        const server = await startEmbeddedServer()
        const { url } = await server.listen()
        const { version, pending } = await migrationStatus({ url })
        await server.close()
        console.log(JSON.stringify({ version, pending: pending > 0 }))
      }
      main()`,
        // What it makes the first time on a machine is kept where this run keeps it.
        { SOUK_CACHE_DIR: await cacheDirectory() },
      )
      expect(status).toEqual({ version: 0, pending: true })
    },
    240_000,
  )

  it.each(['esm', 'cjs'] as const)(
    'takes the first database of a machine from the package, from %s',
    async (kind) => {
      const steps = await evaluate(
        kind,
        `async function main() {
        const { startEmbeddedServer } = ${load(kind, '@souk/db/embedded')}
        const steps = []
        const server = await startEmbeddedServer({ onStep: (step) => steps.push(step) })
        await server.close()
        console.log(JSON.stringify(steps))
      }
      main()`,
        { SOUK_CACHE_DIR: join(installed.project, `cache-${kind}`) },
      )
      expect(steps).toEqual(['unpack_extensions', 'start'])
    },
    240_000,
  )
})
