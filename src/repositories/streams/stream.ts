import type { PageInput } from '../../pagination/page.js'
import type { Patch } from '../patch.js'
import type { StreamStatus, StreamType } from '../../../generated/enums.js'
import type { ProductCategory } from '../../../generated/enums.js'

/** The secrets with which a stream's owner broadcasts. */
export interface Broadcast {
  readonly streamId: string
  /** The address that the picture is sent to. */
  readonly rtmpUrl: string | null
  /** The key with which anybody could broadcast in the owner's name. */
  readonly streamKey: string | null
}

/** The fields of a new stream. */
export interface CreateStreamInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue the server makes one */
  readonly id?: string | undefined
  readonly userId: string
  /** 1 to 200 characters. */
  readonly title: string
  /** At most 10,000 characters. */
  readonly description?: string | null | undefined
  readonly category: ProductCategory
  /** @defaultValue `live` */
  readonly streamType?: StreamType | undefined
  /** The time it is planned to go live; null if nobody knows yet. */
  readonly startsAt?: Date | null | undefined
  /** Begins with `rtmps://` or `rtmp://`. */
  readonly rtmpUrl?: string | null | undefined
  /** 1 to 255 characters. */
  readonly streamKey?: string | null | undefined
  readonly hlsUrl?: string | null | undefined
  readonly thumbnailUrl?: string | null | undefined
}

/** The stream that a command is about. */
export interface StreamIdInput {
  readonly streamId: string
}

/** A stream, and its new values. */
export interface UpdateStreamInput extends StreamIdInput {
  readonly patch: StreamPatch
}

/** The fields of a stream that an update may set: an absent key keeps its value, null empties it. */
export type StreamPatch = Patch<Omit<CreateStreamInput, 'id' | 'userId' | 'startsAt'>>

/** A stream, and the time it is planned to go live. */
export interface ScheduleStreamInput {
  readonly streamId: string
  /** Null: nobody knows yet. */
  readonly startsAt: Date | null
}

/** A stream, and the user who asks for its broadcast. */
export interface BroadcastInput {
  readonly streamId: string
  /** The acting user, who must be the owner. */
  readonly userId: string
}

/** The number of viewers of a stream now. */
export interface StreamViewerCount {
  readonly streamId: string
  /** A whole number, not negative. */
  readonly viewerCount: number
}

/** The number of times a stream was opened since the last report. */
export interface StreamViews {
  readonly streamId: string
  /** A whole number, not negative. */
  readonly views: number
}

/** A page of the live streams. */
export interface LiveStreamsInput extends PageInput {
  readonly category?: ProductCategory | undefined
}

/** A page of the scheduled streams. */
export interface UpcomingStreamsInput extends PageInput {
  readonly category?: ProductCategory | undefined
}

/** A page of a user's streams. */
export interface UserStreamsInput extends PageInput {
  readonly userId: string
  readonly status?: StreamStatus | undefined
}
