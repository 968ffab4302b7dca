import type { SoukError } from '../../errors.js'
import type { GenerateReport } from '../../generate/generate.js'
import type { GeneratePhase } from '../../generate/phases.js'

/** A report of generation, to people or to programs. */
export interface GenerateOutput extends Disposable {
  phase(phase: GeneratePhase): void
  step(text: string): void
  /**
   * Reports success, or the result of `--check`.
   *
   * @param out - The folder of modules, as the caller named it.
   */
  done(report: GenerateReport, out: string): void
  /** Reports a failure. Nothing was written. */
  failed(error: SoukError): void
}

/** The facts about a run that an output needs. */
export interface RunDescription {
  readonly check: boolean
  readonly watch: boolean
}

/** Lists every output file that is out of date, with the reason. */
export function differences({
  changes,
}: GenerateReport): readonly (readonly [name: string, problem: string])[] {
  return [
    ...changes.stale.map((name) => [name, 'is stale'] as const),
    ...changes.missing.map((name) => [name, 'is missing'] as const),
    ...changes.extra.map((name) => [name, 'has no source any more'] as const),
  ]
}

/** The way to bring them up to date. */
export const remedy = 'run souk-db generate and commit what it writes'
