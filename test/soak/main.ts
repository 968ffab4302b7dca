/** `npm run soak`: many callers under many faults, by seeds, and afterwards the tables beside what callers were told. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { createDatabase } from '../../src/database.js'
import { migrate } from '../../src/migrate/migrate.js'
import { urlOfDatabase, withAdmin } from '../../src/testing/admin-connection.js'
import { grouped } from './grouped.js'
import { userId } from './operations/reads.js'
import { canary, type Ledger } from './ledger.js'
import { runSeed } from './run-seed.js'
import { schemaSql } from './schema.js'
import { settingsOf, transports, troubles, type SettingsGiven, type SoakSettings } from './settings.js'
import { startSoakServer, type SoakServer } from './soak-server.js'

const templateName = `souk_soak_${process.pid}`

interface Options {
  readonly seeds: readonly number[]
  readonly seconds: number
  readonly url?: string
  readonly transport?: (typeof transports)[number]
  readonly troubles?: readonly (typeof troubles)[number][]
  readonly verbose?: boolean
}

function readSeeds(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [first = NaN, last = first] = part.split('-').map(Number)
    if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first < 0 || last < first) {
      throw new InvalidArgumentError('such as 7, 1-50 or 1-5,40')
    }
    return Array.from({ length: last - first + 1 }, (_, n) => first + n)
  })
}

function readSeconds(text: string): number {
  const seconds = Number(text)
  if (!(seconds > 0)) throw new InvalidArgumentError('a number above 0')
  return seconds
}

function readTroubles(text: string): (typeof troubles)[number][] {
  const names = text === 'none' ? [] : text.split(',')
  return names.map((name) => {
    const trouble = troubles.find((one) => one === name)
    if (trouble === undefined) throw new InvalidArgumentError(`some of ${troubles.join(',')}, or none`)
    return trouble
  })
}

const program = new Command('npm run soak --')
  .description(
    'Lets many callers do many things at once through a network and a server that fail, chosen by a seed; ' +
      'each answer is compared with its question, and the tables afterwards with what callers were told.',
  )
  .option('--seeds <list>', 'seeds to run: 7, 1-50 or 1-5,40', readSeeds, readSeeds('1-10'))
  .option('--seconds <n>', 'how long each seed makes trouble', readSeconds, 5)
  .option('--url <url>', 'a server to use, which is not restarted; default: one of its own (Debian)')
  .addOption(new Option('--transport <name>', 'in place of what the seed says').choices(transports))
  .option('--troubles <list>', `in place of what the seed says: ${troubles.join(',')} or none`, readTroubles)
  .option('--verbose', 'print each trouble as it is made')
  .addHelpText(
    'after',
    '\nThe exit code is 1 if anything was wrong. A seed chooses alike each time; times differ.',
  )

/** Makes a database with the tables of the package and those of the soak, to be copied for each seed. */
async function makeTemplate(url: string, name: string): Promise<void> {
  await withAdmin(url, (client) => client.query(`create database ${name} template template0`))
  const own = urlOfDatabase(url, name)
  await migrate({ url: own })
  await withAdmin(own, (client) => client.query(schemaSql))
  const db = createDatabase({ url: own })
  await db.users.createMany(
    Array.from({ length: 40 }, (_, n) => ({
      id: userId(n + 1),
      email: `${canary}@${n + 1}.example.com`,
      username: `soak_${n + 1}`,
    })),
  )
  await db.close()
}

async function copyDatabase(url: string, template: string, name: string): Promise<void> {
  await withAdmin(url, (client) =>
    client.query(`create database ${name} template ${template} strategy file_copy`),
  )
}

async function dropDatabase(url: string, name: string): Promise<void> {
  await withAdmin(url, (client) => client.query(`drop database if exists ${name} with (force)`))
}

function describe(settings: SoakSettings): string {
  const { seed, transport, maxConnections, lanes, callers, preparedStatements, segments } = settings
  const how = transport === 'lanes' ? `lanes ${lanes} of ${maxConnections}` : `${transport} ${maxConnections}`
  const prepared = preparedStatements ? '' : ', unprepared'
  const trouble = settings.troubles.join(' ') || 'no trouble'
  return `seed ${seed}: ${how}${prepared}, ${callers} callers, segments ${segments}, ${trouble}`
}

function summary({ entries, counts }: Ledger): string {
  const parts = [...counts].toSorted(([, a], [, b]) => b - a).map(([name, count]) => `${count} ${name}`)
  return `${entries.length} calls: ${parts.slice(0, 8).join(', ')}`
}

function printProblems({ problems }: Ledger): void {
  const groups = grouped(problems, ({ kind, operation }) => `${kind} (${operation})`)
  for (const [name, [first, ...more]] of groups) {
    console.log(
      `  WRONG ${name}${more.length === 0 ? '' : ` and ${more.length} more`}: ${first?.detail ?? ''}`,
    )
  }
}

async function soakOne(server: SoakServer, settings: SoakSettings, options: Options): Promise<boolean> {
  const name = `souk_soak_${process.pid}_${settings.seed}`
  await copyDatabase(server.url, templateName, name)
  console.log(describe(settings))
  const startedAt = performance.now()
  const ledger = await runSeed({
    settings,
    server,
    url: urlOfDatabase(server.url, name),
    seconds: options.seconds,
    log: options.verbose === true ? (line) => console.log(`  ${line}`) : () => undefined,
  })
  await dropDatabase(server.url, name)
  console.log(`  ${summary(ledger)}; ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`)
  printProblems(ledger)
  return ledger.problems.length === 0
}

function given({ transport, troubles: chosen }: Options): SettingsGiven {
  return {
    ...(transport === undefined ? {} : { transport }),
    ...(chosen === undefined ? {} : { troubles: chosen }),
  }
}

async function main(): Promise<void> {
  const options = program.parse().opts<Options>()
  await using server: SoakServer =
    options.url === undefined
      ? await startSoakServer()
      : { url: options.url, restart: null, [Symbol.asyncDispose]: () => Promise.resolve() }
  await makeTemplate(server.url, templateName)
  const failed: number[] = []
  for (const seed of options.seeds) {
    if (!(await soakOne(server, settingsOf(seed, given(options)), options))) failed.push(seed)
  }
  await dropDatabase(server.url, templateName)
  const count = options.seeds.length
  console.log(failed.length === 0 ? `${count} seeds, all well` : `${failed.length} of ${count} seeds failed`)
  if (failed.length === 0) return
  // Without the address, which holds a password.
  const left = ['--seeds', '--url']
  const more = process.argv
    .slice(2)
    .filter((word, n, all) => !left.includes(word) && !left.includes(all[n - 1] ?? ''))
  console.log(`again: npm run soak -- --seeds ${[failed.join(','), ...more].join(' ')}`)
  process.exitCode = 1
}

// Whatever hangs must not hide that something was wrong.
await main()
setTimeout(() => {
  console.log('WRONG: the process does not end by itself')
  process.exit(1)
}, 10_000).unref()
