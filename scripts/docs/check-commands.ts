import type { SourceFile } from '../../src/generate/read/source-file.js'
import { findingAt, type DocsFinding } from './finding.js'

/** The commands that a page may name. */
export interface KnownCommands {
  /** The scripts of package.json. */
  readonly scripts: ReadonlySet<string>
  /** The commands of `souk-db`. */
  readonly commands: ReadonlySet<string>
}

/** Scripts that `npx souk-db init` adds to a service's own package.json. */
const addedByInit = new Set(['generate', 'generate:watch', 'generate:check'])

/** Finds scripts and commands that a page names and that are not there. */
export function checkCommands(
  page: SourceFile,
  { scripts, commands }: KnownCommands,
): readonly DocsFinding[] {
  const missing = (pattern: RegExp, isThere: (name: string) => boolean, kind: string) =>
    Array.from(page.text.matchAll(pattern)).flatMap((match) => {
      const [, name = ''] = match
      return isThere(name)
        ? []
        : [findingAt(page, match.index, 'command', `there is no ${kind} called ${name}`)]
    })
  return [
    ...missing(/\bnpm run ([a-z][\w:-]*)/g, (name) => scripts.has(name) || addedByInit.has(name), 'script'),
    ...missing(/\bnpx souk-db ([a-z][\w-]*)/g, (name) => commands.has(name), 'command'),
  ]
}
