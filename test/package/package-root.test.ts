import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.js'
import { findPackageRoot } from '../../src/setup/package-root.js'

const manifest = JSON.stringify({
  name: '@souk/db',
  version: '9.8.7',
  exports: { './package.json': './package.json' },
})
let folder: string

beforeAll(async () => {
  // A path that is no URL as it stands.
  folder = await realpath(await mkdtemp(join(tmpdir(), 'souk #1 100%-')))
})
afterAll(() => rm(folder, { recursive: true }))

async function place(path: string, text: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true })
  await writeFile(join(folder, path), text)
}

describe('findPackageRoot', () => {
  it.each(['dist/index.js', 'dist/cli/main.js', 'dist/chunk-A.cjs', 'src/migrate/migrate.ts'])(
    'finds the root above %s',
    async (file) => {
      await place('package/package.json', manifest)
      expect(findPackageRoot(join(folder, 'package', file))).toEqual({
        directory: join(folder, 'package'),
        version: '9.8.7',
      })
    },
  )

  it('passes by the manifests of others on the way up', async () => {
    await place('package/package.json', manifest)
    await place('package/dist/package.json', '{ "type": "commonjs" }')
    expect(findPackageRoot(join(folder, 'package/dist/index.cjs')).directory).toBe(join(folder, 'package'))
  })

  it('finds the installed package from a bundle of a service', async () => {
    await place('service/package.json', '{ "name": "a-service" }')
    await place('service/node_modules/@souk/db/package.json', manifest)
    const root = findPackageRoot(join(folder, 'service/bundle/server.js'))
    expect(root.directory).toBe(join(folder, 'service/node_modules/@souk/db'))
  })

  it('says what to do when the package is nowhere to be found', () => {
    expect(() => findPackageRoot(join(folder, 'lonely/server.js'))).toThrow(SetupError)
    expect(() => findPackageRoot(join(folder, 'lonely/server.js'))).toThrow(
      'leave the package out of the bundle',
    )
  })
})
