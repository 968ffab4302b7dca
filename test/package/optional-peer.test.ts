import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.js'
import { installedVersion } from '../../src/setup/installed-version.js'
import { assertPeerVersions, importOptionalPeer } from '../../src/setup/optional-peer.js'
import { findPackageRoot } from '../../src/setup/package-root.js'
import { isSupported, peerPackages, type PeerPackage } from '../../src/setup/peer-packages.js'
import { rejection } from '../setup/rejection.js'

// Put together, so that the compiler does not look for it.
const absent = ['@souk', 'no-such-package'].join('/')

describe('importOptionalPeer', () => {
  it('gives what was imported', async () => {
    const path = await importOptionalPeer([], 'Joining', () => import('node:path'))
    expect(path.join('a', 'b')).toBe('a/b')
  })

  it('names the line that installs what is missing, in the versions that fit', async () => {
    const packages = ['@electric-sql/pglite', '@electric-sql/pglite-postgis'] as const
    const load = () => import(absent) as Promise<unknown>
    const error = await rejection(importOptionalPeer(packages, 'The embedded database', load), SetupError)
    expect(error.message).toMatch(
      /^The embedded database needs .* npm install @electric-sql\/pglite@\d[\d.]+ @electric-sql\/pglite-postgis@\d[\d.]+$/,
    )
  })

  it('passes on an error of the package itself', async () => {
    const broken = new TypeError('broken')
    const error = await rejection(
      importOptionalPeer([], 'It', () => Promise.reject(broken)),
      TypeError,
    )
    expect(error).toBe(broken)
  })
})

describe('the optional packages', () => {
  it('are those of the manifest, which takes any version, and are tested in the lowest one that is supported', async () => {
    const text = await readFile(join(findPackageRoot().directory, 'package.json'), 'utf8')
    const manifest = JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, unknown>>>>
    const names = Object.keys(peerPackages)
    expect(manifest['peerDependencies']).toEqual(Object.fromEntries(names.map((name) => [name, '*'])))
    expect(manifest['peerDependenciesMeta']).toEqual(
      Object.fromEntries(names.map((name) => [name, { optional: true }])),
    )
    expect(manifest['devDependencies']).toMatchObject(peerPackages)
  })

  it.each<[PeerPackage, string, boolean]>([
    ['@electric-sql/pglite', '0.5.8', true],
    ['@electric-sql/pglite', '0.5.17', true],
    ['@electric-sql/pglite', '0.5.7', false],
    ['@electric-sql/pglite', '0.6.0', false],
    ['@electric-sql/pglite', '1.5.8', false],
    ['libpg-query', '18.1.5', true],
    ['libpg-query', '18.2.0', true],
    ['libpg-query', '18.1.4', false],
    ['libpg-query', '18.0.9', false],
    ['libpg-query', '17.9.9', false],
    ['libpg-query', '19.1.5', false],
    ['libpg-query', '18.2.0-beta.1', true],
    ['libpg-query', 'none', false],
  ])('%s %s: supported is %s', (name, version, supported) => {
    expect(isSupported(name, version)).toBe(supported)
  })

  it('are refused in a wrong version, with the line that installs a right one', () => {
    const check = (version: string | null) => () =>
      assertPeerVersions(['@electric-sql/pglite'], 'The embedded database', () => version)
    expect(check('0.3.1')).toThrow(SetupError)
    expect(check('0.3.1')).toThrow(
      'The embedded database needs @electric-sql/pglite ^0.5.8, and 0.3.1 is installed: ' +
        'npm install @electric-sql/pglite@0.5.8',
    )
    expect(check('0.5.9')).not.toThrow()
    expect(check(null)).not.toThrow()
  })

  it.each(Object.entries(peerPackages))('%s is found with its version', (name, version) => {
    expect(installedVersion(name)).toBe(version)
  })

  it('are unknown where they are not installed', () => {
    expect(installedVersion(absent)).toBe(null)
  })
})
