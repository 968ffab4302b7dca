import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cachedImage } from '../../src/embedded/image-cache.js'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'souk-cache-'))
  vi.stubEnv('SOUK_CACHE_DIR', folder)
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

const bytes = (text: string) => new Uint8Array(Buffer.from(text))

/** Takes an image by its key, and tells how often it was built. */
async function take(key: string, content = key): Promise<{ readonly text: string; readonly built: number }> {
  let built = 0
  const image = await cachedImage({
    key: [key],
    build: () => {
      built += 1
      return Promise.resolve(bytes(content))
    },
  })
  return { text: Buffer.from(image).toString(), built }
}

async function files(): Promise<readonly string[]> {
  return (await readdir(folder)).map((name) => join(folder, name))
}

describe('cachedImage', () => {
  it('builds an image once', async () => {
    expect(await take('one')).toEqual({ text: 'one', built: 1 })
    expect(await take('one')).toEqual({ text: 'one', built: 0 })
    expect(await take('other')).toEqual({ text: 'other', built: 1 })
  })

  it('builds an image once for all who ask at the same time', async () => {
    const taken = await Promise.all([take('one'), take('one'), take('one')])
    expect(taken.map(({ text }) => text)).toEqual(['one', 'one', 'one'])
    expect(taken.reduce((sum, { built }) => sum + built, 0)).toBe(1)
  })

  it('does not take keys for one another that only look alike when joined', async () => {
    await cachedImage({ key: ['a', 'b'], build: () => Promise.resolve(bytes('two')) })
    const image = await cachedImage({ key: ['a,b'], build: () => Promise.resolve(bytes('one')) })
    expect(Buffer.from(image).toString()).toBe('one')
  })

  it('builds an image anew that is cut off', async () => {
    await take('one')
    for (const file of await files()) await truncate(file, 34)
    expect(await take('one')).toEqual({ text: 'one', built: 1 })
    expect(await take('one')).toEqual({ text: 'one', built: 0 })
  })

  it('builds an image anew that has changed on disk', async () => {
    await take('one')
    for (const file of await files()) {
      const content = await readFile(file)
      content.writeUInt8(content.readUInt8(content.length - 1) ^ 1, content.length - 1)
      await writeFile(file, content)
    }
    expect(await take('one')).toEqual({ text: 'one', built: 1 })
  })

  it('keeps nothing of a build that fails', async () => {
    const failing = cachedImage({ key: ['one'], build: () => Promise.reject(new Error('no luck')) })
    await expect(failing).rejects.toThrow('no luck')
    expect(await files()).toEqual([])
    expect(await take('one')).toEqual({ text: 'one', built: 1 })
  })

  it('gives an image even where none can be kept', async () => {
    await take('one')
    for (const file of await files()) {
      await rm(file)
      await mkdir(file)
    }
    expect(await take('one')).toEqual({ text: 'one', built: 1 })
  })

  it('throws away the images that have not been used for the longest time', async () => {
    for (let number = 1; number <= 8; number += 1) await take(String(number))
    const [oldest] = await files()
    const yesterday = new Date(Date.now() - 86_400_000)
    if (oldest !== undefined) await utimes(oldest, yesterday, yesterday)
    await take('9')
    expect(await files()).toHaveLength(8)
    expect(await files()).not.toContain(oldest)
  })

  it('throws away what a killed process has left half written, but not what another is writing', async () => {
    const [left, written] = [join(folder, 'left.image.1-a.tmp'), join(folder, 'written.image.2-b.tmp')]
    await Promise.all([writeFile(left, 'half'), writeFile(written, 'half')])
    const yesterday = new Date(Date.now() - 86_400_000)
    await utimes(left, yesterday, yesterday)
    await take('one')
    expect(await files()).not.toContain(left)
    expect(await files()).toContain(written)
  })

  it('ends well for processes that build the same image at the same time', async () => {
    const program = join(import.meta.dirname, 'programs', 'takes-image.ts')
    const runs = Array.from({ length: 3 }, () =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', program], {
        env: process.env,
        timeout: 60_000,
      }),
    )
    const outputs = (await Promise.all(runs)).map(({ stdout }) => stdout.trim())
    expect(outputs).toEqual(Array<string>(3).fill('3000000 x'))
    expect(await files()).toHaveLength(1)
  })
})
