import type { GenerationMistake } from '../../errors.js'
import { mistakeAt } from './mistake.js'
import { fileOffset, type ParsedQuery } from './parsed-query.js'
import { sqlRegions } from './sql-regions.js'

/** The comment that keeps a query from replicas: `-- primary-only: reason`. */
const form = /^--\s*primary-only\b(.*)$/

function comments({ ir: { statement } }: ParsedQuery) {
  return sqlRegions(statement).flatMap(({ kind, start, end }) => {
    const reason = kind === 'line-comment' ? form.exec(statement.slice(start, end).trimEnd())?.[1] : undefined
    return reason === undefined ? [] : [{ reason, start }]
  })
}

/** Reports whether a query may never be served by a replica, although it reads: a decision hangs on it. */
export function isPrimaryOnly(query: ParsedQuery): boolean {
  return comments(query).length > 0
}

/** Finds comments that keep a query from replicas and do not say why. */
export function checkPrimaryOnly(query: ParsedQuery): readonly GenerationMistake[] {
  return comments(query)
    .filter(({ reason }) => !/^:\s*\S/.test(reason))
    .map(({ start }) =>
      mistakeAt(query.file, fileOffset(query, start), {
        rule: 'syntax',
        message: 'the query is kept from replicas without a reason',
        hint: '-- primary-only: what hangs on it',
        query: query.name,
      }),
    )
}
