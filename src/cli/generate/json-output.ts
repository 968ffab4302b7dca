import { GenerationError, type GenerationMistake, type SoukError, type SoukErrorCode } from '../../errors.js'
import type { GenerateReport } from '../../generate/generate.js'
import { redact } from '../redact.js'
import { differences, type GenerateOutput, type RunDescription } from './output.js'

/** What `souk-db generate --format json` prints: one line of JSON, with `--watch` one for each round. */
export interface GenerateDocument {
  /** The version of this shape: what is added to it leaves it as it is. */
  readonly version: 1
  /** False if there are mistakes, an error, or with `--check` a difference. */
  readonly ok: boolean
  /** What is wrong in `.sql` files, in the order in which it stands there. */
  readonly mistakes: readonly GenerationMistake[]
  /** What else kept the run from its end, such as a database that cannot be reached; else null. */
  readonly error: { readonly code: SoukErrorCode; readonly message: string } | null
  /** What the run did, or with `--check` found; null if it did not come that far. */
  readonly report: GenerateReport | null
}

/** Tells programs, on standard output. */
export class JsonOutput implements GenerateOutput {
  readonly #run: RunDescription

  constructor(run: RunDescription) {
    this.#run = run
  }

  phase(): void {
    // A program waits for the document.
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
    // Nothing is open.
  }
}

function print(document: GenerateDocument): void {
  process.stdout.write(`${JSON.stringify(document)}\n`)
}
