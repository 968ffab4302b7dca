import { Buffer } from 'node:buffer'
import { types } from 'node:util'
import { InvalidInputError } from '../errors.js'
import {
  integer,
  json,
  object,
  optional,
  text,
  timestamp,
  withDefault,
  type JsonValue,
  type Keys,
  type Read,
} from '../input/index.js'
import { nodeCrypto } from '../node-crypto.js'
import type {
  DiscardParkedInput,
  SweepWebhooksInput,
  WebhookId,
  WebhookInput,
  WebhookKey,
} from './webhook.js'

const provider = text({ min: 1, max: 50 })
const eventId = text({ min: 1, max: 255 })
const waitsFor = text({ min: 1, max: 255 })
const maxBytes = 1_048_576
const readBody = json({ maxDepth: 64, maxBytes })

/** The body of an event: its JSON, and the hash of its bytes. */
export interface ReadBody {
  readonly json: JsonValue
  readonly hash: Buffer
}

const body: Read<ReadBody> = (value, field) => {
  if (typeof value !== 'string' && !types.isUint8Array(value)) {
    throw new InvalidInputError(field, 'must be the body as it came, a string or bytes')
  }
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  if (bytes.byteLength > maxBytes) throw new InvalidInputError(field, `must have at most ${maxBytes} bytes`)
  return {
    json: readBody(parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), field), field),
    hash: nodeCrypto().createHash('sha256').update(bytes).digest(),
  }
}

function parse(bytes: Buffer, field: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    // The error of JSON.parse quotes the body.
    throw new InvalidInputError(field, 'must be JSON')
  }
}

/** Reads a time: a Date, or seconds since 1970. */
const created: Read<Date> = (value, field) =>
  timestamp(typeof value === 'number' ? new Date(value * 1_000) : value, field)

/** Reads an event that has come. */
export const readWebhook = object({
  provider,
  eventId,
  type: text({ min: 1, max: 200 }),
  created,
  body,
  waitsFor: optional(waitsFor),
} satisfies Keys<WebhookInput>)

/** Reads the name of what events wait for. */
export const readWebhookKey = object({ provider, waitsFor } satisfies Keys<WebhookKey>)

/** Reads which event. */
export const readWebhookId = object({ provider, eventId } satisfies Keys<WebhookId>)

const limit = withDefault(integer({ min: 1, max: 1_000 }), 100)

/** Reads which parked events are given up. */
export const readDiscardParked = object({
  provider,
  receivedBefore: timestamp,
  limit,
} satisfies Keys<DiscardParkedInput>)

/** Reads the size of a walk. */
export const readSweep = object({
  limit,
  untriedSeconds: withDefault(integer({ min: 0, max: 86_400 }), 60),
} satisfies Keys<SweepWebhooksInput>)
