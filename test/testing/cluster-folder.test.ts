import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sweepClusterFolders } from '../../src/testing/cluster-folder.js'

let parent: string

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'souk-sweep-'))
})

afterEach(async () => {
  await rm(parent, { recursive: true })
})

async function makeFolder(name: string, runner?: number): Promise<void> {
  await mkdir(join(parent, name, 'data'), { recursive: true })
  if (runner !== undefined) await writeFile(join(parent, name, 'runner.pid'), String(runner))
}

function pidOfTheDead(): number {
  return spawnSync(process.execPath, ['--version']).pid
}

describe('sweepClusterFolders', () => {
  test('deletes the folder of a runner that is dead', async () => {
    await makeFolder('souk-test-cluster-dead', pidOfTheDead())
    await sweepClusterFolders(parent)
    expect(await readdir(parent)).toEqual([])
  })

  test('leaves the folder of a runner that lives', async () => {
    await makeFolder('souk-test-cluster-alive', process.pid)
    expect(await sweepClusterFolders(parent)).toEqual([])
    expect(await readdir(parent)).toEqual(['souk-test-cluster-alive'])
  })

  test('leaves a folder that is just being made', async () => {
    await makeFolder('souk-test-cluster-new')
    expect(await sweepClusterFolders(parent)).toEqual([])
  })

  test('deletes an old folder that names no runner', async () => {
    await makeFolder('souk-test-cluster-old')
    const twoHoursAgo = new Date(Date.now() - 7_200_000)
    await utimes(join(parent, 'souk-test-cluster-old'), twoHoursAgo, twoHoursAgo)
    expect(await sweepClusterFolders(parent)).toEqual([join(parent, 'souk-test-cluster-old')])
  })

  test('leaves what is not its own', async () => {
    await makeFolder('another-cluster', pidOfTheDead())
    expect(await sweepClusterFolders(parent)).toEqual([])
  })
})
