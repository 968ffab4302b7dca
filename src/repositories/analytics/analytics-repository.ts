import * as queries from '../../../generated/analytics.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { ConstraintError, DatabaseError, OverloadError, TimeoutError, type SoukError } from '../../errors.js'
import { copyNew } from '../copy-new.js'
import { refuse } from '../refuse.js'
import type {
  AnalyticsMaintenance,
  AnalyticsDayCount,
  DropOldPartitionsInput,
  EnsurePartitionsInput,
  FunnelInput,
  FunnelStep,
  ListAnalyticsDaysInput,
  MaintainAnalyticsInput,
  RolledUp,
  RollUpInput,
  SellerDashboardInput,
  SellerDay,
  TopSubjectsInput,
  TopSubject,
  TrackEventInput,
} from './analytics.js'
import {
  dayOf,
  daysOf,
  readDropOldPartitions,
  readEnsurePartitions,
  readFunnel,
  readListDays,
  readMaintain,
  readRollUp,
  readSellerDashboard,
  readTop,
  readTrackEvents,
} from './analytics-input.js'
import { eventRows, eventTarget, toEventRecords, type EventRow } from './event-rows.js'
import { Pseudonyms } from './pseudonyms.js'
import { sellerDays, sellerEventTypes } from './seller-days.js'

/**
 * Analytics: what visitors did, and the counts of it by day. For the service itself: nothing here asks who acts.
 *
 * Events are written once and never changed. The counts of a day are made of its events, at any time and any number of times:
 * writing events marks their days, in the same transaction, and counting deletes exactly the marks of the events that it
 * has seen.
 */
export class SqlAnalyticsRepository {
  readonly #executor: Executor
  readonly #pseudonyms: Pseudonyms

  constructor(executor: Executor) {
    this.#executor = executor
    this.#pseudonyms = new Pseudonyms(executor)
  }

  /**
   * Writes up to 10,000 events, all of them or none: by one COPY if they are many and new, else by one statement.
   *
   * An event with an `id` of the caller's and its time may be written again: it is there once. Events of a month without a
   * partition, which maintenance makes ahead, make it. That takes a right that {@link ensurePartitions} needs too.
   *
   * @throws {@link InvalidInputError} that names the event and the property, such as `events[3].occurredAt` for one that is
   * too old.
   * @throws {@link ConflictError} with rule `repeated_differently` if an id and a time were used with other content.
   *
   * @example
   * ```ts
   * await db.analytics.track([
   *   { eventType: 'product_viewed', visitorId: userId, productId: product.id, sellerId: product.sellerId },
   * ])
   * ```
   */
  async track(events: readonly TrackEventInput[], options?: CallOptions): Promise<void> {
    const read = readTrackEvents(events, 'events')
    if (read.length === 0) return
    const rows = eventRows(read, await this.#pseudonyms.of(read, options))
    const isCopied = await copyNew(
      this.#executor,
      eventTarget,
      rows,
      ['analytics_events_pkey'],
      options,
    ).catch(notForLackOfPartition)
    if (!isCopied) await this.#insert(rows, options)
  }

  /**
   * Makes the partitions of this month and of the months after it. It is safe to run at any time, from several machines.
   *
   * Events can be written meanwhile.
   *
   * @returns The number of partitions that it made: 0 also if another session holds the table for longer than two seconds.
   */
  async ensurePartitions(input: EnsurePartitionsInput = {}, options?: CallOptions): Promise<number> {
    const { monthsAhead } = readEnsurePartitions(input)
    const { madeCount } = await this.#executor.one(
      queries.ensureComingAnalyticsPartitions,
      { monthsAhead },
      options,
    )
    return madeCount ?? 0
  }

