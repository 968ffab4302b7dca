import { GenerationError, type GenerationMistake, type SoukError, type SoukErrorCode } from '../../errors.js'
import type { GenerateReport } from '../../generate/generate.js'
import { redact } from '../redact.js'
import { differences, type GenerateOutput, type RunDescription } from './output.js'

/** The output of `souk-db generate --format json`: one line of JSON, and with `--watch` one line for each round. */
export interface GenerateDocument {
  /** The version of this shape. New fields do not change it. */
  readonly version: 1
  /** False if there are mistakes, an error, or with `--check` a difference. */
  readonly ok: boolean
  /** The mistakes in `.sql` files, in their order there. */
  readonly mistakes: readonly GenerationMistake[]
  /** Any other failure that ended the run, such as a database that cannot be reached; otherwise null. */
  readonly error: { readonly code: SoukErrorCode; readonly message: string } | null
  /** The changes that the run made, or found with `--check`; null if it did not get that far. */
  readonly report: GenerateReport | null
}

/** Reports to programs, on standard output. */
export class JsonOutput implements GenerateOutput {
  readonly #run: RunDescription

  constructor(run: RunDescription) {
    this.#run = run
  }

  phase(): void {
    // A program waits for the whole document.
  }

  step(): void {
    // As above.
  }

  done(report: GenerateReport): void {
    const ok = !this.#run.check || differences(report).length === 0
    print({ version: 1, ok, mistakes: [], error: null, report })
  }

  failed(error: SoukError): void {
    const mistakes = error instanceof GenerationError ? error.mistakes : []
    const other =
      error instanceof GenerationError ? null : { code: error.code, message: redact(error.message) }
    print({ version: 1, ok: false, mistakes, error: other, report: null })
  }

  [Symbol.dispose](): void {
    // It holds nothing open.
  }
}

function print(document: GenerateDocument): void {
  process.stdout.write(`${JSON.stringify(document)}\n`)
}
