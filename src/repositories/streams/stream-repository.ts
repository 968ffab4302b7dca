import * as queries from '../../../generated/streams.queries.js'
import { isOpenAdmin as isOpenAdminQuery } from '../../../generated/users.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import { ById } from '../by-id.js'
import { byCreatedAt } from '../../pagination/created-at-exact.js'
import { cursorAfter, readListRequest } from '../../pagination/list-request.js'
import type { Page } from '../../pagination/page.js'
import { toJsonRecord } from '../json-record.js'
import type {
  Broadcast,
  CreateStreamInput,
  LiveStreamsInput,
  NearbyStream,
  NearbyStreamsInput,
  ScheduleStreamInput,
  StreamDecisionInput,
  StreamListing,
  StreamOwnerInput,
  StreamViewerCount,
  StreamViews,
  UpcomingStreamsInput,
  UpdateStreamInput,
  UserStreamsInput,
} from './stream.js'
import type { StreamStatus } from '../../../generated/enums.js'
import type { Stream } from '../../../generated/models.js'
import {
  readCreateStream,
  readScheduleStream,
  readStreamDecision,
  readStreamOwner,
  readUpdateStream,
  readViewerCounts,
  readViews,
} from './stream-input.js'
import { liveList, nearbyList, upcomingList, userList } from './stream-lists.js'
import { timePage } from '../../pagination/time-page.js'
import { withoutColumns } from '../without-columns.js'
import { assertOpenAccount } from '../assert-open-account.js'
import { nearestFirst } from '../nearest-first.js'
import { refuse } from '../refuse.js'
import { withDigest } from '../request-digest.js'
import { itemWithProfile } from '../profile-of-row.js'
import { toWalkedPage, walkedTimePage } from '../walked-page.js'

/**
 * Streams: shows in which somebody sells in front of a camera. A command of an owner's is refused for anybody else, and once
 * the account is closed.
 *
 * Each command is one statement that looks for the row in the state it needs and locks it, so read committed is
 * enough: of any number of callers at once one finds it so, and the others are told why not.
 */
