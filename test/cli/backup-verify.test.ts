import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyBackup, type BackupReport, type VerifyBackupOptions } from '../../src/backup/verify-backup.js'
import { withAdmin } from '../../src/testing/admin-connection.js'
import { findClientPrograms, type ClientPrograms } from '../setup/backup/client-programs.js'
import { openBackups, type Backups } from '../setup/backup/open-backups.js'
import { soukDb } from '../setup/souk-db.js'

const opened = await openBackups()
const found = typeof opened === 'string' ? opened : await findClientPrograms(opened.url)

/** Set before each test, unless it is skipped. */
let backups: Backups
let programs: ClientPrograms

let folder = ''
/** Dumps of the live database, as it is. */
let dumps: Readonly<Record<'custom' | 'directory' | 'plain', string>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'souk-backups-'))
  dumps = { custom: join(folder, 'a.dump'), directory: join(folder, 'a'), plain: join(folder, 'a.sql') }
  if (typeof opened === 'string' || typeof found === 'string') return
  await Promise.all([
    found.run('pg_dump', ['-Fc', '-f', dumps.custom, opened.url]),
    found.run('pg_dump', ['-Fd', '-f', dumps.directory, opened.url]),
    found.run('pg_dump', ['-f', dumps.plain, opened.url]),
  ])
})

afterAll(async () => {
  await rm(folder, { recursive: true })
  if (typeof found !== 'string') await found.remove()
})

beforeEach((context) => {
  if (typeof opened === 'string') return context.skip(opened)
  if (typeof found === 'string') return context.skip(found)
  backups = opened
  programs = found
})

/** The steps of verifications within this process, which name the databases that they made. */
let steps = ''

/** Verifies within this process; a dump on the server of the live database. */
function verify(from: string, options: Partial<VerifyBackupOptions> = {}): Promise<BackupReport> {
  return verifyBackup({
    from,
    scratch: typeof opened === 'string' ? undefined : opened.url,
    binDirectory: typeof found === 'string' ? undefined : found.binDirectory,
    keep: false,
    at: null,
    jobs: 2,
    migrations: {},
    signal: new AbortController().signal,
    onStep: (step) => (steps += `${step}\n`),
    ...options,
  })
}

/** The checks that found something, a line for each. */
function wrongOf({ checks }: BackupReport): readonly string[] {
  return checks
    .filter(({ outcome }) => outcome !== 'ok')
    .map(({ check, outcome, summary, details }) => [`${check} ${outcome}: ${summary}`, ...details].join('; '))
}

/** Statements that write rows which an index does not see: the damage of a disk that lost a write. */
function unseenBy(index: string, ...statements: readonly string[]): readonly string[] {
  const set = (isReady: boolean) =>
    `update pg_index set indisready = ${isReady} where indexrelid = '${index}'::regclass`
  return [set(false), ...statements, set(true)]
}

type Fault = readonly [what: string, statements: readonly string[], finding: RegExp]

