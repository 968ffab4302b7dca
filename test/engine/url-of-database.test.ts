import { expect, it } from 'vitest'
import { readUrl } from '../../src/engine/connect/libpq/url-settings.js'
import { urlOfDatabase } from '../../src/engine/connect/libpq/url-of-database.js'

it.each(['dbname=live', 'db%6eame=live', 'user=amal&dbname=live&sslmode=require'])(
  'leads to the other database although the url has ?%s',
  (query) => {
    expect(readUrl(urlOfDatabase(`postgres://db1/live?${query}`, 'scratch')).get('dbname')).toBe('scratch')
  },
)

it('leaves the other parameters as they are', () => {
  const url = 'postgres://amal@db1/live?dbname=live&options=-c%20geqo%3Doff'
  expect(urlOfDatabase(url, 'scratch')).toBe('postgres://amal@db1/scratch?options=-c%20geqo%3Doff')
})