  /**
   * Drops the events of months that are too old. What was counted of them stays.
   *
   * A month whose days have events that were not counted is kept, and so is one while the table is in use for longer than
   * 200 ms: the next call finds it. Each month is a statement, which locks the table for a moment.
   *
   * @returns The number of months that it dropped.
   */
  async dropOldPartitions(input: DropOldPartitionsInput = {}, options?: CallOptions): Promise<number> {
    const { keepMonths } = readDropOldPartitions(input)
    for (let dropped = 0; ; dropped++) {
      const { droppedMonth } = await this.#executor.one(
        queries.dropOldAnalyticsPartition,
        { keepMonths },
        options,
      )
      if (droppedMonth === null) return dropped
    }
  }

  /**
   * Counts the events of a day, or of up to 400 days, again. Each day is one statement.
   *
   * Days whose events are gone keep their counts. Two calls for one day wait for each other.
   *
   * @throws {@link DatabaseError} with SQLSTATE 25001 in a transaction that is not at read committed.
   *
   * @example
   * ```ts
   * await db.analytics.rollUp({ from: '2026-11-01', to: '2026-11-30' })
   * ```
   */
  async rollUp(input: RollUpInput, options?: CallOptions): Promise<RolledUp> {
    const days = readRollUp(input)
    let changed = 0
    for (const day of days) {
      const { changedCount } = await this.#executor.one(
        queries.rollUpAnalyticsDay,
        { day, mayWait: true },
        options,
      )
      changed += changedCount ?? 0
    }
    return { days: days.length, changed }
  }

  /**
   * Counts the visitors who took steps in their order. It reads the events, and not the counts of days.
   *
   * A person has another pseudonym each day, so one who takes the first step before midnight, by UTC, and the second after it
   * does not count for the second.
   *
   * @returns As many as there are steps, in their order.
   *
   * @example
   * ```ts
   * const steps = await db.analytics.funnel({
   *   steps: ['product_viewed', 'offer_made', 'payment_completed'],
   *   from: new Date('2026-11-01'),
   *   to: new Date('2026-11-08'),
   *   withinMs: 2 * 60 * 60 * 1000,
   * })
   * ```
   */
  async funnel(input: FunnelInput, options?: CallOptions): Promise<FunnelStep[]> {
    const { steps, from: fromTime, to: toTime, withinMs } = readFunnel(input)
    return this.#executor.many(queries.countAnalyticsFunnel, { steps, fromTime, toTime, withinMs }, options)
  }

  /** Lists the products, streams or sellers with the most events of a kind, most first, by the counts of days. */
  async top(input: TopSubjectsInput, options?: CallOptions): Promise<TopSubject[]> {
    const { from: fromDay, to: toDay, eventType, dimension, limit } = readTop(input)
    return this.#executor.many(
      queries.listTopAnalyticsSubjects,
      { eventType, dimension, fromDay, toDay, limit },
      options,
    )
  }

  /** Lists the counts of days, oldest first: of the marketplace, or of one product, stream or seller. */
  async listDays(input: ListAnalyticsDaysInput, options?: CallOptions): Promise<AnalyticsDayCount[]> {
    const { from: fromDay, to: toDay, subject, eventTypes } = readListDays(input)
    const days = { eventTypes, fromDay, toDay }
    if (subject === undefined) return this.#executor.many(queries.listAnalyticsDays, days, options)
    const { dimension, id: subjectId } = subject
    return this.#executor.many(
      queries.listAnalyticsDaysOfSubject,
      Object.assign(days, { dimension, subjectId }),
      options,
    )
  }

  /**
   * Lists the days of a seller, oldest first: views, saves, offers and sales, by the counts of days.
   *
   * Days on which nothing happened are among them.
   */
  async sellerDashboard(input: SellerDashboardInput, options?: CallOptions): Promise<SellerDay[]> {
    const { sellerId, from, to } = readSellerDashboard(input)
    const subject = { dimension: 'seller', id: sellerId } as const
    const counts = await this.listDays({ subject, eventTypes: sellerEventTypes, from, to }, options)
    return sellerDays(daysOf({ from, to }), counts)
  }

  /**
   * Does what analytics needs now and then, in small statements: deletes old salts, makes the partitions of the coming months,
   * counts the days that have new events, and drops the months that are too old.
   *
   * It is safe to run at any time, from several machines: what another one is at, this one leaves to it. Today's events
   * are counted by each run, so run it as often as the counts are to be fresh. A day of some million events takes longer than
   * the time limit of a database for statements, which is 30 s. A call's `timeoutMs` does not raise it: use a database with a
   * longer `statementTimeoutMs`.
   *
   * @returns A report of what it did.
   */
  async maintain(input: MaintainAnalyticsInput = {}, options?: CallOptions): Promise<AnalyticsMaintenance> {
    const { monthsAhead, keepMonths, maxDays } = readMaintain(input)
    const saltsDeleted = await this.#executor.execute(queries.deleteOldAnalyticsSalts, undefined, options)
    const partitionsMade = await this.ensurePartitions({ monthsAhead }, options)
    const { rolledUp: daysRolledUp, error } = await this.#rollUpDirtyDays(maxDays, options)
    const partitionsDropped = await this.dropOldPartitions({ keepMonths }, options)
    if (error !== undefined) throw error
    return { partitionsMade, partitionsDropped, daysRolledUp, saltsDeleted }
  }

  /** Counts days with new events. A day that cannot be counted keeps no other from it: the first error is returned. */
  async #rollUpDirtyDays(
    limit: number,
    options?: CallOptions,
  ): Promise<{ readonly rolledUp: number; readonly error: SoukError | undefined }> {
    let rolledUp = 0
    let error: SoukError | undefined
    let afterDay = '0001-01-01'
    for (let seen = 0; seen < limit; seen++) {
      const dirty = await this.#executor
        .maybeOne(queries.findDirtyAnalyticsDay, { afterDay }, options)
        .catch((failure: unknown) => {
          // In a transaction nothing runs after the first error.
          throw error ?? failure
        })
      if (dirty === null) break
      afterDay = dirty.day
      const parameters = { day: dirty.day, mayWait: false }
      try {
        const { changedCount } = await this.#executor.one(queries.rollUpAnalyticsDay, parameters, options)
        if (changedCount !== null) rolledUp++
      } catch (failure) {
        if (!isOfTheDay(failure)) throw failure
        error ??= failure
      }
    }
    return { rolledUp, error }
  }

  /** Writes the rows that are not there yet. */
  async #insert(rows: readonly EventRow[], options?: CallOptions): Promise<void> {
    const events = toEventRecords(rows)
    for (let attempt = 0; attempt < 5; attempt++) {
      const { isTaken, lacksPartition, presentCount } = await this.#executor
        .one(queries.trackAnalyticsEvents, { events }, options)
        .catch(forLackOfPartition)
      if (isTaken) refuse('repeated_differently')
      if (presentCount === rows.length) return
      // Else somebody wrote some of the rows meanwhile, and the next attempt compares them.
      if (lacksPartition) await this.#ensureMonthsOf(rows, options)
    }
    throw new OverloadError('the partitions of analytics_events could not be made in time')
  }

  async #ensureMonthsOf(rows: readonly EventRow[], options?: CallOptions): Promise<void> {
    const times = rows.map(({ occurredAt }) => occurredAt.getTime())
    const bounds = {
      firstDay: dayOf(times.reduce((one, other) => Math.min(one, other))),
      lastDay: dayOf(times.reduce((one, other) => Math.max(one, other))),
    }
    await this.#executor.one(queries.ensureAnalyticsPartitions, bounds, options)
  }
}

/** Analytics: what visitors did, and the counts of it by day. */
export interface AnalyticsRepository extends Pick<SqlAnalyticsRepository, keyof SqlAnalyticsRepository> {}

/** Lets the events that have no partition be written by the statement, which makes one. */
/** Reports whether the server refused a day, and the next one may be counted all the same. */
function isOfTheDay(error: unknown): error is SoukError {
  return error instanceof ConstraintError || error instanceof DatabaseError || error instanceof TimeoutError
}

function notForLackOfPartition(error: unknown): false {
  forLackOfPartition(error)
  return false
}

/** Turns the refusal of an event without a partition into a result: another session made or dropped one just now. */
function forLackOfPartition(error: unknown) {
  if (
    error instanceof ConstraintError &&
    error.kind === 'check' &&
    error.constraintName === null &&
    error.table === 'analytics_events'
  )
    return { isTaken: false, lacksPartition: true, presentCount: 0 }
  throw error
}
