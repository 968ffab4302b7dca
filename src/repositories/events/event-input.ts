import { InvalidInputError } from '../../errors.js'
import { array, integer, json, object, text, uuid, withDefault, type Read } from '../../input/index.js'

const maxEvents = 1_000

const eventType = text({
  min: 1,
  max: 100,
  pattern: {
    matches: /^[a-z][A-Za-z0-9_]*(?:[.][a-z][A-Za-z0-9_]*)*$/,
    problem: 'must be words of letters, digits and underscores, joined by dots',
  },
})

const plainJson = json({ maxBytes: 16_384 })

const payload: Read<ReturnType<typeof plainJson>> = (value, field) => {
  const copy = plainJson(value, field)
  if (typeof copy !== 'object' || copy === null || Array.isArray(copy)) {
    throw new InvalidInputError(field, 'must be an object')
  }
  return copy
}

const readEvent = object({
  type: eventType,
  aggregateId: uuid,
  version: withDefault(integer({ min: 1, max: 2 ** 31 - 1 }), 1),
  audience: withDefault(array(uuid, { max: 1_000 }), []),
  payload,
})

/** Reads events to publish. @param field - The name of the list; empty for a single event. */
export function readPublishEvents(input: readonly unknown[], field: string): ReturnType<typeof readEvent>[] {
  if (input.length > maxEvents) throw new InvalidInputError(field, `must have at most ${maxEvents} elements`)
  return input.map((event, index) => readEvent(event, field === '' ? '' : `${field}[${index}]`))
}
