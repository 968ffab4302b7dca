import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'

const url = 'postgres://amal@127.0.0.1:1/souk'

describe('the figures of a pool', () => {
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
  ])('are refused by the name of the option: %s of %o', (field, value) => {
    expect(() => createDatabase({ url, [field]: value })).toThrow(
      expect.objectContaining({ code: 'invalid_input', field }),
    )
  })

  it('may be the least there are', async () => {
    const least = { maxConnections: 1, minConnections: 0, lanes: 0, laneDepth: 1, maxQueue: 1 }
    const db = createDatabase({ url, ...least, idleTimeoutMs: 0, statementTimeoutMs: 0 })
    await expect(db.health()).rejects.toMatchObject({ code: 'connection' })
    await db.close()
  })
})
