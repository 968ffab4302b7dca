import type { Point } from '../../geo/geojson.js'
import type { PointInput } from '../../geo/point.js'
import type { PageInput } from '../../pagination/page.js'
import type { Stream } from '../../../generated/models.js'
import type { Patch } from '../patch.js'
import type { Profile } from '../profile.js'
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

/** A stream as a list shows it, with the public face of its owner. */
export interface StreamListing extends Stream {
  readonly streamer: Profile
}

/** A live stream that a search around a place returns. */
export interface NearbyStream extends StreamListing {
  readonly publicLocation: Point
  /** The distance from the origin to the public place: metres along the WGS 84 spheroid. */
  readonly distanceMetres: number
}

/** The stream that a command is about, and its acting owner. */
export interface StreamOwnerInput {
  readonly streamId: string
  /** The acting user, who must be the owner. */
  readonly userId: string
}

/** A stream, its acting owner, and its new values. */
export interface UpdateStreamInput extends StreamOwnerInput {
  readonly patch: StreamPatch
}

/** The fields of a stream that an update may set: an absent key keeps its value, null empties it. */
export type StreamPatch = Patch<Omit<CreateStreamInput, 'id' | 'userId' | 'startsAt'>>

/** A stream, its acting owner, and the time it is planned to go live. */
export interface ScheduleStreamInput extends StreamOwnerInput {
  /** Null: nobody knows yet. */
  readonly startsAt: Date | null
}

/** A stream, and the administrator who decides upon it. */
export interface StreamDecisionInput {
  readonly streamId: string
  readonly adminId: string
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
  /** The user who looks. Whoever blocked them, or is blocked by them, is left out. @defaultValue nobody is left out */
  readonly viewerId?: string | undefined
}

/** A page of the live streams around a place. */
export interface NearbyStreamsInput extends LiveStreamsInput {
  readonly near: PointInput
  /** The radius of the search: metres along the WGS 84 spheroid. */
  readonly radiusMetres: number
}

/** A page of the scheduled streams. */
export interface UpcomingStreamsInput extends PageInput {
  readonly category?: ProductCategory | undefined
  /** The user who looks. Whoever blocked them, or is blocked by them, is left out. @defaultValue nobody is left out */
  readonly viewerId?: string | undefined
}

/** A page of a user's streams. */
export interface UserStreamsInput extends PageInput {
  readonly userId: string
  readonly status?: StreamStatus | undefined
}
