import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'

const root = new URL('../../', import.meta.url)

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase({ migrations: 'none' })
})

afterAll(() => test.drop())

describe('the twenty lines of the README', () => {
  it('are examples/nearby.ts', async () => {
    const readme = await readFile(new URL('README.md', root), 'utf8')
    const example = await readFile(new URL('examples/nearby.ts', root), 'utf8')
    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``)
  })

  it('run as they stand, on an empty database', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'examples/nearby.ts'],
      {
        cwd: root,
        env: { ...process.env, DATABASE_URL: test.url },
      },
    )
    const [distance = '', field] = stdout.trim().split('\n')
    // From [55.27, 25.2] to [55.2708, 25.2048]: 80 m east and 532 m north.
    expect(Number(distance.split(' ')[0])).toBeCloseTo(537.9, 0)
    expect(field).toBe('near[1]')
  })
})
