import { assertSchema } from '../../migrate/index.js'
import { withClient } from '../../migrate/with-client.js'
import { applyPolicies, lockTimeout, removePolicies } from '../../policies/apply-policies.js'
import { policySql } from '../../policies/policy-sql.js'
import { databaseUrl } from '../database-url.js'
import { interruptible } from '../interrupt.js'

/** The options of `souk-db policies`. */
export interface PoliciesFlags {
  readonly url?: string
  /** The roles; false for none. */
  readonly trusted?: readonly string[] | false
  readonly apply?: boolean
  readonly remove?: boolean
  readonly format: 'text' | 'json'
}

/** Prints the policies, puts them in force, or takes them away. */
export async function runPolicies({ url, trusted, apply, remove, format }: PoliciesFlags): Promise<void> {
  const report = (document: object, text: string) =>
    process.stdout.write(`${format === 'json' ? JSON.stringify(document, null, 2) : text}\n`)
  const options = trusted === undefined ? {} : { trusted: trusted === false ? [] : trusted }
  if (apply !== true && remove !== true) {
    const statements = ['begin', `set local lock_timeout = '${lockTimeout}'`, ...policySql(options), 'commit']
    report({ statements }, `${statements.join(';\n\n')};`)
    return
  }
  const target = databaseUrl(url)
  const roles = await interruptible(async () => {
    await assertSchema({ url: target }, { allowNewer: true })
    return withClient({ url: target }, 'souk-db policies', async (client) => {
      if (remove !== true) return applyPolicies(client, options)
      await removePolicies(client)
      return null
    })
  })
  if (roles === null) {
    report({ state: 'removed' }, 'The policies are gone')
    return
  }
  const names = roles.length === 0 ? 'no role is trusted' : `trusted: ${roles.join(', ')}`
  report({ state: 'applied', trusted: roles }, `The policies are in force; ${names}`)
}
