import * as queries from '../../../generated/streams.queries.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import { ById } from '../by-id.js'
import { byCreatedAt, byExactTime } from '../../pagination/created-at-exact.js'
import type { Page } from '../../pagination/page.js'
import { toJsonRecord } from '../json-record.js'
import type {
  Broadcast,
  BroadcastInput,
  CreateStreamInput,
  LiveStreamsInput,
  ScheduleStreamInput,
  StreamIdInput,
  StreamViewerCount,
  StreamViews,
  UpcomingStreamsInput,
  UpdateStreamInput,
  UserStreamsInput,
} from './stream.js'
import type { Stream } from '../../../generated/models.js'
import {
  readBroadcastRequest,
  readCreateStream,
  readScheduleStream,
  readStreamId,
  readUpdateStream,
  readViewerCounts,
  readViews,
} from './stream-input.js'
import { liveList, upcomingList, userList } from './stream-lists.js'
import { timePage } from '../../pagination/time-page.js'
import { withoutColumns } from '../without-columns.js'
import { refuse } from '../refuse.js'

const byStartedAt = byExactTime<Stream>()('startedAtExact')

/**
 * Streams: shows in which somebody sells in front of a camera.
 *
 * Each command is one statement that looks for the row in the state it needs and locks it, so read committed is
 * enough: of any number of callers at once one finds it so, and the others are told why not.
 */
