import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startProgress } from '../../src/cli/start-progress.js'

afterEach(() => vi.unstubAllEnvs())

function output(terminal: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY: terminal, columns: 100 })
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  return { stream, text: () => text }
}

describe('progress in a log', () => {
  it('is a line per step and per tenth, and nothing that moves', async () => {
    const { stream, text } = output(false)
    const progress = startProgress({ label: 'Loading places', total: 2_000, stream })
    for (let done = 0; done <= 2_000; done += 50) progress.update(done)
    progress.step('building indexes')
    progress.note('one was skipped')
    progress.finish('2,000 places loaded')
    await sleep(10)
    expect(text().split('\n')).toEqual([
      'Loading places …',
      ...Array.from({ length: 10 }, (_, index) => {
        const tenth = index + 1
        return `Loading places: ${(tenth * 200).toLocaleString('en')} of 2,000 (${tenth * 10} %)`
      }),
      'Loading places: building indexes',
      'one was skipped',
      '2,000 places loaded',
      '',
    ])
  })

  it('shows a sign of life while a step takes long, and none after the end', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    try {
      const { stream, text } = output(false)
      const progress = startProgress({ label: 'Starting', stream })
      vi.advanceTimersByTime(9_000)
      progress.step('creating a database')
      vi.advanceTimersByTime(20_000)
      progress.finish('started')
      vi.advanceTimersByTime(60_000)
      await sleep(10)
      expect(text().split('\n')).toEqual([
        'Starting …',
        'Starting: creating a database',
        'Starting: creating a database … 19 s',
        'Starting: creating a database … 29 s',
        'started',
        '',
      ])
    } finally {
      vi.useRealTimers()
    }
  })

  it('has no last line when the work was broken off', async () => {
    const { stream, text } = output(false)
    {
      using progress = startProgress({ label: 'Loading', stream })
      progress.step('half')
    }
    await sleep(10)
    expect(text()).toBe('Loading …\nLoading: half\n')
  })
})

describe('progress on a terminal', () => {
  it('is a bar that ends in the last line, with the notes above it', async () => {
    const { stream, text } = output(true)
    const progress = startProgress({ label: 'Loading places', total: 4, stream })
    progress.update(2)
    progress.note('one was skipped')
    await sleep(250)
    progress.finish('4 places loaded')
    await sleep(10)
    expect(text()).toContain('\u001B[36m███████████████░')
    const plain = stripVTControlCharacters(text())
    expect(plain).toContain('Loading places ███████████████░░░░░░░░░░░░░░░ 2 of 4')
    expect(plain).toContain('one was skipped\n')
    expect(plain.endsWith('✓ 4 places loaded\n')).toBe(true)
  })

  it('is a spinner when nobody knows how much there is', async () => {
    const { stream, text } = output(true)
    const progress = startProgress({ label: 'Migrating', stream })
    progress.step('1_shops.sql')
    await sleep(250)
    progress.finish('done')
    await sleep(10)
    expect(stripVTControlCharacters(text())).toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] Migrating 1_shops\.sql/)
  })

  it('gives the cursor back when the work was broken off', async () => {
    const { stream, text } = output(true)
    {
      using progress = startProgress({ label: 'Loading', stream })
      progress.step('half')
    }
    await sleep(10)
    expect(text().lastIndexOf('\u001B[?25h')).toBeGreaterThan(text().lastIndexOf('\u001B[?25l'))
    expect(text()).not.toContain('✓')
  })

  it('has no colours under NO_COLOR', async () => {
    vi.stubEnv('NO_COLOR', '1')
    const { stream, text } = output(true)
    const progress = startProgress({ label: 'Loading', total: 2, stream })
    progress.update(1)
    await sleep(250)
    progress.finish('done')
    await sleep(10)
    expect(text()).toContain('Loading ███')
    expect(text()).not.toMatch(/\u001B\[\d+m/)
  })

  it('does not move on a terminal that cannot', async () => {
    vi.stubEnv('TERM', 'dumb')
    const { stream, text } = output(true)
    startProgress({ label: 'Loading', stream }).finish('done')
    await sleep(10)
    expect(text()).toBe('Loading …\ndone\n')
  })
})
