import type { StreamStatus, StreamType } from '../../../generated/enums.js'
import type { ProductCategory } from '../../../generated/enums.js'

/** What a broadcaster needs to send: secrets of the stream's owner. */
export interface Broadcast {
  readonly streamId: string
  /** Where the picture is sent. */
  readonly rtmpUrl: string | null
  /** Lets whoever has it send in the owner's name. */
  readonly streamKey: string | null
}

/** What a new stream needs, and may have. */
export interface CreateStreamInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue the server makes one */
  readonly id?: string
  readonly userId: string
  /** 1 to 200 characters. */
  readonly title: string
  /** At most 10,000 characters. */
  readonly description?: string | null
  readonly category: ProductCategory
  /** @defaultValue `live` */
  readonly streamType?: StreamType
  /** When it is planned to go live; null if nobody knows yet. */
  readonly startsAt?: Date | null
  /** Begins with `rtmps://` or `rtmp://`. */
  readonly rtmpUrl?: string | null
  /** 1 to 255 characters. */
  readonly streamKey?: string | null
  readonly hlsUrl?: string | null
  readonly thumbnailUrl?: string | null
}

/** What of a stream changes: an absent key keeps its value, null empties it. */
export type UpdateStreamInput = Partial<Omit<CreateStreamInput, 'id' | 'userId' | 'startsAt'>>

/** When a stream is planned to go live. */
export interface ScheduleStreamInput {
  readonly streamId: string
  /** Null: nobody knows yet. */
  readonly startsAt: Date | null
}

/** Whose broadcast of which stream. */
export interface BroadcastInput {
  readonly streamId: string
  /** On whose behalf: the owner's. */
  readonly userId: string
}

/** How many watch a stream now. */
export interface StreamViewerCount {
  readonly streamId: string
  /** A whole number, not negative. */
  readonly viewerCount: number
}

/** How often a stream was opened since this was told last. */
export interface StreamViews {
  readonly streamId: string
  /** A whole number, not negative. */
  readonly views: number
}

/** Which of the streams that are live. */
export interface LiveStreamsInput {
  readonly category?: ProductCategory
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number
}

/** Which of the streams that are going to be live. */
export interface UpcomingStreamsInput {
  readonly category?: ProductCategory
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number
}

/** Which of a user's streams. */
export interface UserStreamsInput {
  readonly userId: string
  readonly status?: StreamStatus
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number
}
