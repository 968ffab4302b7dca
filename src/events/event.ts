import type { EventPayloads, EventType } from './event-payloads.js'

/** An event that was committed, narrowed by its `type`. */
export type SoukEvent<Type extends EventType = EventType> = {
  readonly [Each in Type]: {
    /** Its place among all events: the same in every process, and the key by which a repetition is known. */
    readonly position: number
    readonly type: Each
    /** The version of the payload's form. */
    readonly version: number
    /** The row that its command locked, such as the conversation of a message: events of one aggregate come in order. */
    readonly aggregateId: string
    /** The users whom it concerns. */
    readonly audience: readonly string[]
    readonly payload: EventPayloads[Each]
    /** The time of writing, which is not the order of positions. */
    readonly createdAt: Date
  }
}[Type]

/** An event to publish. */
export type PublishEventInput<Type extends EventType = EventType> = {
  readonly [Each in Type]: {
    readonly type: Each
    /** The row that every command with such an event locks: its events come in the order of that lock. */
    readonly aggregateId: string
    /** Ids and public facts: an object of at most 16,384 bytes as JSON. */
    readonly payload: EventPayloads[Each]
    /** The users whom it concerns: at most 1,000. @defaultValue nobody */
    readonly audience?: readonly string[] | undefined
    /** The version of the payload's form. @defaultValue 1 */
    readonly version?: number | undefined
  }
}[Type]
