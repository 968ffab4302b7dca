/** The names of the periodic tasks, in the order in which they run. The command line knows them, and loads no query for them. */
export const taskNames = [
  'offers.expire',
  'payments.expire',
  'notifications.delete',
  'sessions.delete',
  'tokens.delete',
  'webhooks.delete',
  'idempotency.delete',
  'products.counts',
  'map.cells',
  'savedSearches.notify',
  'search.terms',
  'search.terms.anew',
  'analytics',
  'events',
  'messages.partitions',
  'badges.award',
] as const

/** The name of a task. */
export type MaintenanceTaskName = (typeof taskNames)[number]
