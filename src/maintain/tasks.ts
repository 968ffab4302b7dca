import { deleteExpiredKeys } from '../../generated/idempotency.queries.js'
import { ensureMessagePartitions } from '../../generated/messages.queries.js'
import { deleteOldWebhooks } from '../../generated/webhooks.queries.js'
import { TimeoutError } from '../errors.js'
import { maintainEvents } from '../consume/event-partitions.js'
import { monthsAhead } from '../partition/months-ahead.js'
import type { MaintenanceTask } from './maintenance-task.js'
import type { MaintenanceTaskName, taskNames } from './task-names.js'

const secondsOfDay = 86_400

/** Repeats a batch until it changes less than it may: nothing is left then, or what is left is another one's. */
async function* whileFull(limit: number, batch: () => Promise<number>): AsyncGenerator<number, void> {
  for (;;) {
    const changed = await batch()
    yield changed
    if (changed < limit) return
  }
}

/** The tasks of names, in their order. */
type TasksOf<Names extends readonly string[]> = {
  readonly [Place in keyof Names]: MaintenanceTask & { readonly name: Names[Place] }
}

/** The periodic tasks, in the order in which they run. */
export const maintenanceTasks = [
  {
    name: 'offers.expire',
    run: (db, { limit, call }) => whileFull(limit, () => db.offers.expireDue({ limit }, call)),
  },
  {
    name: 'payments.expire',
    run: (db, { limit, call }) => whileFull(limit, () => db.payments.expireDue({ limit }, call)),
  },
  {
    name: 'notifications.delete',
    run: (db, { limit, retention, call }) => {
      const { readNotificationDays: readDays, unreadNotificationDays: unreadDays } = retention
      return whileFull(limit, () => db.notifications.deleteOld({ readDays, unreadDays, limit }, call))
    },
  },
  {
    name: 'sessions.delete',
    run: (db, { limit, retention, call }) => {
      const olderThanSeconds = retention.sessionDays * secondsOfDay
      return whileFull(limit, () => db.sessions.deleteOld({ olderThanSeconds, limit }, call))
    },
  },
  {
    name: 'tokens.delete',
    run: (db, { limit, retention, call }) => {
      const olderThanSeconds = retention.tokenDays * secondsOfDay
      return whileFull(limit, () => db.tokens.deleteOld({ olderThanSeconds, limit }, call))
    },
  },
  {
    name: 'webhooks.delete',
    run: (db, { limit, retention, call }) => {
      const olderThanSeconds = retention.webhookDays * secondsOfDay
      return whileFull(limit, () => db.execute(deleteOldWebhooks, { olderThanSeconds, limit }, call))
    },
  },
  {
    name: 'idempotency.delete',
    run: (db, { limit, call }) => whileFull(limit, () => db.execute(deleteExpiredKeys, { limit }, call)),
  },
  {
    name: 'products.counts',
    run: (db, { limit, call }) => whileFull(limit, () => db.products.applyCounts({ limit }, call)),
  },
  {
    name: 'map.cells',
    run: (db, { limit, call }) => whileFull(limit, () => db.map.foldChanges({ limit }, call)),
  },
  {
    name: 'savedSearches.notify',
    run: (db, { limit, call, setAside }) => {
      // A search costs a few statements: a batch of them is not to last longer than one of the others.
      const batch = Math.min(limit, 100)
      return whileFull(batch, async () => {
        const { checked, errors } = await db.savedSearches.notify({ limit: batch }, call)
        errors.forEach(setAside)
        return checked
      })
    },
  },
  {
    name: 'search.terms',
    run: (db, { limit, call }) => whileFull(limit, () => db.search.collectTerms({ limit }, call)),
  },
  {
    name: 'search.terms.anew',
    async *run(db, { limit, call }) {
      yield await db.search.collectTerms({ limit, isAnew: true }, call)
      yield* whileFull(limit, () => db.search.collectTerms({ limit }, call))
    },
  },
  {
    name: 'analytics',
    async *run(db, { retention, call }) {
      const done = await db.analytics.maintain({ keepMonths: retention.analyticsMonths }, call)
      yield done.partitionsMade + done.partitionsDropped + done.daysRolledUp + done.saltsDeleted
    },
  },
  {
    name: 'events',
    run: (db, { retention, call }) => maintainEvents(db, retention.eventDays, call),
  },
  {
    name: 'messages.partitions',
    async *run(db, { call }) {
      const { madeCount } = await db.one(ensureMessagePartitions, { monthsAhead }, call)
      // There are months enough for the next run to try again; one that never gets through is heard of.
      if (madeCount === null) throw new TimeoutError('other sessions hold the tables of messages')
      yield madeCount
    },
  },
  {
    name: 'badges.award',
    async *run(db, { limit, call }) {
      let afterId: string | null = null
      do {
        const part: Awaited<ReturnType<typeof db.badges.awardDue>> = await db.badges.awardDue(
          { afterId, limit },
          call,
        )
        yield part.awarded
        afterId = part.checked < limit ? null : part.lastId
      } while (afterId !== null)
    },
  },
] as const satisfies TasksOf<typeof taskNames>

/** The tasks that look at every user or listing, which once a day or less is enough for. They run if they are named. */
export const rareTasks: ReadonlySet<MaintenanceTaskName> = new Set<MaintenanceTaskName>([
  'badges.award',
  'search.terms.anew',
])
