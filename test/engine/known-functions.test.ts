import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { packageFunctions } from '../../src/engine/session/known-functions.js'

const folder = new URL('../../migrations/', import.meta.url)

describe('the functions of this package', () => {
  // A database with a function that is not known runs no statement on a lane: the function may change the session.
  it('are those that its migrations make', async () => {
    const made = new Map<string, number>()
    const count = (name: string, change: number) => made.set(name, (made.get(name) ?? 0) + change)
    for (const file of await readdir(folder)) {
      const text = await readFile(new URL(file, folder), 'utf8')
      for (const [, name = ''] of text.matchAll(/create (?:or replace )?function (\w+)/g)) count(name, 1)
      for (const [, name = ''] of text.matchAll(/drop function (\w+)/g)) count(name, -1)
    }
    const left = [...made].filter(([, number]) => number > 0).map(([name]) => name)
    expect([...packageFunctions]).toEqual(left.toSorted())
  })
})
