import { describe, expect, it } from 'vitest'
import { findEnginePackages } from '../../src/embedded/engine-packages.js'
import { SetupError } from '../../src/errors.js'

function notInstalled(name: string): never {
  throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' })
}

describe('findEnginePackages', () => {
  it('names the versions of both packages', async () => {
    const { version } = await findEnginePackages()
    expect(version).toMatch(
      /^@electric-sql\/pglite \d+\.\d+\.\d+, @electric-sql\/pglite-postgis \d+\.\d+\.\d+$/,
    )
  })

  it('says what to install if one is missing', async () => {
    const search = findEnginePackages(notInstalled)
    await expect(search).rejects.toBeInstanceOf(SetupError)
    await expect(search).rejects.toThrow(/npm install @electric-sql\/pglite\S* @electric-sql\/pglite-postgis/)
  })
})
