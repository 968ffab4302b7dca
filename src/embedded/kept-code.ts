import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EnginePackages } from './engine-packages.js'

/** The part of WebAssembly that is used: the types of Node have none of it. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> }

/**
 * The machine code of PostgreSQL and PostGIS, kept for the databases to come from the second start of a process on: one that opens
 * a single database needs no more than its thread has.
 *
 * While a module is held, V8 has its code for whatever compiles the same bytes, with what has been optimized of it. Else each
 * start compiles 26 MB anew: 2.7 s of processor until the first call has been answered, in place of 1.4 s, as measured by hand. If
 * V8 does otherwise one day, time is lost and nothing else.
 */
export class KeptCode {
  #starts = 0
  readonly #modules: object[] = []

  get modules(): readonly object[] {
    return this.#modules
  }

  /** Counts a start, after which the code is there to be kept. */
  async onStart({ bundles: [pglite = ''] }: EnginePackages, extensions: string): Promise<void> {
    this.#starts += 1
    if (this.#starts !== 2) return
    const files = [join(pglite, 'pglite.wasm'), join(extensions, 'lib/postgresql/postgis-3.so')]
    for (const file of files) this.#modules.push(await WebAssembly.compile(await readFile(file)))
  }
}
