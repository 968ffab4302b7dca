import type { Rule } from '../rule.js'

/** The oldest version whose SQL the queries of this package use. */
const oldest = 15

/** Servers that this package does not run on. */
export const version: Rule = {
  name: 'version',
  about: 'a version of PostgreSQL that this package does not support',
  find({ version: found }) {
    const major = Math.floor(found / 10_000)
    if (major >= oldest) return Promise.resolve([])
    return Promise.resolve([
      {
        level: 'error',
        object: `PostgreSQL ${major}`,
        reason: `queries of this package need PostgreSQL ${oldest} or newer`,
        remedy: '-- upgrade the server',
      },
    ])
  },
}
