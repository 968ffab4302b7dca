import { sceneSource } from '../../demo/scene-source.js'
import { paint } from '../paint.js'
import { highlight } from './highlight.js'

const widest = 80

/** Prints scenes for people: what happens, the code and its result. */
export class ScenePrinter {
  readonly #stream: NodeJS.WriteStream
  readonly #signal: AbortSignal
  #count = 0

  constructor(stream: NodeJS.WriteStream, signal: AbortSignal) {
    this.#stream = stream
    this.#signal = signal
  }

  /**
   * Prints the code of a scene and runs it.
   *
   * @param name - The name of the scene's file, without its extension.
   */
  async play<T>(title: string, name: string, run: () => Promise<T>): Promise<T> {
    this.#signal.throwIfAborted()
    const heading = `── ${++this.#count}. ${title} `.padEnd(
      Math.min(this.#stream.columns || widest, widest),
      '─',
    )
    this.#stream.write(`\n${paint('bold', heading, this.#stream)}\n\n`)
    for (const line of highlight(await sceneSource(name), this.#stream).split('\n')) {
      this.print(`${paint('dim', '│', this.#stream)} ${line}`.trimEnd())
    }
    const result = await run()
    this.#stream.write('\n')
    return result
  }

  /** Prints indented text. */
  print(text: string): void {
    this.#stream.write(`${text.replace(/^(?=.)/gm, '  ')}\n`)
  }

  /** Prints a remark. */
  remark(text: string): void {
    this.print(paint('dim', text, this.#stream))
  }
}
