import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { queries } from '../../generated/queries.js'
import { packageFunctions } from '../../src/engine/session/known-functions.js'
import { sessionEffect } from '../../src/engine/session/session-effect.js'

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

describe('the queries of this package', () => {
  // Any other one has a connection to itself, which is reset each time: a list of products would wait for it.
  it('leave nothing behind in a session, but for those that have one to themselves', () => {
    const unclean = queries.flatMap(({ queryIR, metadata }) =>
      sessionEffect(queryIR.statement).isClean ? [] : [metadata?.name],
    )
    expect(unclean.toSorted()).toEqual([
      'dropOldAnalyticsPartition',
      'ensureAnalyticsPartitions',
      'ensureComingAnalyticsPartitions',
      'ensureEventPartitions',
      'ensureMessagePartitions',
      'eraseUser',
      'exportPersonalData',
      'rollUpAnalyticsDay',
    ])
  })
})
