/**
 * Measures what databases for tests cost with one provider, and prints a row of the table in docs/testing.md.
 *
 *   SOUK_TEST_PROVIDER=local npx tsx scripts/testing-times.ts
 */
import { beginRollback, createTestDatabase, factories } from '../src/testing/index.js'
import { startSharedServer } from '../src/testing/current-server.js'

/** Measures work a number of times, and returns the middle of the times, in milliseconds. */
async function median(times: number, work: () => Promise<unknown>): Promise<number> {
  const measured: number[] = []
  for (let time = 0; time < times; time++) measured.push(await timed(work))
  return measured.sort((one, other) => one - other)[Math.floor(times / 2)] ?? NaN
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

let stop = (): Promise<void> => Promise.resolve()
const startMs = await timed(async () => {
  stop = (await startSharedServer()).stop
})
try {
  // Migrates the template, unless a run before this one has.
  const firstMs = await timed(async () => await (await createTestDatabase({ migrations: 'package' })).drop())
  await using file = await createTestDatabase({ migrations: 'package' })
  await factories(file.db).createMany.product(1_000)

  const fileMs = await median(7, async () => {
    await using database = await createTestDatabase({ migrations: 'package' })
    await database.db.health()
  })
  const rollbackMs = await median(51, async () => {
    await using run = await beginRollback(file.db)
    await run.db.products.feed()
  })
  await using snapshot = await file.snapshot()
  const copyMs = await median(7, async () => {
    await using database = await snapshot.createDatabase()
    await database.db.products.feed()
  })
  const restoreMs = await median(7, async () => {
    await snapshot.restore()
    await file.db.products.feed()
  })
  const shown = [startMs, firstMs, fileMs, rollbackMs, copyMs, restoreMs].map((ms) =>
    ms < 10 ? `${ms.toFixed(1)} ms` : ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`,
  )
  console.log(`| ${[file.provider, ...shown].join(' | ')} |`)
} finally {
  await stop()
}