/** Faults of rows, indexes, constraints and records, which one copy can have together. */
const damages: readonly Fault[] = [
  ['a row that is lost', ['delete from loans where id = 7'], /^rows wrong.*loans: 1 lost/],
  [
    'a value that changed',
    ['update loans set amount = 9 where id = 8'],
    /^rows wrong.*loans: 1 lost, 1 changed/,
  ],
  [
    'a row too many',
    [`insert into loans (borrower) values ('nobody')`],
    /^rows wrong.*loans: 1 lost, 1 changed, 2 only here, such as [78], [78], \d\d/,
  ],
  [
    'a sequence that is behind',
    [`select setval('loans_id_seq', 5)`],
    /^sequences wrong.*loans_id_seq is behind loans\.id/,
  ],
  [
    'an invalid index',
    [`update pg_index set indisvalid = false where indexrelid = 'ix_loans_amount'::regclass`],
    /^indexes wrong.*ix_loans_amount is invalid/,
  ],
  [
    'a B-tree that lacks a row',
    [
      'create extension amcheck',
      ...unseenBy('ix_loans_borrower', `insert into loans (id, borrower) values (1000, 'unseen')`),
    ],
    /^amcheck wrong.*ix_loans_borrower: SQLSTATE XX/,
  ],
  [
    'a spatial index that lacks rows',
    unseenBy(
      'idx_products_location',
      `update products set location = st_point(55.271, 25.201) where title like 'Lantern%'`,
    ),
    /^canary wrong.*listing 1, by its home: an index unlike the table/,
  ],
  ['a search that finds others', [], /^canary wrong.*listing 1, nearby: unlike the other database/],
  [
    'a constraint that is not validated, nor true',
    ['alter table loans add constraint ck_loans_small check (amount < 5) not valid'],
    /^constraints wrong.*ck_loans_small on loans is not validated.*ck_loans_small is not true of \d+ rows of loans/,
  ],
  [
    'a foreign key that is not true',
    [`set session_replication_role = 'replica'`, 'update messages set sender_id = gen_random_uuid()'],
    /^constraints wrong.*1 rows of messages refer to nothing in users/,
  ],
  [
    'an extension of an older version',
    [`update pg_extension set extversion = '0.9' where extname = 'citext'`],
    /^extensions wrong.*citext 0\.9: this server has [\d.]+; run alter extension citext update/,
  ],
  [
    'a collation of another version',
    [
      `create collation of_before (provider = icu, locale = 'en')`,
      'create index ix_loans_sorted on loans (borrower collate of_before)',
      `update pg_collation set collversion = '1' where collname = 'of_before'`,
    ],
    /^collations wrong.*collation of_before: built with 1, now [\d.]+; rebuild ix_loans_sorted/,
  ],
  [
    'a migration of another hash',
    [`update migrations set hash = repeat('0', 40) where id = 3`],
    /^migrations wrong.*changed: 3_hot_paths\.sql/,
  ],
  [
    'a counter that is wrong',
    ['update conversations set seller_unread_count = 7'],
    /^invariants wrong.*conversationsCountedWrongly: 1/,
  ],
]

/** Parts that are not there, which one copy can lack together. */
const absences: readonly Fault[] = [
  [
    'an extension that is missing',
    ['drop extension pg_trgm cascade'],
    /^extensions wrong.*pg_trgm is missing/,
  ],
  [
    'an index that is missing',
    ['drop index ix_loans_borrower'],
    /^schema wrong.*index ix_loans_borrower is missing/,
  ],
  [
    'a migration that is missing',
    ['delete from migrations where id = (select max(id) from migrations)'],
    /^migrations wrong.*pending: \d+_/,
  ],
  ['a table that is missing', ['drop table wishlists cascade'], /^rows wrong.*wishlists is missing/],
  [
    'queries of a column that is missing',
    ['alter table saved_searches drop column due_at cascade'],
    /^queries wrong.*column.*due_at/,
  ],
]

describe('a verification of a restored database', () => {
  let ofDamages: readonly string[] = []
  let ofAbsences: readonly string[] = []

  beforeAll(async () => {
    if (typeof opened === 'string') return
    const find = async (faults: readonly Fault[]) => {
      const url = await opened.copy(...faults.flatMap(([, statements]) => statements))
      return wrongOf(await verify(url, { against: opened.url }))
    }
    ofDamages = await find(damages)
    ofAbsences = await find(absences)
  })

  it('finds nothing wrong with one that is well', async () => {
    const report = await verify(await backups.copy(), { against: backups.url })
    expect(wrongOf(report)).toEqual([
      'amcheck skipped: the extension amcheck is not in this database: create extension amcheck',
    ])
    expect(report).toMatchObject({ isWell: true, kept: null })
    const loans = report.tables.find(({ table }) => table === 'loans')
    expect(loans).toMatchObject({ rows: 20, against: { rows: 20, checksum: loans?.checksum } })
  })

  it.each(damages)('finds %s', (_what, _statements, finding) => {
    expect(ofDamages).toContainEqual(expect.stringMatching(finding))
  })

  it.each(absences)('finds %s', (_what, _statements, finding) => {
    expect(ofAbsences).toContainEqual(expect.stringMatching(finding))
  })

  it('finds without another database what the package knows to be missing', async () => {
    const url = await backups.copy('alter table reviews drop constraint fk_reviews_payment')
    expect(wrongOf(await verify(url))).toContainEqual(
      expect.stringMatching(/^schema wrong.*fk_reviews_payment on reviews is missing/),
    )
  })

  it('tells what changed since the moment of the backup from what was lost', async () => {
    const [{ now }] = (await withAdmin(
      backups.url,
      async (client) => (await client.query<{ now: Date }>('select clock_timestamp() as now')).rows,
    )) as [{ now: Date }]
    const live = await backups.copy(
      `insert into products (seller_id, title, price_minor, category, condition)
       select seller_id, 'Newer', 100, category, condition from products limit 1`,
      `update products set description = 'Changed since' where title = 'Lantern number 3'`,
      'delete from loans where id = 20',
    )
    const well = await verify(backups.url, { against: live, at: now })
    expect(wrongOf(well).filter((line) => line.includes(' wrong'))).toEqual([])
    const rows = well.checks.find(({ check }) => check === 'rows')
    expect(rows?.details).toContainEqual(
      'products: 1 lost, 1 changed; of these 2 have changed since, 0 carry no time',
    )
    expect(rows?.details).toContainEqual('loans: 1 only here; of these 0 have changed since, 1 carry no time')
  })
})

