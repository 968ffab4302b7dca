import { afterEach, describe, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

const terminal = { isTTY: true } as NodeJS.WritableStream & { readonly isTTY: boolean }
const log = { isTTY: false } as NodeJS.WritableStream & { readonly isTTY: boolean }

async function isPainted(
  stream: typeof terminal,
  env: Readonly<Record<string, string | undefined>>,
  isRefused = false,
): Promise<boolean> {
  for (const name of ['FORCE_COLOR', 'NO_COLOR', 'TERM']) vi.stubEnv(name, env[name])
  const { paint, refuseColours } = await import('../../src/cli/paint.js')
  if (isRefused) refuseColours()
  return paint('red', 'text', stream) !== 'text'
}

describe('colours', () => {
  it('are for terminals that show them', async () => {
    expect(await isPainted(terminal, {})).toBe(true)
    expect(await isPainted(log, {})).toBe(false)
    expect(await isPainted(terminal, { TERM: 'dumb' })).toBe(false)
    expect(await isPainted(terminal, { NO_COLOR: '1' })).toBe(false)
    expect(await isPainted(terminal, { NO_COLOR: '' })).toBe(true)
  })

  it('are forced by FORCE_COLOR, and refused by 0', async () => {
    expect(await isPainted(log, { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(true)
    expect(await isPainted(log, { FORCE_COLOR: '' })).toBe(true)
    expect(await isPainted(terminal, { FORCE_COLOR: '0' })).toBe(false)
  })

  it('are refused by --no-color whatever else is set', async () => {
    expect(await isPainted(terminal, { FORCE_COLOR: '3' }, true)).toBe(false)
  })
})
