import { describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.js'
import { importOptionalPeer } from '../../src/setup/optional-peer.js'
import { rejection } from '../setup/rejection.js'

// Put together, so that the compiler does not look for it.
const absent = ['@souk', 'no-such-package'].join('/')

describe('importOptionalPeer', () => {
  it('gives what was imported', async () => {
    const path = await importOptionalPeer(['node:path'], 'Joining', () => import('node:path'))
    expect(path.join('a', 'b')).toBe('a/b')
  })

  it('names the line that installs what is missing, in the versions that fit', async () => {
    const packages = ['@electric-sql/pglite', '@electric-sql/pglite-postgis']
    const load = () => import(absent) as Promise<unknown>
    const error = await rejection(importOptionalPeer(packages, 'The embedded database', load), SetupError)
    expect(error.message).toMatch(
      /^The embedded database needs .* npm install @electric-sql\/pglite@\d[\d.]+ @electric-sql\/pglite-postgis@\d[\d.]+$/,
    )
  })

  it('passes on an error of the package itself', async () => {
    const broken = new TypeError('broken')
    const error = await rejection(
      importOptionalPeer(['x'], 'It', () => Promise.reject(broken)),
      TypeError,
    )
    expect(error).toBe(broken)
  })
})
