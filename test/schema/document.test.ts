import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findStale, writeDocuments } from '../../scripts/schema/document.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'souk-documents-'))
})
afterAll(async () => await rm(folder, { recursive: true }))

describe('findStale', () => {
  test('finds nothing in what was just written', async () => {
    const path = join(folder, 'fresh')
    await writeDocuments([{ path, content: 'a\nb\n' }])
    expect(await readFile(path, 'utf8')).toBe('a\nb\n')
    expect(await findStale([{ path, content: 'a\nb\n' }])).toEqual([])
  })

  test.each([
    ['a changed line', 'a\nx\n', 2],
    ['a line too many', 'a\n', 2],
    ['a line too few', 'a\nb\nc\n', 3],
    ['a lost end of line', 'a\nb', 3],
  ])('tells the first line that differs: %s', async (name, content, line) => {
    const path = join(folder, name)
    await writeDocuments([{ path, content: 'a\nb\n' }])
    expect(await findStale([{ path, content }])).toEqual([`${path} is stale from line ${line} on`])
  })

  test('tells a missing file', async () => {
    const path = join(folder, 'nowhere')
    expect(await findStale([{ path, content: '' }])).toEqual([`${path} is missing`])
  })
})
