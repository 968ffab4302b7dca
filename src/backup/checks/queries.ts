import { queries } from '../../../generated/queries.js'
import type { PreparedQuery } from '../../engine/statement/prepared-query.js'
import { renderTemplate } from '../../engine/statement/render.js'
import { parseTemplate } from '../../engine/statement/template.js'
import { isSoukError } from '../../errors.js'
import { judge, type Check } from '../check.js'

/** Every query of this package, prepared: whatever table, column, type or function one names is there. */
export const queriesCheck: Check = {
  name: 'queries',
  async run({ from }) {
    const faults: string[] = []
    for (const query of queries) {
      const name = query.metadata?.name ?? 'query'
      for (const text of textsOf(query)) {
        try {
          await from.rows(`prepare souk_verified as ${text}`)
          await from.rows('deallocate souk_verified')
        } catch (error) {
          if (!isSoukError(error) || error.code === 'connection') throw error
          faults.push(`${name}: ${error.message}`)
          break
        }
      }
    }
    return judge(faults, {
      ok: `${queries.length} can be prepared`,
      wrong: `${faults.length} of ${queries.length} cannot be prepared`,
    })
  },
}

/** The texts of a query that name all that it may name: with every optional clause, and without, for each word of a choice. */
function textsOf({ queryIR }: PreparedQuery<unknown, unknown>): ReadonlySet<string> {
  const template = parseTemplate(queryIR)
  const choices = [...template.choices].reduce<readonly ReadonlyMap<string, string>[]>(
    (shorter, [name, words]) =>
      shorter.flatMap((one) => words.map((word) => new Map([...one, [name, word]]))),
    [new Map()],
  )
  return new Set(
    choices.flatMap((chosen) =>
      [true, false].map((isFull) => {
        const present = template.clauses.filter(
          ({ names, words }) =>
            (isFull || names.length === 0) && words.every(([name, word]) => chosen.get(name) === word),
        )
        return renderTemplate(template, new Set(present)).text
      }),
    ),
  )
}
