// Thorough: waits for files to change, and starts databases anew.

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GenerationError } from '../../src/errors.js'
import type { SchemaSource } from '../../src/generate/schema/schema-source.js'
import { watchQueries, type RoundOutcome, type WatchOptions } from '../../src/generate/watch.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { openClient } from '../setup/migrate/open-client.js'
import { Workspace } from '../setup/generate/workspace.js'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const users = '/* @name listNames */\nselect users.username from users limit 5;\n'
const products = '/* @name listTitles */\nselect products.title from products limit 5;\n'
const misspelt = users.replace('users.username', 'users.usernam')

/** The first run on a machine makes the image of the database. */
const patience = 240_000

/** A watch on a workspace, round by round. */
class Watch implements AsyncDisposable {
  readonly #rounds: RoundOutcome[] = []
  readonly #stop = new AbortController()
  readonly #ended: Promise<unknown>
  #wake: () => void = () => undefined

  constructor(
    workspace: Workspace,
    schema: SchemaSource,
    more: Pick<WatchOptions, 'jsonColumns' | 'onStep'> = {},
  ) {
    this.#ended = watchQueries({
      sqlDirectory: workspace.sql,
      outDirectory: workspace.out,
      schema,
      signal: this.#stop.signal,
      ...more,
      onRound: (outcome) => {
        this.#rounds.push(outcome)
        this.#wake()
      },
    }).catch((error: unknown) => error)
  }

  /** Waits for the next round that ends as is wanted: one save may make two rounds. */
  async until(wanted: (outcome: RoundOutcome) => boolean): Promise<RoundOutcome> {
    for (;;) {
      const outcome = this.#rounds.shift()
      if (outcome !== undefined && wanted(outcome)) return outcome
      if (outcome === undefined) await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  /** Waits for a round that wrote these files. */
  wrote(...names: readonly string[]): Promise<RoundOutcome> {
    return this.until(
      (outcome) =>
        'report' in outcome &&
        names.every((name) =>
          [...outcome.report.changes.missing, ...outcome.report.changes.stale].includes(name),
        ),
    )
  }

  failed(): Promise<RoundOutcome> {
    return this.until((outcome) => 'error' in outcome)
  }

  /** The rounds that have ended and nobody waited for. */
  get pending(): number {
    return this.#rounds.length
  }

  /** Ends it, and gives what it rejected with. */
  async stop(reason: Error): Promise<unknown> {
    this.#stop.abort(reason)
    return this.#ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop(new Error('the test has ended'))
  }
}

describe('watchQueries', () => {
  it('types a file when it is saved, shows a mistake and goes on, and deletes what a deleted file made', async () => {
    await using workspace = await Workspace.create(database.url, { 'users.sql': users })
    await using watch = new Watch(workspace, { url: database.url })
    await watch.wrote('users.queries.ts', 'queries.ts')

    await workspace.write('sql/products.sql', products)
    await watch.wrote('products.queries.ts')
    expect(await workspace.read('products.queries.ts')).toContain('readonly title: string')

    await workspace.write('sql/users.sql', misspelt)
    // A file may be read while it is being written, which is a mistake of another kind.
    const failure = await watch.until(
      (outcome) =>
        'error' in outcome &&
        outcome.error instanceof GenerationError &&
        outcome.error.mistakes[0]?.sqlState === '42703',
    )
    expect('error' in failure && failure.error).toMatchObject({ mistakes: [{ line: 2, column: 8 }] })
    expect(await workspace.read('users.queries.ts')).toContain('readonly username: string')

    await workspace.write('sql/users.sql', users.replace('users.username', 'users.id, users.username'))
    await watch.wrote('users.queries.ts')

    await workspace.remove('sql/products.sql')
    await watch.until(
      (outcome) => 'report' in outcome && outcome.report.changes.extra.includes('products.queries.ts'),
    )
    expect(await workspace.output()).not.toContain('products.queries.ts')
  })

  it('types on the schema that the server has by then', async () => {
    await using own = await createTestDatabase()
    await using workspace = await Workspace.create(own.url, { 'users.sql': users })
    await using watch = new Watch(workspace, { url: own.url })
    await watch.wrote('users.queries.ts')
    const client = await openClient(own.url)
    await client.query('alter table users alter column username drop not null')
    await client.end()
    await workspace.write('sql/products.sql', products)
    // The file that was not saved is typed anew as well.
    await watch.wrote('users.queries.ts', 'products.queries.ts')
    expect(await workspace.read('users.queries.ts')).toContain('readonly username: string | null')
  })

  it('types anew when the declaration of JSON columns changes', async () => {
    const messages = '/* @name listOffered */\nselect messages.offer_data from messages limit 5;\n'
    const declared = (column: string) => `export interface JsonColumns { '${column}': { n: number } }\n`
    await using workspace = await Workspace.create(database.url, { 'messages.sql': messages })
    await workspace.write('types/columns.ts', declared('messages.offer_data'))
    const jsonColumns = join(workspace.directory, 'types/columns.ts')
    await using watch = new Watch(workspace, { url: database.url }, { jsonColumns })
    await watch.wrote('messages.queries.ts', 'json-columns.ts')
    await workspace.write('types/columns.ts', declared('messages.offer_dat'))
    await watch.until(
      (outcome) =>
        'error' in outcome &&
        outcome.error instanceof GenerationError &&
        outcome.error.mistakes[0]?.rule === 'column',
    )
    await workspace.write('types/columns.ts', declared('verifications.documents'))
    await watch.wrote('messages.queries.ts')
    expect(await workspace.read('messages.queries.ts')).toContain('offerData: Json | null')
  })

  it('tells a file that is not UTF-8 from one that shows the same', async () => {
    const shown = "/* @name listPlaces */\nselect 'caf\uFFFD' as place;\n"
    const latin = Buffer.from(shown.replace('\uFFFD', '\xe9'), 'latin1')
    await using workspace = await Workspace.create(database.url, { 'places.sql': shown })
    await using watch = new Watch(workspace, { url: database.url })
    await watch.wrote('places.queries.ts')
    const isMistaken = (outcome: RoundOutcome) =>
      'error' in outcome &&
      outcome.error instanceof GenerationError &&
      outcome.error.mistakes.some(({ message }) => message === 'this is not UTF-8')
    await workspace.write('sql/places.sql', latin)
    await watch.until(isMistaken)
    await workspace.write('sql/places.sql', shown)
    await watch.until((outcome) => 'report' in outcome)
  })

  it('waits for a folder that is not there yet, and finds it again when it is replaced', async () => {
    await using workspace = await Workspace.create(database.url, {})
    await rm(workspace.sql, { recursive: true })
    await using watch = new Watch(workspace, { url: database.url })
    const failure = await watch.failed()
    expect('error' in failure && failure.error.message).toContain('cannot be read')
    await workspace.write('sql/users.sql', users)
    await watch.wrote('users.queries.ts')
    await rm(workspace.sql, { recursive: true })
    await watch.failed()
    await workspace.write('sql/products.sql', products)
    await watch.wrote('products.queries.ts')
  })

  it('is not woken by what is not a query', async () => {
    await using workspace = await Workspace.create(database.url, { 'users.sql': users })
    await using watch = new Watch(workspace, { url: database.url })
    await watch.wrote('users.queries.ts')
    // What the system tells late of the files that were there.
    await sleep(300)
    while (watch.pending > 0) await watch.until(() => true)
    await workspace.write('sql/.users.sql.swp', 'x')
    await workspace.write('sql/notes.md', 'x')
    await sleep(300)
    expect(watch.pending).toBe(0)
  })

  it('ends when it is stopped, while it waits and while it starts', async () => {
    await using workspace = await Workspace.create(database.url, { 'users.sql': users })
    const reason = new Error('enough')
    const waiting = new Watch(workspace, { url: database.url })
    await waiting.wrote('users.queries.ts')
    expect(await waiting.stop(reason)).toBe(reason)
    expect(await new Watch(workspace, {}).stop(reason)).toBe(reason)
  })

  it(
    "reopens the embedded database when a service's own migration is new, changed or wrong",
    async () => {
      await using workspace = await Workspace.create('postgres://nowhere.invalid/none', {
        'users.sql': users,
      })
      const loans = 'create table loans (id uuid primary key, due date);'
      await workspace.write('migrations/1_loans.sql', loans)
      const schema = { migrations: { directory: join(workspace.directory, 'migrations') } }
      const steps: string[] = []
      await using watch = new Watch(workspace, schema, { onStep: (step) => steps.push(step) })
      await watch.wrote('users.queries.ts')
      steps.length = 0

      await workspace.write('sql/loans.sql', '/* @name listLoans */\nselect loans.due from loans limit 5;\n')
      await watch.wrote('loans.queries.ts')
      expect(await workspace.read('loans.queries.ts')).toContain('readonly due: string | null')

      await workspace.write('migrations/2_due.sql', 'alter table loans alter column due set nut null;')
      const failure = await watch.failed()
      expect('error' in failure && failure.error).toBeInstanceOf(GenerationError)
      await workspace.write('migrations/2_due.sql', 'alter table loans alter column due set not null;')
      await watch.wrote('loans.queries.ts')
      expect(await workspace.read('loans.queries.ts')).toContain('readonly due: string\n')
      // A server waited for each change: no round started one, or made an image.
      expect(new Set(steps)).toEqual(new Set(['applying your migrations']))
    },
    patience,
  )
})
