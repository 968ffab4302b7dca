import { afterAll } from 'vitest'
import type { TestDatabase } from '../../../src/testing/index.js'
import { openClient } from '../migrate/open-client.js'

/** Makes a role that may do anything with the tables and owns none of them, until the end of the file. @returns its name and its address. */
export async function plainRole(
  test: TestDatabase,
  attributes = '',
): Promise<{ readonly name: string; readonly url: string }> {
  const name = `souk_plain_${Math.random().toString(36).slice(2)}`
  await using client = await openClient(test.directUrl)
  await client.query(`
    create role ${name} login password 'plain' ${attributes};
    grant all on all tables in schema public to ${name};
    grant usage on all sequences in schema public to ${name};
    grant execute on all functions in schema public to ${name}`)
  afterAll(async () => {
    await using owner = await openClient(test.directUrl)
    await owner.query(`drop owned by ${name}; drop role ${name}`)
  })
  const url = new URL(test.directUrl)
  url.username = name
  url.password = 'plain'
  return { name, url: url.href }
}
