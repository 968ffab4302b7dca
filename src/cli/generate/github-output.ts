import { GenerationError, type SoukError } from '../../errors.js'
import type { GenerateReport } from '../../generate/generate.js'
import { shownVersion } from '../../generate/schema/server-version.js'
import { redact } from '../redact.js'
import { differences, remedy, type GenerateOutput, type RunDescription } from './output.js'

/** Writes GitHub workflow commands, which show each mistake beside its line in a pull request. */
export class GithubOutput implements GenerateOutput {
  readonly #run: RunDescription

  constructor(run: RunDescription) {
    this.#run = run
  }

  phase(): void {
    // A log does not show progress.
  }

  step(): void {
    // As above.
  }

  done(report: GenerateReport, out: string): void {
    const found = this.#run.check ? differences(report) : []
    for (const [name, problem] of found) {
      annotate({ file: `${out}/${name}`, title: 'souk-db generate' }, `${problem}: ${remedy}`)
    }
    if (found.length === 0)
      process.stdout.write(
        `${report.queries} queries of ${report.files} files are typed, proven on ${shownVersion(report.server)}\n`,
      )
  }

  failed(error: SoukError): void {
    if (!(error instanceof GenerationError)) {
      annotate({ title: 'souk-db generate' }, redact(error.message))
      return
    }
    for (const { file, line, column, rule, query, message, hint, sqlState } of error.mistakes) {
      const title = [rule, sqlState, query].filter((part) => part !== null).join(' ')
      annotate({ file, line, col: column, title }, hint === null ? message : `${message}\nhint: ${hint}`)
    }
  }

  [Symbol.dispose](): void {
    // It holds nothing open.
  }
}

function annotate(properties: Readonly<Record<string, string | number>>, message: string): void {
  const written = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  )
  process.stdout.write(`::error ${written.join(',')}::${escapeData(message)}\n`)
}

// https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
