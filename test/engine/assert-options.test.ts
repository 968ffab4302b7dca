import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'

const url = 'postgres://amal@127.0.0.1:1/souk'

describe('the options of a database', () => {
  it.each([
    ['maxConnections', 0],
    ['maxConnections', -1],
    ['maxConnections', 1.5],
    ['maxConnections', '10'],
    ['maxConnections', null],
    ['minConnections', -1],
    ['lanes', Number.NaN],
    ['laneDepth', 0],
    ['maxQueue', 0],
    ['connectTimeoutMs', Number.POSITIVE_INFINITY],
    ['idleTimeoutMs', 2 ** 31],
    ['statementTimeoutMs', 0.5],
    ['lockTimeoutMs', '0; drop table users'],
    ['port', '5432'],
    ['port', 0],
    ['host', ['a', 'b']],
    ['password', 1234],
    ['ssl', 'require'],
    ['ssl', null],
    ['pipeline', 'false'],
    ['preparedStatements', 0],
    ['connectionString', url],
    ['max', 10],
    ['URL', url],
    ['queries', {}],
    ['pool', []],
    ['pool', { connect: () => undefined }],
  ])('are refused by the name of the option: %s of %o', (field, value) => {
    expect(() => createDatabase({ url, [field]: value })).toThrow(
      expect.objectContaining({ code: 'invalid_input', field }),
    )
  })

  it('quote nothing of what they refuse', () => {
    expect(() => createDatabase({ ['connectionString' as 'url']: url })).toThrow(
      'connectionString: is not an option here',
    )
    expect(() => createDatabase({ ['password' as 'url']: { amal: 1 } as never })).toThrow(
      'password: must be of the type string or function',
    )
  })

  it.each([[url], [undefined], [null], [5], [[]], [new URL(url)]])('are an object: not %o', (options) => {
    expect(() => createDatabase(options as never)).toThrow(expect.objectContaining({ code: 'invalid_input' }))
  })

  it('are the object’s own: one that is inherited is refused, and not passed over', () => {
    const inherited = Object.create({ url }) as { readonly url: string }
    expect(() => createDatabase(inherited)).toThrow(expect.objectContaining({ field: 'url' }))
  })

  it('may be undefined', async () => {
    const db = createDatabase({ url, lanes: undefined, password: undefined })
    await db.close()
  })

  it('may be the least there are', async () => {
    const least = { maxConnections: 1, minConnections: 0, lanes: 0, laneDepth: 1, maxQueue: 1 }
    const db = createDatabase({ url, ...least, idleTimeoutMs: 0, statementTimeoutMs: 0 })
    await expect(db.health()).rejects.toMatchObject({ code: 'connection' })
    await db.close()
  })
})
