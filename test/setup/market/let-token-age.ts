import type { Executor } from '../../../src/engine/executor.js'
import type { TokenPurpose } from '../../../generated/enums.js'
import { query } from '../query.js'

interface TokenAge {
  readonly subject: string
  readonly purpose: TokenPurpose
  readonly seconds: number
}

const move = query<TokenAge, object>(
  `update tokens
  set expires_at = expires_at - make_interval(secs => :seconds!::integer),
    used_at = used_at - make_interval(secs => :seconds!::integer),
    issue_times = array(
      select issued.at - make_interval(secs => :seconds!::integer) from unnest(issue_times) as issued (at)
    )
  where coalesce(user_id::text, sent_to) = :subject! and purpose = :purpose!`,
)

/** Moves all times of a subject's tokens into the past, as if so many seconds had gone by. */
export async function letTokenAge(executor: Executor, age: TokenAge): Promise<void> {
  await executor.execute(move, age)
}
