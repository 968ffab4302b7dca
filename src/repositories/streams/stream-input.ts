import { productCategories, streamTypes } from '../../../generated/enums.js'
import {
  array,
  integer,
  nullable,
  object,
  oneOf,
  optional,
  readableText,
  text,
  timestamp,
  url,
  uuid,
  withDefault,
  type Keys,
} from '../../input/index.js'
import { eachOnce } from '../each-once.js'
import type {
  CreateStreamInput,
  ScheduleStreamInput,
  StreamDecisionInput,
  StreamOwnerInput,
  StreamPatch,
  StreamViewerCount,
  StreamViews,
  UpdateStreamInput,
} from './stream.js'

const readTitle = readableText({ max: 200 })

const showShape = {
  description: optional(nullable(text({ max: 10_000 }))),
  streamType: optional(oneOf(streamTypes)),
  rtmpUrl: optional(nullable(url({ protocols: ['rtmps:', 'rtmp:'] }))),
  streamKey: optional(nullable(text({ min: 1, max: 255 }))),
  hlsUrl: optional(nullable(url())),
  thumbnailUrl: optional(nullable(url())),
} as const

/** Reads a new stream. */
export const readCreateStream = object({
  id: optional(uuid),
  userId: uuid,
  title: readTitle,
  category: oneOf(productCategories),
  startsAt: optional(nullable(timestamp)),
  ...showShape,
  streamType: withDefault(oneOf(streamTypes), 'live'),
} satisfies Keys<CreateStreamInput>)

/** Reads the stream that a command is about, and who acts. */
export const readStreamOwner = object({ streamId: uuid, userId: uuid } satisfies Keys<StreamOwnerInput>)

const readStreamPatch = object({
  title: optional(readTitle),
  category: optional(oneOf(productCategories)),
  ...showShape,
} satisfies Keys<StreamPatch>)

/** Reads a stream and its new values. */
export const readUpdateStream = object({
  streamId: uuid,
  userId: uuid,
  patch: readStreamPatch,
} satisfies Keys<UpdateStreamInput>)

/** Reads a stream's planned time. */
export const readScheduleStream = object({
  streamId: uuid,
  userId: uuid,
  startsAt: nullable(timestamp),
} satisfies Keys<ScheduleStreamInput>)

/** Reads a stream, and who decides upon it. */
export const readStreamDecision = object({
  streamId: uuid,
  adminId: uuid,
} satisfies Keys<StreamDecisionInput>)

/** A count as its column holds it. */
const readCount = integer({ min: 0, max: 2 ** 31 - 1 })

/** Reads how many watch each of up to 10,000 streams, none of them twice. */
export const readViewerCounts = eachOnce(
  array(object({ streamId: uuid, viewerCount: readCount } satisfies Keys<StreamViewerCount>), {
    max: 10_000,
  }),
  'streamId',
)

/** Reads how often each of up to 10,000 streams was opened, none of them twice. */
export const readViews = eachOnce(
  array(object({ streamId: uuid, views: readCount } satisfies Keys<StreamViews>), { max: 10_000 }),
  'streamId',
)