export class SqlStreamRepository {
  readonly #executor: Executor
  readonly #byId: ById<Stream>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id, options) => executor.maybeOne(queries.findStream, { id }, options),
      many: (ids, options) => executor.many(queries.listStreamsByIds, { ids }, options),
      missing: notFound,
    })
  }

  /**
   * Creates a stream that is scheduled: for `startsAt`, or for a time that nobody knows yet.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one with the same content returns the stream that the
   * first one made, as it is by then.
   *
   * @throws {@link NotFoundError} if there is no such user.
   * @throws {@link ConflictError} with rule `account_closed`, or `repeated_differently` if the id was used with other content.
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
  async create(input: CreateStreamInput, options?: CallOptions): Promise<Stream> {
    const stream = withDigest('streams.create', readCreateStream(input))
    const created = await this.#executor.maybeOne(queries.createStream, stream, options)
    if (created !== null) return created
    const { id, requestDigest } = stream
    if (id !== undefined && requestDigest !== undefined) {
      const first = await this.#executor.maybeOne(queries.findStream, { id, requestDigest }, options)
      if (first !== null) return first
    }
    await assertOpenAccount(this.#executor, stream.userId, options)
    return refuse('repeated_differently')
  }

  /** Gets a stream by id. @throws {@link NotFoundError} if there is none. */
  get(id: string, options?: CallOptions): Promise<Stream> {
    return this.#byId.get(id, options)
  }

  /** Finds a stream by id. Those that are asked for in one tick, here and by {@link get}, are one statement. */
  find(id: string, options?: CallOptions): Promise<Stream | null> {
    return this.#byId.find(id, options)
  }

  /** Lists streams in the order of up to 10,000 ids; those that do not exist are left out, one asked for twice comes twice. */
  listByIds(ids: readonly string[], options?: CallOptions): Promise<Stream[]> {
    return this.#byId.list(ids, options)
  }

  /**
   * Gets the address and the key with which the owner sends: the only method that reads them.
   *
   * @throws {@link NotFoundError} if there is no such stream.
   * @throws {@link ForbiddenError} with rule `not_the_owner` for anybody else.
   */
  async getBroadcast(input: StreamOwnerInput, options?: CallOptions): Promise<Broadcast> {
    const broadcast = await this.#executor.maybeOne(queries.findBroadcast, readStreamOwner(input), options)
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
   * @throws {@link NotFoundError} if there is no such stream; {@link ForbiddenError} with rule `not_the_owner`;
   * {@link ConflictError} with rule `account_closed`.
   */
  async update(input: UpdateStreamInput, options?: CallOptions): Promise<Stream> {
    const { streamId: id, userId, patch } = readUpdateStream(input)
    const values = { id, userId, patch: toJsonRecord(patch) }
    const updated = await this.#executor.maybeOne(queries.updateStream, values, options)
    if (updated !== null) return updated
    await this.#judge(id, userId, options)
    return notFound()
  }

  /**
   * Sets when a scheduled stream is planned to go live.
   *
   * @throws {@link NotFoundError} if there is no such stream; {@link ForbiddenError} with rule `not_the_owner`.
   * @throws {@link ConflictError} with rule `stream_already_live`, `stream_already_ended` or `account_closed`.
   */
  async schedule(input: ScheduleStreamInput, options?: CallOptions): Promise<Stream> {
    const { streamId: id, userId, startsAt } = readScheduleStream(input)
    const scheduled = await this.#executor.maybeOne(queries.scheduleStream, { id, userId, startsAt }, options)
    return scheduled ?? this.#refuseStarted(id, userId, options)
  }

  /**
   * Puts a scheduled stream on air, now by the server's clock, whenever it was planned for.
   *
   * Of any number of calls at once, one wins.
   *
   * @throws {@link NotFoundError} if there is no such stream; {@link ForbiddenError} with rule `not_the_owner`.
   * @throws {@link ConflictError} with rule `stream_already_live`, `stream_already_ended` or `account_closed`.
   */
  async goLive(input: StreamOwnerInput, options?: CallOptions): Promise<Stream> {
    const { streamId: id, userId } = readStreamOwner(input)
    const started = await this.#executor.maybeOne(queries.startStream, { id, userId }, options)
    return started ?? this.#refuseStarted(id, userId, options)
  }

  /**
   * Ends a live stream, now by the server's clock, and sets how long it ran. Nobody watches it any more.
   *
   * Of any number of calls at once, one wins.
   *
   * @throws {@link NotFoundError} if there is no such stream; {@link ForbiddenError} with rule `not_the_owner`.
   * @throws {@link ConflictError} with rule `stream_already_ended`, `stream_not_live` if it never went live, or
   * `account_closed`.
   */
  async end(input: StreamOwnerInput, options?: CallOptions): Promise<Stream> {
    const { streamId: id, userId } = readStreamOwner(input)
    const ended = await this.#executor.maybeOne(queries.endStream, { id, userId }, options)
    if (ended !== null) return ended
    const status = await this.#judge(id, userId, options)
    return refuse(status === 'ended' ? 'stream_already_ended' : 'stream_not_live')
  }

  /**
   * Ends a stream, live or scheduled, on behalf of an administrator.
   *
   * @throws {@link NotFoundError} if there is no such stream; {@link ForbiddenError} with rule `not_an_admin`;
   * {@link ConflictError} with rule `stream_already_ended`.
   */
  async stop(input: StreamDecisionInput, options?: CallOptions): Promise<Stream> {
    const { streamId: id, adminId } = readStreamDecision(input)
    const stopped = await this.#executor.maybeOne(queries.stopStream, { id, adminId }, options)
    if (stopped !== null) return stopped
    const { isOpenAdmin } = await this.#executor.one(isOpenAdminQuery, { adminId }, options)
    if (!isOpenAdmin) refuse('not_an_admin')
    await this.get(id, options)
    return refuse('stream_already_ended')
  }

  /**
   * Sets how many watch each of up to 10,000 streams, in one statement: all of them, or none.
   *
   * A stream that is not live has no viewers, whatever is said here: what comes late does no harm.
   *
   * @throws {@link NotFoundError} if one of the streams does not exist.
   */
  async setViewerCounts(counts: readonly StreamViewerCount[], options?: CallOptions): Promise<void> {
    const given = readViewerCounts(counts, 'counts')
    if (given.length === 0) return
    const ids = given.map(({ streamId }) => streamId)
    const viewerCounts = given.map(({ viewerCount }) => viewerCount)
    const set = await this.#executor.execute(queries.setStreamViewerCounts, { ids, viewerCounts }, options)
    if (set < given.length) notFound()
  }

  /**
   * Adds to how often each of up to 10,000 streams was opened, in one statement: to all of them, or to none.
   *
   * It is not safe to repeat: after a {@link ConnectionError} with outcome `unknown` they may have been added.
   *
   * @throws {@link NotFoundError} if one of the streams does not exist.
   */
  async addViews(views: readonly StreamViews[], options?: CallOptions): Promise<void> {
    const given = readViews(views, 'views')
    if (given.length === 0) return
    const ids = given.map(({ streamId }) => streamId)
    const parameters = { ids, views: given.map((stream) => stream.views) }
    const added = await this.#executor.execute(queries.addStreamViews, parameters, options)
    if (added < given.length) notFound()
  }

  /**
   * Deletes a stream, live or not.
   *
   * @throws {@link NotFoundError} if there is no such stream; {@link ForbiddenError} with rule `not_the_owner`;
   * {@link ConflictError} with rule `account_closed`.
   */
  async delete(input: StreamOwnerInput, options?: CallOptions): Promise<void> {
    const { streamId: id, userId } = readStreamOwner(input)
    if ((await this.#executor.execute(queries.deleteStream, { id, userId }, options)) > 0) return
    await this.#judge(id, userId, options)
    notFound()
  }

  /** Lists what is live, the latest to begin first. */
  async listLive(input: LiveStreamsInput = {}, options?: CallOptions): Promise<Page<StreamListing>> {
    return walkedTimePage(liveList, input, {
      read: (parameters) => this.#executor.many(queries.listLiveStreams, parameters, options),
      positionOf: ({ startedAtExact, id }) => [startedAtExact, id],
      toItem: (row) => itemWithProfile(row, 'streamer', 'isLeftOut', 'startedAtExact', 'isWalkEnd'),
    })
  }

  /**
   * Lists what is live around a point, nearest first.
   *
   * The place of a live stream is its streamer's public one, 230 to 500 m from their home, and goes along when they move. A
   * stream of somebody who has not said where they live is not in the list. The order is that of `products.nearby`: by distance on
   * a plane, or on a sphere where a plane is not exact enough, and by id. Pages never repeat or skip a stream that stays where it
   * is. A page walks over 2,000 streams at most (500 for a viewer), however few are of the category: then it is short, or
   * empty, and its cursor goes on.
   *
   * @returns An empty page if nothing is near.
   * @throws {@link InvalidInputError} if `near` is not a position on Earth or the radius is not positive, and naming the filter,
   * `limit` or `cursor`.
   *
   * @example
   * ```ts
   * const page = await db.streams.nearby({ near: [55.2708, 25.2048], radiusMetres: 10_000 })
   * ```
   */
  async nearby(input: NearbyStreamsInput, options?: CallOptions): Promise<Page<NearbyStream>> {
    const request = readListRequest(nearbyList, input)
    const rows = await this.#executor.many(queries.listStreamsNearby, nearestFirst(request), options)
    return toWalkedPage(rows, {
      limit: request.limit,
      cursorAfter: (row) => cursorAfter(nearbyList, request, [row.distanceOrder, row.id]),
      toItem: (row) => itemWithProfile(row, 'streamer', 'isLeftOut', 'isWalkEnd', 'distanceOrder'),
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
  async listUpcoming(input: UpcomingStreamsInput = {}, options?: CallOptions): Promise<Page<StreamListing>> {
    return walkedTimePage(upcomingList, input, {
      read: (parameters) => this.#executor.many(queries.listUpcomingStreams, parameters, options),
      positionOf: ({ startedAtExact, id }) => [startedAtExact, id],
      toItem: (row) => itemWithProfile(row, 'streamer', 'isLeftOut', 'startedAtExact', 'isWalkEnd'),
    })
  }

  /** Lists a user's streams, the newest made first. */
  async listByUser(input: UserStreamsInput, options?: CallOptions): Promise<Page<Stream>> {
    return timePage(userList, input, {
      read: (parameters) => this.#executor.many(queries.listStreamsByUser, parameters, options),
      ...byCreatedAt<Stream>(),
    })
  }

  /** Throws the reason why a stream is not in the state `scheduled`. */
  async #refuseStarted(id: string, userId: string, options?: CallOptions): Promise<never> {
    const status = await this.#judge(id, userId, options)
    return refuse(status === 'ended' ? 'stream_already_ended' : 'stream_already_live')
  }

  /** Returns the status of a stream that is the acting user's; throws the reason if it is not. */
  async #judge(id: string, userId: string, options?: CallOptions): Promise<StreamStatus> {
    const stream = await this.#executor.maybeOne(queries.judgeStreamOwner, { id, userId }, options)
    if (stream === null) return notFound()
    if (!stream.isOwner) refuse('not_the_owner')
    if (!stream.isOpen) refuse('account_closed')
    return stream.status
  }
}

/** Streams: shows in which somebody sells in front of a camera. */
export interface StreamRepository extends Pick<SqlStreamRepository, keyof SqlStreamRepository> {}

function notFound(): never {
  throw new NotFoundError('streams')
}
