import type { Rule } from '../rule.js'

interface Row {
  readonly provider: string
  readonly count: number
}

/** Events of a provider whose row did not come. */
export const parkedWebhook: Rule = {
  name: 'parked-webhook',
  about: 'an event of a provider that has waited for its row for a day',
  async find(database) {
    const [state] = await database.rows<{ readonly has: boolean }>(
      `select to_regclass('webhook_events') is not null as "has"`,
    )
    if (state?.has !== true) return []
    const rows = await database.rows<Row>(
      `
      select
        webhook_events.provider as "provider",
        count(*)::integer as "count"
      from webhook_events
      where webhook_events.status = 'parked'
        and webhook_events.received_at <= now() - make_interval(secs => $1)
      group by webhook_events.provider
      order by webhook_events.provider`,
      [database.limits.parkedWebhookSeconds],
    )
    return rows.map(({ provider, count }) => ({
      level: 'warning',
      object: provider,
      reason: `${count} of its events ${count === 1 ? 'waits' : 'wait'} for a row that has not come for long: does sweep run, and are they of this environment?`,
      remedy: '-- db.webhooks.listParked, then sweep, or discardParked: they stay until then',
    }))
  },
}
