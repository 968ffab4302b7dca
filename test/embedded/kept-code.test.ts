import { expect, it } from 'vitest'
import { cacheDirectory } from '../../src/embedded/cache-directory.js'
import { findEnginePackages } from '../../src/embedded/engine-packages.js'
import { KeptCode } from '../../src/embedded/kept-code.js'
import { unpackedExtensions } from '../../src/embedded/unpacked-extensions.js'

declare const WebAssembly: {
  readonly Module: { exports(module: object): readonly { readonly name: string }[] }
}

it('the code of PostgreSQL and PostGIS is kept from the second start on, once', async () => {
  const packages = await findEnginePackages()
  const options = { onUnpack: () => undefined, signal: undefined }
  const extensions = await unpackedExtensions(packages, await cacheDirectory(), options)
  const code = new KeptCode()
  await code.onStart(packages, extensions)
  expect(code.modules).toEqual([])
  await code.onStart(packages, extensions)
  await code.onStart(packages, extensions)
  const [postgres = [], postgis = [], ...others] = code.modules.map((module) =>
    WebAssembly.Module.exports(module).map(({ name }) => name),
  )
  expect(postgres).toContain('PostgresMainLoopOnce')
  expect(postgis).toContain('geography_dwithin')
  expect(others).toEqual([])
})
