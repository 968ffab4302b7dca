import { assertSchema } from '../../migrate/index.js'
import { withClient } from '../../migrate/with-client.js'
import { applyPolicies, removePolicies } from '../../policies/apply-policies.js'
import { policySql } from '../../policies/policy-sql.js'
import { databaseUrl } from '../database-url.js'

/** The options of `souk-db policies`. */
export interface PoliciesFlags {
  readonly url?: string
  readonly trusted?: readonly string[]
  readonly apply?: boolean
  readonly remove?: boolean
}

/** Prints the policies, puts them in force, or takes them away. */
export async function runPolicies({ url, trusted, apply, remove }: PoliciesFlags): Promise<void> {
  const options = trusted === undefined ? {} : { trusted }
  if (apply !== true && remove !== true) {
    process.stdout.write(`${policySql(options).join(';\n\n')};\n`)
    return
  }
  const target = databaseUrl(url)
  await assertSchema({ url: target }, { allowNewer: true })
  await withClient({ url: target }, 'souk-db policies', (client) =>
    apply === true ? applyPolicies(client, options) : removePolicies(client),
  )
  process.stdout.write(apply === true ? 'The policies are in force\n' : 'The policies are gone\n')
}
