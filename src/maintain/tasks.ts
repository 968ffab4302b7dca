import type { MaintenanceTask } from './maintenance-task.js'

/** The periodic tasks, in the order in which they run. */
export const maintenanceTasks = [
  { name: 'offers.expire', run: (db, { limit, call }) => db.offers.expireDue({ limit }, call) },
  { name: 'payments.expire', run: (db, { limit, call }) => db.payments.expireDue({ limit }, call) },
] as const satisfies readonly MaintenanceTask[]

/** The name of a task. */
export type MaintenanceTaskName = (typeof maintenanceTasks)[number]['name']
