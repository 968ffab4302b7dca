import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const folder = join(import.meta.dirname, '../..')

/** The logins of deploy/roles.sql. */
const logins = ['deploy', 'keeper', 'service', 'accounts', 'worker'] as const

/** The urls of a database, as the service and those beside it have them. */
export type LoginUrls = Readonly<Record<(typeof logins)[number], string>>

/** A database that was deployed to. */
export interface Deployment {
  readonly urls: LoginUrls
  /** Drops the roles, when all databases are gone that have them. */
  dropRoles(): Promise<void>
}

/** The urls of another database with the same roles. */
export function atDatabase(urls: LoginUrls, otherUrl: string): LoginUrls {
  const { pathname } = new URL(otherUrl)
  return Object.fromEntries(
    Object.entries(urls).map(([name, url]) => [name, Object.assign(new URL(url), { pathname }).href]),
  ) as LoginUrls
}

/**
 * Deploys to an empty database what compose.yaml does, by the same files and commands: roles and logins, the schema, rights and
 * policies. Roles belong to a server, so their names begin with a prefix that nobody else has.
 */
export async function deploy(adminUrl: string): Promise<Deployment> {
  const prefix = `souk_test_${randomBytes(6).toString('hex')}`
  const renamed = (text: string) => text.replaceAll('souk_', `${prefix}_`)
  const password = randomBytes(12).toString('hex')
  const passwords = Object.fromEntries(logins.map((name) => [`${name.toUpperCase()}_PASSWORD`, password]))
  const script = renamed(await readFile(join(folder, 'deploy/roles.sql'), 'utf8'))
  await psql(adminUrl, script, passwords)

  const urls = Object.fromEntries(
    logins.map((name) => {
      const url = new URL(adminUrl)
      Object.assign(url, { username: `${prefix}_${name}`, password })
      return [name, url.href]
    }),
  ) as LoginUrls
  const { scripts } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly deploy: string }
  }
  const command = renamed(scripts.deploy).replaceAll('roles --', `roles --prefix ${prefix} --`)
  await run('sh', ['-c', command], { env: environment({ DATABASE_URL: urls.deploy }) })

  return {
    urls,
    async dropRoles() {
      const [, ...names] = script.match(/(?<=create role )\w+/g) ?? []
      const server = new URL(adminUrl)
      server.pathname = '/postgres'
      await psql(server.href, `drop role ${[`${prefix}_owner`, ...names].join(', ')};`)
    },
  }
}

/** Maintains the database as the container of compose.yaml does. */
export async function maintain({ keeper }: LoginUrls): Promise<void> {
  await run('souk-db', ['maintain'], { env: environment({ DATABASE_URL: keeper }) })
}

function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { PATH: `${join(folder, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`, ...more }
}

async function psql(url: string, script: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  const running = run('psql', ['--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', '--dbname', url], {
    env: environment(more),
  })
  running.child.stdin?.end(script)
  await running
}
