import { object, oneOf, uuid } from '../input/index.js'
import type { LiveTyping } from './live-item.js'

/** A hint that a participant is writing, and the user whom it is for. */
export interface TypingHint {
  readonly to: string
  readonly typing: LiveTyping
}

const read = object({ type: oneOf(['typing'] as const), conversationId: uuid, userId: uuid, to: uuid })

/** Reads the payload of a notification. @returns Null for one of another version, or of somebody else. */
export function readHint(payload: string): TypingHint | null {
  try {
    const { to, ...typing } = read(JSON.parse(payload))
    return { to, typing: Object.freeze(typing) }
  } catch {
    return null
  }
}
