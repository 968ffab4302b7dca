import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { transform } from 'esbuild'
import { findPackageRoot } from '../../../src/setup/package-root.js'
import { peerPackages } from '../../../src/setup/peer-packages.js'
import { installFrom, manifest, type RemoteCase } from './remote-case.js'

/** The report of {@link jobQueues}: the jobs of each event. */
const report = { workerJobs: [1, 1, 1], bossJobs: [1, 1, 1] }

const queues = ['graphile-worker@0.18', 'pg-boss@10'] // newer ones of pg-boss need Node 22
const forGeneration = ['@pgtyped/parser', 'libpg-query'] as const
const packages = [...queues, 'tsx', ...forGeneration.map((name) => `${name}@${peerPackages[name]}`)]

/** The recipes of docs/events.md: their files, by path, and their consumers, as functions of what they declare. */
async function recipes(): Promise<{
  readonly files: ReadonlyMap<string, string>
  readonly consumers: string
}> {
  const page = await readFile(join(findPackageRoot().directory, 'docs/events.md'), 'utf8')
  const [, section = ''] = /^## A job queue$(.*?)^## /ms.exec(page) ?? []
  const blocks = [...section.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)]
  const files = new Map<string, string>()
  const code: string[] = []
  for (const [, language, path, text = ''] of blocks) {
    if (path !== undefined) files.set(path, text)
    else if (language === 'ts') code.push(text)
  }
  const [worker, boss] = code
  if (files.size !== 2 || worker === undefined || boss === undefined)
    throw new Error('docs/events.md has no two recipes for job queues')
  const bodies = [worker, boss].map(async (text) => {
    const { code: plain } = await transform(text, { loader: 'ts', format: 'esm' })
    return plain
  })
  const [ofWorker, ofBoss] = await Promise.all(bodies)
  return {
    files,
    consumers: `async function workerRecipe(db, addMailJob) {\n${ofWorker ?? ''}}
async function bossRecipe(db, boss) {\n${ofBoss ?? ''}}\n`,
  }
}

/** Publishes three events, lets each handler fail once behind its job, and counts the jobs that come of each. */
const program = `
import { createDatabase, newId } from '@souk/db'
import { run, runMigrations } from 'graphile-worker'
import PgBoss from 'pg-boss'
import { addMailJob } from './generated/jobs.queries.ts'

const connectionString = process.env.DATABASE_URL
const db = createDatabase({ url: connectionString })
/** The database, whose consumers fail the first time that they have an event, behind what they do. */
const failing = { events: { consume(name, handler, options) {
  const failed = new Set()
  return db.events.consume(name, async (event, context) => {
    await handler(event, context)
    if (failed.has(event.position)) return
    failed.add(event.position)
    throw new Error('behind the job')
  }, options)
} } }
await runMigrations({ connectionString })
const boss = new PgBoss(connectionString)
boss.on('error', () => undefined)
await boss.start()
await boss.createQueue('mail')
await workerRecipe(failing, addMailJob)
await bossRecipe(failing, boss)
const aggregates = [newId(), newId(), newId()]
await db.events.publish(aggregates.map((aggregateId) => ({ type: 'parcel.posted', aggregateId, audience: [], payload: {} })))
const jobs = { worker: [], boss: [] }
const runner = await run({ connectionString, noHandleSignals: true, pollInterval: 200,
  taskList: { mail: async ({ aggregateId }) => void jobs.worker.push(aggregateId) } })
await boss.work('mail', { pollingIntervalSeconds: 0.5 }, async (batch) => {
  for (const { data } of batch) jobs.boss.push(data.aggregateId)
})
const handled = async () => (await db.health()).events.consumers.every(({ waiting }) => waiting === 0)
for (let ended = 0; ended < 3;) {
  await new Promise((done) => setTimeout(done, 500))
  ended = (await handled()) && jobs.worker.length > 2 && jobs.boss.length > 2 ? ended + 1 : 0
}
const count = (list) => aggregates.map((id) => list.filter((one) => one === id).length)
console.log(JSON.stringify({ workerJobs: count(jobs.worker), bossJobs: count(jobs.boss) }))
await runner.stop()
await boss.stop({ graceful: false })
await db.close()
process.exit(0)
`

/** Prepares the service's database and its queries, and runs it. */
const start = `
const { execFileSync } = require('node:child_process')
const { join } = require('node:path')
const command = join(__dirname, 'node_modules/@souk/db/dist/cli/main.js')
const soukDb = (...args) => execFileSync(process.execPath, [command, ...args], { cwd: __dirname, stdio: 'pipe' })
soukDb('migrate')
soukDb('generate', '--url', process.env.DATABASE_URL)
const said = execFileSync(process.execPath, ['--import', 'tsx', join(__dirname, 'service.mjs')], { cwd: __dirname })
// graphile-worker writes its log there, too.
process.stdout.write(said.toString().trim().split('\\n').at(-1))
`

/** The job queues that docs/events.md hands events to. */
export const jobQueues: RemoteCase = {
  name: 'graphile-worker and pg-boss, by the recipes of docs/events.md',
  expected: report,
  async prepare(folder, tarball) {
    const { files, consumers } = await recipes()
    await manifest(folder, { type: 'module' })
    const config = { migrations: 'migrations', sql: 'sql', out: 'generated', postgres: 17 }
    await writeFile(join(folder, 'souk-db.config.json'), JSON.stringify(config))
    for (const [path, text] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    await installFrom(folder, tarball, ...packages)
    await writeFile(join(folder, 'service.mjs'), consumers + program)
    await writeFile(join(folder, 'run.cjs'), start)
    return [process.execPath, join(folder, 'run.cjs')]
  },
}
