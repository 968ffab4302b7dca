import { migrationFolders } from '../../migrate/migration-folder.js'
import { readFolders } from '../../migrate/folder-state.js'
import { judge, type Check } from '../check.js'
import type { Session } from '../session.js'

interface Extension {
  readonly name: string
  readonly version: string
  /** The version that the server would install; null if it no longer has the extension's files. */
  readonly available: string | null
}

interface PostgisVersions {
  readonly library: string
  readonly scripts: string
  readonly released: string
}

const extensions = `
select pg_extension.extname as name, pg_extension.extversion as version, available.default_version as available
from pg_extension
left join pg_available_extensions as available on available.name = pg_extension.extname
order by 1`

const postgisVersions = `
select
  postgis_lib_version() as library,
  postgis_scripts_installed() as scripts,
  postgis_scripts_released() as released`

const installed = (session: Session) => session.rows<Extension>(extensions)

/** The extensions that the migrations ask for: there, complete, and as the server has them. */
export const extensionsCheck: Check = {
  name: 'extensions',
  async run({ from, against, migrations }) {
    const found = new Map((await installed(from)).map((extension) => [extension.name, extension]))
    const wanted = new Set(
      (await readFolders(migrationFolders(migrations))).flatMap(({ files }) => files.flatMap(namedIn)),
    )
    const others = against === null ? [] : await installed(against)
    for (const { name } of others) wanted.add(name)
    // It serves backups alone, and no dump of before has it.
    wanted.delete('amcheck')
    const faults = [...wanted].filter((name) => !found.has(name)).map((name) => `${name} is missing`)
    for (const { name, version, available } of found.values()) {
      if (available === null) faults.push(`${name} ${version}: this server does not have its files`)
      else if (available !== version) {
        faults.push(`${name} ${version}: this server has ${available}; run ${updateOf(name)}`)
      }
    }
    const differing = others.flatMap(({ name, version }) => {
      const here = found.get(name)?.version
      return here === undefined || here === version
        ? []
        : [`${name} is ${version} in the other database and ${here} here`]
    })
    if (found.has('postgis')) faults.push(...postgisFaults(await from.row<PostgisVersions>(postgisVersions)))
    const versions = [...found.values()].map(({ name, version }) => `${name} ${version}`)
    return judge(faults, {
      ok: versions.join(', '),
      wrong: `${faults.length} ${faults.length === 1 ? 'extension is' : 'extensions are'} not as they must be`,
      notes: differing,
    })
  },
}

/** The extensions that a file of migrations makes. */
function namedIn({ sql }: { readonly sql: string }): readonly string[] {
  return Array.from(
    sql.matchAll(/^\s*create extension (?:if not exists )?"?([\w-]+)/gim),
    ([, name = '']) => name,
  )
}

function updateOf(name: string): string {
  return name.startsWith('postgis') ? 'select postgis_extensions_upgrade()' : `alter extension ${name} update`
}

/** The library, the scripts in the database and the scripts on the disk are three things, and pg_upgrade moves one of them. */
function postgisFaults({ library, scripts, released }: PostgisVersions): readonly string[] {
  const [own = '', here = '', there = ''] = [library, scripts, released].map((text) => text.split(' ')[0])
  return here === own && there === own
    ? []
    : [
        `the library of postgis is ${own}, its functions are of ${here}: run select postgis_extensions_upgrade()`,
      ]
}
