/** The phases of a generation. The database starts while files are read, so they overlap. */
export const generatePhases = ['parse', 'database', 'describe', 'write'] as const

/** A phase of a generation. */
export type GeneratePhase = (typeof generatePhases)[number]

/** Measures the duration of each phase. */
export class Phases {
  readonly #onPhase: ((phase: GeneratePhase) => void) | undefined
  readonly #milliseconds = new Map<GeneratePhase, number>()
  readonly #startedAt = performance.now()

  constructor(onPhase?: (phase: GeneratePhase) => void) {
    this.#onPhase = onPhase
  }

  async measure<T>(phase: GeneratePhase, work: () => Promise<T>): Promise<T> {
    const since = performance.now()
    this.#onPhase?.(phase)
    try {
      return await work()
    } finally {
      this.#milliseconds.set(phase, performance.now() - since)
    }
  }

  /** The duration of each phase in milliseconds; 0 for a phase that did not run. */
  get milliseconds(): Readonly<Record<GeneratePhase, number>> {
    const of = (phase: GeneratePhase) => Math.round(this.#milliseconds.get(phase) ?? 0)
    return { parse: of('parse'), database: of('database'), describe: of('describe'), write: of('write') }
  }

  /** The time since the start, in milliseconds. */
  get elapsedMs(): number {
    return Math.round(performance.now() - this.#startedAt)
  }
}
