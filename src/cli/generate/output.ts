import type { SoukError } from '../../errors.js'
import type { GenerateReport } from '../../generate/generate.js'
import type { GeneratePhase } from '../../generate/phases.js'

/** How a generation is told, to people or to programs. */
export interface GenerateOutput extends Disposable {
  phase(phase: GeneratePhase): void
  step(text: string): void
  /**
   * All is well, or with `--check` was looked at.
   *
   * @param out - The folder of modules, as it was given.
   */
  done(report: GenerateReport, out: string): void
  /** Nothing was written. */
  failed(error: SoukError): void
}

/** What an output has to know of the run it tells of. */
export interface RunDescription {
  readonly check: boolean
  readonly watch: boolean
}

/** Every file of the output that is not what the queries make, and what is wrong with it. */
export function differences({
  changes,
}: GenerateReport): readonly (readonly [name: string, problem: string])[] {
  return [
    ...changes.stale.map((name) => [name, 'is stale'] as const),
    ...changes.missing.map((name) => [name, 'is missing'] as const),
    ...changes.extra.map((name) => [name, 'has no source any more'] as const),
  ]
}

/** What to do about them. */
export const remedy = 'run souk-db generate and commit what it writes'
