import { Identity } from '../engine/session/identity.js'

/** Parameters of a session by name. */
export type Settings = ReadonlyMap<string, string>

/** The settings that a connection would have as its own session on a server. */
export interface SettingsHolder {
  settings: Settings
  /** True if it may have changed them since they were last read. */
  settingsTouched: boolean
}

/** Runs statements in the session, and returns the rows of the last one. */
export type RunStatements = (text: string) => Promise<readonly (readonly (string | null)[])[]>

/** The places where a text sets a parameter of an application's own, such as `app.user`. The server does not list these. */
const customSetting = /set_config\s*\(\s*'([^']+)'|\bset\s+(?:session\s+)?(\w+\.\w+)/gi

const read = (customNames: Iterable<string>) => `
select name, setting from pg_catalog.pg_settings where source = 'session'
union all select name, pg_catalog.current_setting(name, true)
  from pg_catalog.unnest(array[${[...customNames].map(quote).join()}]::text[]) as name
  where pg_catalog.current_setting(name, true) <> ''
union all select 'session_authorization', session_user where session_user <> 'postgres'
union all select 'role', setting from pg_catalog.current_setting('role') as setting where setting <> 'none'`

/**
 * Keeps each connection's own settings (`SET`) in the one session: read when another connection takes over,
 * and put back when this one does.
 */
export class SessionSettings {
  readonly #run: RunStatements
  readonly #customNames = new Set<string>()
  #holder: SettingsHolder | null = null
  /** The settings of the session; null if they are not known. */
  #active: Settings | null = new Map()

  constructor(run: RunStatements) {
    this.#run = run
  }

  /** Makes the session's settings those of a connection. No transaction may be open. */
  async enter(holder: SettingsHolder): Promise<void> {
    if (this.#holder === holder) return
    if (this.#holder?.settingsTouched === true) await this.#readFrom(this.#holder)
    this.#holder = null
    if (this.#active === null || !areEqual(this.#active, holder.settings)) {
      this.#active = null
      await this.#run(statementsFor(holder.settings))
      this.#active = holder.settings
    }
    this.#holder = holder
  }

  /**
   * Takes note of a text that was executed.
   *
   * @returns True if it may have changed settings in a way that its answer does not tell.
   */
  note(text: string): boolean {
    for (const [, called, set] of text.matchAll(customSetting)) {
      const name = called ?? set ?? ''
      if (name.includes('.')) this.#customNames.add(name.toLowerCase())
    }
    // Who acts ends with the transaction.
    return text !== Identity.text && /set_config/i.test(text)
  }

  /** Forgets a connection that has gone. */
  forget(holder: SettingsHolder): void {
    if (this.#holder !== holder) return
    this.#holder = null
    if (holder.settingsTouched) this.#active = null
  }

  async #readFrom(holder: SettingsHolder): Promise<void> {
    const rows = await this.#run(read(this.#customNames))
    holder.settings = new Map(rows.map(([name, value]) => [name ?? '', value ?? '']))
    holder.settingsTouched = false
    this.#active = holder.settings
  }
}

/** Sets exactly these and no others. The role comes last: as another role, one may not set everything. */
function statementsFor(settings: Settings): string {
  const late = ['session_authorization', 'role']
  const ordered = [...settings].sort(([one], [other]) => late.indexOf(one) - late.indexOf(other))
  const calls = ordered.map(
    ([name, value]) => `select pg_catalog.set_config(${quote(name)}, ${quote(value)}, false)`,
  )
  return ['reset session authorization', 'reset role', 'reset all', ...calls].join(';\n')
}

/** A literal that means the same whatever `standard_conforming_strings` is. */
function quote(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

function areEqual(one: Settings, other: Settings): boolean {
  return one.size === other.size && [...one].every(([name, value]) => other.get(name) === value)
}
