import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPackageRoot } from '../../../src/setup/package-root.js'
import { jobQueues } from './job-queues.js'
import { installFrom, manifest, npx, type RemoteCase } from './remote-case.js'
import { serviceCode } from './service.js'

const run = promisify(execFile)

const service = serviceCode({ kind: 'import' })

/** Strict: a package sees what its own manifest names, and nothing that happens to lie above it. */
const pnpm: RemoteCase = {
  name: 'pnpm, strict and without hoisting',
  async prepare(folder, tarball) {
    await manifest(folder, { dependencies: { '@souk/db': `file:${tarball}` } })
    await writeFile(join(folder, '.npmrc'), 'hoist=false\nstrict-peer-dependencies=true\n')
    await npx(folder, 'pnpm@10', 'pnpm', 'install', '--ignore-workspace')
    await writeFile(join(folder, 'service.mjs'), service)
    return [process.execPath, join(folder, 'service.mjs')]
  },
}

/** The registry that npm has, and whom it trusts: Yarn has its own, which not every network reaches. */
async function networkOfNpm(folder: string): Promise<readonly string[]> {
  const pairs = [
    ['registry', 'npmRegistryServer'],
    ['cafile', 'httpsCaFilePath'],
  ] as const
  const settings: string[] = []
  for (const [ofNpm, ofYarn] of pairs) {
    const { stdout } = await run('npm', ['config', 'get', ofNpm], { cwd: folder })
    const value = stdout.trim()
    if (value !== 'null') settings.push(`${ofYarn}: ${JSON.stringify(value)}`)
  }
  return settings
}

const yarn: RemoteCase = {
  name: "Yarn Plug'n'Play",
  async prepare(folder, tarball) {
    await manifest(folder, { dependencies: { '@souk/db': `file:${tarball}` } })
    await writeFile(join(folder, 'yarn.lock'), '')
    const settings = ['nodeLinker: pnp', 'enableImmutableInstalls: false', ...(await networkOfNpm(folder))]
    await writeFile(join(folder, '.yarnrc.yml'), `${settings.join('\n')}\n`)
    await npx(folder, '@yarnpkg/cli-dist@4', 'yarn', 'install')
    await writeFile(join(folder, 'service.cjs'), serviceCode({ kind: 'require' }))
    return [process.execPath, '--require', join(folder, '.pnp.cjs'), join(folder, 'service.cjs')]
  },
}

/** The parts of the page about tests that Jest runs, as they stand there. */
function jestRecipe(page: string): { readonly config: object; readonly recipe: string } {
  const [, recipe] = /^### Jest .*?^```ts partial.*?\n(.*?)^```/ms.exec(page) ?? []
  const [, globalSetup] = /^Jest needs `globalSetup: '([^']+)'`/m.exec(page) ?? []
  const [, testTimeout] = /^`testTimeout: ([\d_]+)`/m.exec(page) ?? []
  if (recipe === undefined || globalSetup === undefined || testTimeout === undefined)
    throw new Error('docs/testing.md has no recipe for Jest')
  return { config: { globalSetup, testTimeout: Number(testTimeout.replaceAll('_', '')) }, recipe }
}

const jest: RemoteCase = {
  name: 'Jest, with its own CommonJS, and the recipe of docs/testing.md',
  async prepare(folder, tarball) {
    const { config, recipe } = jestRecipe(
      await readFile(join(findPackageRoot().directory, 'docs/testing.md'), 'utf8'),
    )
    await manifest(folder, { jest: config })
    await writeFile(join(folder, 'recipe.test.mjs'), recipe)
    await installFrom(folder, tarball, 'jest@30')
    await writeFile(join(folder, 'service.cjs'), serviceCode({ kind: 'require' }))
    const test = `test('runs', async () => {
      const said = await new Promise((done) => { console.log = done; require('./service.cjs') })
      require('node:fs').writeFileSync('said.json', said)
    }, 60_000)`
    await writeFile(join(folder, 'service.test.js'), test)
    const read = `process.stdout.write(require('node:fs').readFileSync('said.json', 'utf8'))`
    await writeFile(
      join(folder, 'run.cjs'),
      `const env = { ...process.env, SOUK_TEST_DATABASE_URL: process.env.DATABASE_URL, NODE_OPTIONS: '--experimental-vm-modules' }
       require('node:child_process').execFileSync(process.execPath, ['node_modules/jest/bin/jest.js'], { cwd: __dirname, env })
       process.chdir(__dirname); ${read}`,
    )
    return [process.execPath, join(folder, 'run.cjs')]
  },
}

/** The same service as a function: the last line of it starts it, and the one before prints. */
const nextRoute = `${service
  .replace(/^main\(\).*$/m, '')
  .replace('console.log(JSON.stringify(report))', 'return report')}
export const dynamic = 'force-dynamic'
export async function GET() {
  return Response.json(await main())
}`

const next: RemoteCase = {
  name: 'Next.js, a route',
  async prepare(folder, tarball) {
    await manifest(folder, {})
    await installFrom(folder, tarball, 'next@16', 'react@19', 'react-dom@19')
    await mkdir(join(folder, 'app/souk'), { recursive: true })
    await writeFile(join(folder, 'app/souk/route.js'), nextRoute)
    await writeFile(
      join(folder, 'app/layout.js'),
      'export default ({ children }) => <html><body>{children}</body></html>',
    )
    await writeFile(join(folder, 'next.config.mjs'), `export default { output: 'standalone' }`)
    await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
      cwd: folder,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
      maxBuffer: 64 * 1024 * 1024,
    })
    await writeFile(
      join(folder, 'run.mjs'),
      `import { spawn } from 'node:child_process'
      const port = 20_000 + (process.pid % 20_000)
      const env = { ...process.env, PORT: String(port), HOSTNAME: '127.0.0.1' }
      const server = spawn(process.execPath, ['.next/standalone/server.js'], { cwd: import.meta.dirname, env, stdio: 'ignore' })
      const ask = async () => {
        for (;;) {
          const response = await fetch(\`http://127.0.0.1:\${port}/souk\`).catch(() => null)
          if (response !== null) return response.text()
          await new Promise((done) => setTimeout(done, 200))
        }
      }
      console.log(await ask())
      server.kill()`,
    )
    return [process.execPath, join(folder, 'run.mjs')]
  },
}

/** The ways that fetch programs from the registry. */
export const remoteCases: readonly RemoteCase[] = [pnpm, yarn, jest, next, jobQueues]
