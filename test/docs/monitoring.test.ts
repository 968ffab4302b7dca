import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { freePort } from '../../src/testing/free-port.js'
import { rules } from '../../src/doctor/rules.js'

const root = new URL('../../', import.meta.url)
const page = await readFile(new URL('docs/monitoring.md', root), 'utf8')

it('has examples/metrics.ts, which answers with the metrics and nothing else', async () => {
  expect(page).toContain(`\`\`\`ts\n${await readFile(new URL('examples/metrics.ts', root), 'utf8')}\`\`\``)
  const port = await freePort()
  const env = {
    ...process.env,
    METRICS_PORT: `${port}`,
    DATABASE_URL: 'postgres://souk:secret@127.0.0.1:1/souk',
  }
  const child = spawn(process.execPath, ['--import', 'tsx', 'examples/metrics.ts'], { cwd: root, env })
  try {
    const answer = async (path: string): Promise<Response> => {
      for (;;) {
        const response = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null)
        if (response !== null) return response
        await sleep(50)
      }
    }
    const response = await answer('/metrics')
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const text = await response.text()
    expect(text).toContain('souk_db_pool_waiting{database="souk"} 0\n')
    expect(text).not.toContain('secret')
    expect((await answer('/')).status).toBe(404)
  } finally {
    child.kill()
  }
})

it('describes each rule of souk-db doctor, in the order of the report', () => {
  const described = Array.from(page.matchAll(/^\| `([a-z-]+)` +\|/gm), ([, name = '']) => name)
  expect(described).toEqual(rules.map(({ name }) => name))
})
