import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { StatementEvent, StatementRoute } from '../../../src/engine/telemetry/telemetry.js'

const channel = 'tracing:souk-db:statement:asyncEnd'

/** Collects the routes of the statements that end while a function runs; null for those that no replica might have served. */
export async function routesOf(run: () => Promise<unknown>): Promise<readonly (StatementRoute | null)[]> {
  const routes: (StatementRoute | null)[] = []
  const note = (event: unknown) => void routes.push((event as StatementEvent).route ?? null)
  subscribe(channel, note)
  try {
    await run()
  } finally {
    unsubscribe(channel, note)
  }
  return routes
}

/** Says a route in a word: the port of the replica, the reason of the primary, or `primary` where there was no choice. */
export function wordOf(route: StatementRoute | null | undefined): string {
  if (route === null || route === undefined) return 'primary'
  return route.to === 'replica' ? `replica ${route.server.port ?? ''}` : route.because
}