describe('a verification of a dump', () => {
  it('restores one in a folder, finds nothing wrong, and leaves nothing', async () => {
    const report = await verify(dumps.directory, { against: backups.url })
    expect(wrongOf(report)).toEqual([])
    expect(report.checks[0]).toMatchObject({
      check: 'restore',
      summary: 'a directory dump, restored without an error',
    })
    expect(report.tables.find(({ table }) => table === 'products')?.rows).toBe(42)
    expect(await backups.leftOf(steps)).toEqual([])
  })

  it('restores one of SQL by a url whose parameters name the database, and keeps it if it is asked to', async () => {
    const scratch = `${backups.url}?dbname=postgres&options=-c%20work_mem%3D8MB`
    const report = await verify(dumps.plain, { scratch, against: backups.url, keep: true })
    expect(wrongOf(report)).toEqual([])
    expect(await backups.leftOf(steps)).toEqual([report.kept])
    await withAdmin(backups.url, (client) => client.query(`drop database ${report.kept ?? ''}`))
  })

  it('finds each of many faults in one', async () => {
    const url = await backups.copy(
      'delete from loans where id = 7',
      'update loans set amount = 9 where id = 8',
      `select setval('loans_id_seq', 5)`,
      `update pg_index set indisvalid = false where indexrelid = 'ix_loans_borrower'::regclass`,
      'alter table loans add constraint ck_loans_small check (amount < 5) not valid',
      `update migrations set hash = repeat('0', 40) where id = 3`,
      "update users set bio = 'changed'",
      `set session_replication_role = 'replica'`,
      'update messages set sender_id = gen_random_uuid()',
    )
    const path = join(folder, 'faulty.dump')
    await programs.run('pg_dump', ['-Fc', '-T', 'wishlists', '-f', path, url])
    const lines = wrongOf(await verify(path, { against: backups.url }))
    for (const finding of [
      /^restore wrong.*ALTER TABLE ONLY public\.messages ADD CONSTRAINT fk_messages_sender/,
      /^rows wrong.*loans: 1 lost, 1 changed, such as [78], [78].*users: 5 changed.*wishlists is missing/,
      /^sequences wrong.*loans_id_seq is behind/,
      /^schema wrong.*index ix_loans_borrower is missing/,
      /^constraints wrong.*ck_loans_small on loans is not validated/,
      /^migrations wrong.*changed: 3_hot_paths/,
      /^queries wrong.*relation "wishlists" does not exist/,
    ]) {
      expect(lines).toContainEqual(expect.stringMatching(finding))
    }
  })

  it('finds one that is cut short', async () => {
    const bytes = await readFile(dumps.custom)
    const short = join(folder, 'short.dump')
    await writeFile(short, bytes.subarray(0, 5_000))
    const unreadable = /^restore wrong: pg_restore cannot read it/
    expect(wrongOf(await verify(short))).toEqual([expect.stringMatching(unreadable)])
    await writeFile(short, bytes.subarray(0, bytes.length - 1_000))
    const report = await verify(short, { against: backups.url })
    expect(wrongOf(report)[0]).toMatch(/^restore wrong: parts of the dump could not be restored/)
    expect(report.isWell).toBe(false)
    const sql = join(folder, 'short.sql')
    await writeFile(sql, (await readFile(dumps.plain)).subarray(0, 100_000))
    expect(wrongOf(await verify(sql))).toEqual(['restore wrong: it is cut short: its last line is missing'])
    expect(await backups.leftOf(steps)).toEqual([])
  })

  it('names the extensions that the server of the restore lacks', async () => {
    const sql = join(folder, 'nowhere.sql')
    const text = await readFile(dumps.plain, 'utf8')
    await writeFile(sql, text.replace(/^CREATE EXTENSION/m, 'CREATE EXTENSION IF NOT EXISTS nowhere;\n$&'))
    expect(wrongOf(await verify(sql))).toEqual([
      'restore wrong: the server of --scratch does not have nowhere',
    ])
  })
})

