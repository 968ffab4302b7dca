/**
 * Skips what cannot work, or means something else, where the suite reaches its databases through a pooler in transaction
 * mode (`SOUK_TEST_POOLER_URL`). The list is one of kinds of tests, so it is here and not in each file.
 */

import { relative } from 'node:path'
import { beforeEach } from 'vitest'

interface Exception {
  /** The beginning of the file's path. */
  readonly file: string
  /** A part of the name, that of the suite included; none stands for all tests of the file. */
  readonly test?: string
  readonly reason: string
}

const migrating = 'migrating needs one session of the server'
const listening = 'LISTEN needs one session of the server'
const freezing = 'a connection that is frozen keeps the session that the pooler lent it'
const counting = 'sessions of the server are those of the pooler'
const ending =
  'a session that ends behind the pooler is not told apart from one that was lost with its answers'
const owning = 'what a pool that was handed in leaves in a session is in the hands of its owner'
const choosing = 'the pooler chooses the server, and reports what is wrong with it in words of its own'

const exceptions: readonly Exception[] = [
  { file: 'test/migrate/', reason: migrating },
  { file: 'test/service-migrations.test.ts', reason: migrating },
  {
    file: 'test/repositories/search-words.test.ts',
    test: 'are the same in a database of',
    reason: migrating,
  },
  { file: 'test/faults/silent-while-migrating.test.ts', reason: migrating },
  { file: 'test/engine/fake-timers.test.ts', test: 'notifications arrive', reason: listening },
  { file: 'test/engine/listen.test.ts', reason: listening },
  { file: 'test/live/typing.test.ts', test: 'is hinted to the other participant', reason: listening },
  { file: 'test/live/typing.test.ts', test: 'waits as one hint', reason: listening },
  { file: 'test/faults/silent-server.test.ts', reason: freezing },
  { file: 'test/engine/hosts.test.ts', test: 'that falls silent is left', reason: freezing },
  { file: 'test/races/', test: 'ended at random', reason: counting },
  { file: 'test/faults/session-state.test.ts', test: 'is kept, with what it had prepared', reason: counting },
  { file: 'test/faults/session-state.test.ts', test: `over a pool of pg's`, reason: owning },
  { file: 'test/faults/nothing-twice.test.ts', reason: ending },
  {
    file: 'test/faults/search-path.test.ts',
    test: 'connection string',
    reason: 'PgBouncer refuses options in a URL',
  },
  {
    file: 'test/faults/search-path.test.ts',
    test: 'the option, which wins',
    reason: 'PgBouncer refuses options in a URL',
  },
  {
    file: 'test/faults/search-path.test.ts',
    test: 'beside another table users',
    reason: 'PgBouncer refuses options in a URL',
  },
  {
    file: 'test/faults/search-path.test.ts',
    test: 'handed in',
    reason: 'PgBouncer refuses options in a URL',
  },
  {
    file: 'test/faults/search-path.test.ts',
    test: 'are found behind a pooler',
    reason: 'it is before a pooler of its own',
  },
  { file: 'test/engine/pool.test.ts', test: 'replaces a connection', reason: counting },
  { file: 'test/engine/pool.test.ts', test: 'keeps some of its connections', reason: counting },
  { file: 'test/engine/connecting.test.ts', test: 'a database that is not there', reason: choosing },
  {
    file: 'test/engine/poison.test.ts',
    test: 'deallocated behind our back',
    reason: 'DEALLOCATE is refused behind a pooler',
  },
]

beforeEach(({ task, skip }) => {
  const file = relative(process.cwd(), task.file.filepath)
  const name = `${task.suite?.name ?? ''} > ${task.name}`
  const exception = exceptions.find(
    (one) => file.startsWith(one.file) && (one.test === undefined || name.includes(one.test)),
  )
  if (exception !== undefined) skip(`behind a pooler: ${exception.reason}`)
})
