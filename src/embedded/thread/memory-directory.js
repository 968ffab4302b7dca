// @ts-check
import { dumpDataDirectory, loadDataDirectory } from './data-directory.js'

/** @typedef {import('@electric-sql/pglite/basefs').Filesystem} Filesystem */

/**
 * A data directory in memory that starts from an image.
 *
 * PGlite's own way to load one copies it three times and takes longer than PostgreSQL takes to start.
 *
 * @implements {Filesystem}
 */
export class MemoryDirectory {
  /** @type {Uint8Array | null} */
  #image
  /** @type {import('@electric-sql/pglite').PGlite | null} */
  #pglite = null

  /** @param {Uint8Array | null} image */
  constructor(image) {
    this.#image = image
  }

  get #files() {
    if (this.#pglite === null) throw new Error('the data directory is not in use')
    return /** @type {import('./data-directory.js').FileSystem} */ (this.#pglite.Module.FS)
  }

  /**
   * @template Options
   * @param {import('@electric-sql/pglite').PGlite} pglite
   * @param {Options} emscriptenOpts
   */
  async init(pglite, emscriptenOpts) {
    this.#pglite = pglite
    return Promise.resolve({ emscriptenOpts })
  }

  async initialSyncFs() {
    if (this.#image !== null) loadDataDirectory(this.#files, this.#image)
    this.#image = null
    return Promise.resolve()
  }

  async syncToFs() {
    return Promise.resolve()
  }

  async dumpTar() {
    return Promise.resolve(new Blob([dumpDataDirectory(this.#files)]))
  }

  async closeFs() {
    this.#files.quit()
    return Promise.resolve()
  }
}
