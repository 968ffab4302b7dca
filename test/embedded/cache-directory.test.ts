import { chmod, mkdir, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cacheDirectory } from '../../src/embedded/cache-directory.js'
import { SetupError } from '../../src/errors.js'

let folder: string

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'souk-cache-')))
  vi.stubEnv('SOUK_CACHE_DIR', '')
  vi.stubEnv('TMPDIR', folder)
})

afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

describe('cacheDirectory', () => {
  it('is the one that is given', async () => {
    vi.stubEnv('SOUK_CACHE_DIR', join(folder, 'a', 'given'))
    expect(await cacheDirectory()).toBe(join(folder, 'a', 'given'))
    expect((await stat(join(folder, 'a', 'given'))).isDirectory()).toBe(true)
  })

  it('is an error if the one that is given cannot be made', async () => {
    await writeFile(join(folder, 'a file'), '')
    vi.stubEnv('SOUK_CACHE_DIR', join(folder, 'a file', 'below'))
    await expect(cacheDirectory()).rejects.toThrow(SetupError)
  })

  it('is that of the project around', async () => {
    await mkdir(join(folder, 'project', 'node_modules'), { recursive: true })
    await mkdir(join(folder, 'project', 'src'))
    vi.spyOn(process, 'cwd').mockReturnValue(join(folder, 'project', 'src'))
    expect(await cacheDirectory()).toBe(join(folder, 'project', 'node_modules', '.cache', 'souk-db'))
  })

  it('is a folder for this user alone outside of a project', async () => {
    vi.spyOn(process, 'cwd').mockReturnValue(folder)
    const own = join(folder, `souk-db-${userInfo().uid}`)
    expect(await cacheDirectory()).toBe(own)
    expect((await stat(own)).mode & 0o777).toBe(0o700)
  })

  it('is not one that others could have filled', async () => {
    vi.spyOn(process, 'cwd').mockReturnValue(folder)
    const own = join(folder, `souk-db-${userInfo().uid}`)
    await mkdir(own)
    await chmod(own, 0o777)
    expect(await cacheDirectory()).not.toBe(own)
  })
})
