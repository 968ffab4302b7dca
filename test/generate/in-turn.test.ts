import { Client } from 'pg'
import { expect, it } from 'vitest'
import { mapSome } from '../../src/generate/map-some.js'
import { inTurn } from '../../src/generate/type/in-turn.js'

it('sends the next statement before the caller reads the answer to the one before', async () => {
  const client = new Client()
  const events: string[] = []
  const work = (name: string, fails = false) =>
    inTurn(client, async () => {
      events.push(`${name} sent`)
      await Promise.resolve()
      if (fails) throw new Error(name)
    }).then(
      () => events.push(`${name} read`),
      () => events.push(`${name} failed`),
    )
  await Promise.all([work('one'), work('two', true), work('three')])
  expect(events).toEqual(['one sent', 'two sent', 'one read', 'three sent', 'two failed', 'three read'])
})

it('maps some at a time, and keeps the order', async () => {
  let running = 0
  let most = 0
  const results = await mapSome([3, 1, 2, 0], 2, async (turns) => {
    most = Math.max(most, ++running)
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
    running -= 1
    return turns * 10
  })
  expect(results).toEqual([30, 10, 20, 0])
  expect(most).toBe(2)
})
