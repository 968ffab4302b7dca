import { clearTimeout, setTimeout } from '../engine/timers.js'

/** A wait that can be ended early. A call of {@link wake} while nobody waits ends the next wait at once. */
export class Wake {
  #isWanted = false
  #end: (() => void) | undefined

  wake(): void {
    this.#isWanted = true
    this.#end?.()
  }

  /** @param ms - the longest wait; without it, only {@link wake} ends it. */
  async wait(ms?: number): Promise<void> {
    if (!this.#isWanted) {
      await new Promise<void>((resolve) => {
        const timer = ms === undefined ? undefined : setTimeout(resolve, ms)
        this.#end = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.#end = undefined
    }
    this.#isWanted = false
  }
}