export class StreamRepository {
  readonly #executor: Executor
  readonly #byId: ById<Stream>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id) => executor.maybeOne(queries.findStream, { id }),
      many: (ids) => executor.many(queries.listStreamsByIds, { ids }),
      missing: notFound,
    })
  }

  /**
   * Creates a stream that is scheduled: for `startsAt`, or for a time that nobody knows yet.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one gives the stream that the first one made.
   *
   * @throws {@link ConstraintError} of kind `foreign_key` if there is no such user.
   * @throws {@link ConflictError} with rule `id_taken` if the id is that of another user's stream.
   *
   * @example
   * ```ts
   * const stream = await db.streams.create({
   *   userId: seller.id,
   *   title: 'Unboxing a case of 1998 cards',
   *   category: 'trading_cards',
   *   startsAt: new Date('2026-12-01T18:00:00Z'),
   * })
   * ```
   */
  async create(input: CreateStreamInput): Promise<Stream> {
    const stream = readCreateStream(input)
    const created = await this.#executor.maybeOne(queries.createStream, stream)
    if (created !== null) return created
    // No row: the id was taken, so one was given.
    const existing = stream.id === undefined ? null : await this.find(stream.id)
    if (existing?.userId === stream.userId) return existing
    refuse('id_taken')
  }

  /** Gets a stream by id. @throws {@link NotFoundError} if there is none. */
  get(id: string): Promise<Stream> {
    return this.#byId.get(id)
  }

  /** Finds a stream by id. Those that are asked for in one tick, here and by {@link get}, are one statement. */
  find(id: string): Promise<Stream | null> {
    return this.#byId.find(id)
  }

  /** Lists streams in the order of up to 10,000 ids; those that do not exist are left out, one asked for twice comes twice. */
  listByIds(ids: readonly string[]): Promise<Stream[]> {
    return this.#byId.list(ids)
  }

  /**
   * Gets the address and the key with which the owner sends: the only method that reads them.
   *
   * @throws {@link NotFoundError} if there is no such stream.
   * @throws {@link ForbiddenError} with rule `not_the_owner` for anybody else.
   */
  async getBroadcast(input: BroadcastInput): Promise<Broadcast> {
    const broadcast = await this.#executor.maybeOne(queries.findBroadcast, readBroadcastRequest(input))
    if (broadcast === null) notFound()
    if (!broadcast.isOwner) {
      refuse('not_the_owner')
    }
    return withoutColumns(broadcast, 'isOwner')
  }

  /**
   * Updates what the patch holds: a key that is absent or undefined keeps its value, null empties it.
   *
   * Status and times are not in it: see {@link schedule}, {@link goLive} and {@link end}.
   *
   * @throws {@link NotFoundError} if there is no such stream.
   */
  async update(input: UpdateStreamInput): Promise<Stream> {
    const { streamId: id, patch } = readUpdateStream(input)
    const values = { id, patch: toJsonRecord(patch) }
    return (await this.#executor.maybeOne(queries.updateStream, values)) ?? notFound()
  }

  /**
   * Sets when a scheduled stream is planned to go live.
   *
   * @throws {@link NotFoundError} if there is no such stream.
   * @throws {@link ConflictError} with rule `stream_already_live` or `stream_already_ended`.
   */
  async schedule(input: ScheduleStreamInput): Promise<Stream> {
    const { streamId: id, startsAt } = readScheduleStream(input)
    const scheduled = await this.#executor.maybeOne(queries.scheduleStream, { id, startsAt })
    return scheduled ?? this.#refuseStarted(id)
  }

  /**
   * Puts a scheduled stream on air, now by the server's clock, whenever it was planned for.
   *
   * Of any number of calls at once, one wins.
   *
   * @throws {@link NotFoundError} if there is no such stream.
   * @throws {@link ConflictError} with rule `stream_already_live` or `stream_already_ended`.
   */
  async goLive(input: StreamIdInput): Promise<Stream> {
    const id = readStreamId(input)
    const started = await this.#executor.maybeOne(queries.startStream, { id })
    return started ?? this.#refuseStarted(id)
  }

  /**
   * Ends a live stream, now by the server's clock, and sets how long it ran. Nobody watches it any more.
   *
   * Of any number of calls at once, one wins.
   *
   * @throws {@link NotFoundError} if there is no such stream.
   * @throws {@link ConflictError} with rule `stream_already_ended`, or `stream_not_live` if it never went live.
   */
  async end(input: StreamIdInput): Promise<Stream> {
    const id = readStreamId(input)
    const ended = await this.#executor.maybeOne(queries.endStream, { id })
    if (ended !== null) return ended
    if ((await this.get(id)).status === 'ended') refuse('stream_already_ended')
    refuse('stream_not_live')
  }

  /**
   * Sets how many watch each of up to 10,000 streams, in one statement: all of them, or none.
   *
   * A stream that is not live has no viewers, whatever is said here: what comes late does no harm.
   *
   * @throws {@link NotFoundError} if one of the streams does not exist.
   */
  async setViewerCounts(counts: readonly StreamViewerCount[]): Promise<void> {
    const given = readViewerCounts(counts, 'counts')
    if (given.length === 0) return
    const ids = given.map(({ streamId }) => streamId)
    const viewerCounts = given.map(({ viewerCount }) => viewerCount)
    const set = await this.#executor.execute(queries.setStreamViewerCounts, { ids, viewerCounts })
    if (set < given.length) notFound()
  }

  /**
   * Adds to how often each of up to 10,000 streams was opened, in one statement: to all of them, or to none.
   *
   * It is not safe to repeat: after a {@link ConnectionError} with outcome `unknown` they may have been added.
   *
   * @throws {@link NotFoundError} if one of the streams does not exist.
   */
  async addViews(views: readonly StreamViews[]): Promise<void> {
    const given = readViews(views, 'views')
    if (given.length === 0) return
    const ids = given.map(({ streamId }) => streamId)
    const added = await this.#executor.execute(queries.addStreamViews, {
      ids,
      views: given.map((stream) => stream.views),
    })
    if (added < given.length) notFound()
  }

  /** Deletes a stream, live or not. @throws {@link NotFoundError} if there is none. */
  async delete(input: StreamIdInput): Promise<void> {
    const id = readStreamId(input)
    if ((await this.#executor.execute(queries.deleteStream, { id })) === 0) notFound()
  }

  /** Lists what is live, the latest to begin first. */
  async listLive(input: LiveStreamsInput = {}): Promise<Page<Stream>> {
    return timePage(liveList, input, {
      read: (parameters) => this.#executor.many(queries.listLiveStreams, parameters),
      ...byStartedAt,
    })
  }

  /**
   * Lists what is going to be live, soonest first.
   *
   * A stream that is late is among them for an hour after its time; one without a time is not.
   *
   * @example
   * ```ts
   * const page = await db.streams.listUpcoming({ category: 'trading_cards', limit: 10 })
   * ```
   */
  async listUpcoming(input: UpcomingStreamsInput = {}): Promise<Page<Stream>> {
    return timePage(upcomingList, input, {
      read: (parameters) => this.#executor.many(queries.listUpcomingStreams, parameters),
      ...byStartedAt,
    })
  }

  /** Lists a user's streams, the newest made first. */
  async listByUser(input: UserStreamsInput): Promise<Page<Stream>> {
    return timePage(userList, input, {
      read: (parameters) => this.#executor.many(queries.listStreamsByUser, parameters),
      ...byCreatedAt<Stream>(),
    })
  }

  /** Throws the reason why a stream is not in the state `scheduled`. */
  async #refuseStarted(id: string): Promise<never> {
    if ((await this.get(id)).status === 'ended') refuse('stream_already_ended')
    refuse('stream_already_live')
  }
}

function notFound(): never {
  throw new NotFoundError('streams')
}
