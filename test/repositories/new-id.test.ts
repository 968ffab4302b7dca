import { describe, expect, it } from 'vitest'
import { newId } from '../../src/repositories/new-id.js'

describe('newId', () => {
  it('makes ids of version 7 that are all different, each greater than the one before', () => {
    const ids = Array.from({ length: 20_000 }, newId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.toSorted()).toEqual(ids)
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    expect(ids.filter((id) => !form.test(id))).toEqual([])
  })

  it('ends in random bytes that no other id of the process has', () => {
    const ends = Array.from({ length: 20_000 }, () => newId().slice(19))
    expect(new Set(ends).size).toBe(ends.length)
  })
})