const nobody = 'postgres://souk:secret@127.0.0.1:1/souk'

describe('what a verification needs', () => {
  it.each([
    ['the other server, before it restores', { against: nobody }, 'connection', /cannot reach the server/],
    ['the server of the restore', { scratch: nobody }, 'connection', /cannot reach the server/],
    [
      'one server of the restore',
      { scratch: 'postgres://a:1,b:2/souk' },
      'invalid_input',
      /must be the postgres:.. url of one/,
    ],
    ['pg_restore', { binDirectory: '/nowhere' }, 'setup', /there is no pg_restore in the folder of --pg-bin/],
  ])('is %s', async (_what, options, code, message) => {
    const shown: unknown = expect.stringMatching(message)
    await expect(verify(dumps.custom, options)).rejects.toMatchObject({ code, message: shown })
    expect(await backups.leftOf(steps)).toEqual([])
  })
})

describe('souk-db backup verify', () => {
  const run = (args: readonly string[], stopAt?: string) => {
    let isStopped = false
    return soukDb(['backup', 'verify', '--pg-bin', programs.binDirectory, ...args], {
      // The programs may be in a cache below it.
      env: { HOME: homedir() },
      onStderr: (text, kill) => {
        if (isStopped || stopAt === undefined || !text.includes(stopAt)) return
        isStopped = true
        kill('SIGINT')
      },
    })
  }

  it('prints each check and exits 0, and shows no login', async () => {
    const { code, stdout, stderr } = await run(['--from', dumps.custom, '--scratch', backups.url])
    expect(stdout).toMatch(/^ok +restore +a custom dump/m)
    expect(stdout).not.toContain('wrong')
    expect(stderr).toContain('Nothing is wrong')
    expect(code).toBe(0)
    expect(stdout + stderr).not.toContain(new URL(backups.url).password)
  })

  it('prints JSON, and exits 1 if something is wrong', async () => {
    const path = join(folder, 'none.dump')
    await writeFile(path, 'no dump at all')
    const { code, stdout } = await run(['--from', path, '--scratch', backups.url, '--format', 'json'])
    expect(JSON.parse(stdout)).toEqual({
      isWell: false,
      checks: [{ check: 'restore', outcome: 'wrong', summary: 'it is no dump of pg_dump', details: [] }],
      tables: [],
      kept: null,
    })
    expect(code).toBe(1)
  })

  it('stops at Ctrl-C, and drops what it has made', async () => {
    const { code, stderr } = await run(['--from', dumps.custom, '--scratch', backups.url], 'restore into')
    expect(code).toBe(130)
    expect(stderr).toMatch(/souk_verify_/)
    expect(await backups.leftOf(stderr)).toEqual([])
  })

  it.concurrent.each([
    [3, ['--from', nobody], /cannot reach the server at 127\.0\.0\.1:1/],
    [64, ['--from', 'a.dump'], /scratch: must name the server/],
    [64, [], /required option '--from/],
    [64, ['--from', nobody, '--at', '2026-11-28 21:14:30'], /Not a time with its zone/],
  ])('exits %i for %j', async (exitCode, args, problem) => {
    const { code, stdout, stderr } = await run(args)
    expect(stderr).toMatch(problem)
    expect(code).toBe(exitCode)
    expect(stdout + stderr).not.toContain('secret')
  })
})
