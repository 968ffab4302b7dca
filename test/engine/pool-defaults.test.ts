import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { poolDefaults } from '../../src/engine/connect/connection-options.js'

it('documents the default of each option as what it is', async () => {
  const source = await readFile(
    new URL('../../src/engine/connect/connection-options.ts', import.meta.url),
    'utf8',
  )
  const [, options = ''] = /export interface PoolOptions \{([^]*?)\n\}/.exec(source) ?? []
  const documented = [...options.matchAll(/@defaultValue (\S+)[^]*?readonly (\w+)\?:/g)].map(
    ([, value = '', name]) => [name, JSON.parse(value.replaceAll('_', '')) as unknown] as const,
  )
  expect(Object.fromEntries(documented)).toEqual(poolDefaults)
})
