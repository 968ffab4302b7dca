/** The steps of a generation, in their order. */
export const generatePhases = ['parse', 'database', 'describe', 'write'] as const

/** A step of a generation. */
export type GeneratePhase = (typeof generatePhases)[number]

/** Measures how long each step takes. */
export class Phases {
  readonly #onPhase: ((phase: GeneratePhase) => void) | undefined
  readonly #milliseconds = new Map<GeneratePhase, number>()
  #current: { readonly phase: GeneratePhase; readonly since: number } | null = null

  constructor(onPhase?: (phase: GeneratePhase) => void) {
    this.#onPhase = onPhase
  }

  begin(phase: GeneratePhase): void {
    this.#stop()
    this.#current = { phase, since: performance.now() }
    this.#onPhase?.(phase)
  }

  /** Ends the last step and gives the times of all. */
  end(): Readonly<Record<GeneratePhase, number>> {
    this.#stop()
    const of = (phase: GeneratePhase) => Math.round(this.#milliseconds.get(phase) ?? 0)
    return { parse: of('parse'), database: of('database'), describe: of('describe'), write: of('write') }
  }

  #stop() {
    if (this.#current === null) return
    this.#milliseconds.set(this.#current.phase, performance.now() - this.#current.since)
    this.#current = null
  }
}
