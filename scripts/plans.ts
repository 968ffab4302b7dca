/**
 * Records how a server runs every query of the package among many rows: `npm run plans`.
 *
 * It makes a database of a million products (`--rows` for another size) by plans/seed.sql on the server of `--url` or
 * DATABASE_URL, explains each query in every combination of its optional clauses, with common and with rare values, planned
 * once for all values and for the values at hand, and writes plans/recorded/<rows>.txt: the blocks it touched, its scans and its
 * sorts. `--check` writes nothing and fails if a query reads a big table whole, sorts what it did not sort before, or
 * touches more blocks. `--seeded` takes the address of a database that `--keep` left behind; `--only` a query's name, of which it
 * prints what it would write.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { createSeededDatabase } from './plans/seeded-database.js'
import { explainAll } from './plans/explain-all.js'
import { findWorse, formatRecord, parseRecord } from './plans/record.js'

try {
  await main()
} catch (error) {
  console.error(`plans: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '1000000' },
      check: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      url: { type: 'string' },
      seeded: { type: 'string' },
      only: { type: 'string' },
    },
  })
  const rows = Number(values.rows)
  if (!Number.isSafeInteger(rows) || rows < 10_000) throw new Error('--rows takes a number from 10000 on')
  const url = values.url ?? process.env['DATABASE_URL']
  if (url === undefined && values.seeded === undefined) {
    throw new Error('give --url, or set DATABASE_URL: scripts/servers/with.sh 17 npm run plans')
  }

  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  const database =
    values.seeded === undefined
      ? await createSeededDatabase(url ?? '', rows)
      : { url: values.seeded, drop: undefined }
  try {
    if (values.seeded !== undefined) await assertRows(values.seeded, rows)
    console.log(`${rows.toLocaleString('en')} products seeded after ${seconds()} s`)
    if (values.keep) console.log(`Kept: --seeded ${database.url}`)
    const { record, faults, statements, pages } = await explainAll(database.url, values.only)
    console.log(
      `${statements.toLocaleString('en')} plans, ${record.size.toLocaleString('en')} lines after ${seconds()} s`,
    )
    for (const { note, blocks, milliseconds } of pages) {
      console.log(`${note}: ${blocks} blocks, ${milliseconds.toFixed(1)} ms`)
    }
    const path = new URL(`plans/recorded/${rows}.txt`, import.meta.url)
    const worse = values.check ? findWorse(parseRecord(await readFile(path, 'utf8')), record) : []
    if (values.only !== undefined) {
      console.log([formatRecord(record, ''), ...faults].join('\n'))
      return
    }
    const wrong = [...faults, ...worse]
    for (const one of wrong) console.error(one)
    if (wrong.length > 0)
      throw new Error(
        `${wrong.length} faults${values.check ? '; if they are meant, run "npm run plans"' : ''}`,
      )
    if (values.check) return
    await mkdir(new URL('.', path), { recursive: true })
    await writeFile(
      path,
      formatRecord(
        record,
        `# Plans among ${rows.toLocaleString('en')} products. Made by "npm run plans"; never edited.`,
      ),
    )
    console.log(`Wrote scripts/plans/recorded/${rows}.txt`)
  } finally {
    if (!values.keep) await database.drop?.()
  }
}

/** Refuses a database of another size than it is said to have: its figures would be recorded under the wrong name. */
async function assertRows(url: string, rows: number): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: counts } = await client.query<{ readonly count: number }>(
      'select count(*)::integer as count from products',
    )
    if (counts[0]?.count !== rows)
      throw new Error(`that database has ${counts[0]?.count} products: give --rows`)
  } finally {
    await client.end()
  }
}
