import { countOf } from '../wording.js'
import type { Rule } from '../rule.js'

/** A schema that is not that of this package and of the service's own folder. */
export const migration: Rule = {
  name: 'migration',
  about: 'a migration that is pending, changed, missing or newer',
  async find(database) {
    const { problem, pending } = await database.migrations()
    if (problem !== null) {
      return [{ level: 'error', object: 'migrations', reason: problem, remedy: '-- npx souk-db status' }]
    }
    if (pending === 0) return []
    return [
      {
        level: 'error',
        object: 'migrations',
        reason: `${countOf(pending, 'migration')} of the folders ${pending === 1 ? 'is' : 'are'} not applied`,
        remedy: '-- npx souk-db migrate',
      },
    ]
  },
}
