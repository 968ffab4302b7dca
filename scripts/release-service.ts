/**
 * Installs the packed package into examples/souk-service, checks the types of the service, and runs its tests: on the server that
 * `DATABASE_URL` names or the best this machine has, in a browser if there is one.
 *
 *   npm run build && npm run release:service
 *   npm run release:service -- --install    installs the package and does no more: then `npm start` and the long tests run there
 */

import { spawn } from 'node:child_process'
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findPackageRoot } from '../src/setup/package-root.js'

const root = findPackageRoot().directory
const service = join(root, 'examples/souk-service')

async function npm(folder: string, ...args: readonly string[]): Promise<void> {
  const child = spawn('npm', args, { cwd: folder, stdio: 'inherit' })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${code ?? 'a signal'}`)
}

/** Packs what the build has left in `dist/`, unless `SOUK_TEST_TARBALL` names a tarball. */
async function placeTarball(): Promise<void> {
  const place = join(service, 'souk-db.tgz')
  const made = process.env['SOUK_TEST_TARBALL']
  if (made !== undefined) return copyFile(made, place)
  const folder = await mkdtemp(join(tmpdir(), 'souk-service-'))
  try {
    await npm(root, 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder)
    const [tarball = ''] = await readdir(folder)
    await copyFile(join(folder, tarball), place)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const { values } = parseArgs({ options: { install: { type: 'boolean', default: false } } })
await placeTarball()
await npm(service, 'ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error')
if (!values.install) {
  await npm(service, 'run', 'typecheck')
  await npm(service, 'test')
}
