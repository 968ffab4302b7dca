import { expect, test } from 'vitest'
import { databaseBirth, newDatabaseName } from '../../src/testing/database-name.js'

test('the name of a test database tells when it was made', () => {
  const now = Date.now()
  expect(databaseBirth(newDatabaseName(now))).toBe(now)
})

test('two names of the same moment differ', () => {
  expect(newDatabaseName(0)).not.toBe(newDatabaseName(0))
})

test.each([
  'postgres',
  'souk_template_0123456789abcdef',
  'souk_test_data',
  'my_souk_test_mhj3k2x1_0123456789ab',
])('%s is not a test database', (name) => {
  expect(databaseBirth(name)).toBeNull()
})
