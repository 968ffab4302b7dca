import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import type { SourceFile } from '../../src/generate/read/source-file.js'
import { findingAt, type MigrationFinding } from './finding.js'

/** A finding as squawk reports it; lines and columns count from 0. */
interface Report {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly help?: string | null
  readonly rule_name: string
}

/**
 * Has squawk look at migrations, with the settings of `.squawk.toml`.
 *
 * @param config - the path of those settings
 * @throws {@link Error} if squawk does not run; its npm package brings programs for Linux (glibc), macOS and Windows.
 */
export async function runSquawk(
  files: readonly SourceFile[],
  config: string,
): Promise<readonly MigrationFinding[]> {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const reports = await squawk(['--config', config, '--reporter', 'json', ...byPath.keys()])
  return reports.map(({ file: path, line, column, message, help, rule_name: rule }) => {
    const file = byPath.get(path)
    if (file === undefined) throw new Error(`squawk speaks of ${path}, which it was not asked about`)
    const offset = file.offsetAt({ line: line + 1, column: column + 1 })
    return findingAt(file, offset, { rule, message, hint: help ?? null })
  })
}

function squawk(flags: readonly string[]): Promise<readonly Report[]> {
  const program = createRequire(import.meta.url).resolve('squawk-cli/js/bin/squawk')
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...flags], { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      try {
        // Findings make it exit with 1, as anything else does that goes wrong: what it wrote tells.
        resolve(JSON.parse(stdout) as readonly Report[])
      } catch {
        reject(new Error(`squawk did not run: ${stderr.trim() || (error?.message ?? 'it said nothing')}`))
      }
    })
  })
}
