import { InvalidInputError, SetupError } from '../errors.js'
import { baseImage } from './base-image.js'
import { cacheDirectory } from './cache-directory.js'
import { openDataFolder, type DataFolder } from './data-folder.js'
import { findEnginePackages } from './engine-packages.js'
import { EngineThread } from './engine-thread.js'
import { KeptCode } from './kept-code.js'
import { readTar } from './thread/tar.js'
import { unpackedExtensions } from './unpacked-extensions.js'

/** A step of the start. All but `start` are needed only the first time on a machine. */
export type EmbeddedStep = 'unpack_extensions' | 'create_database' | 'migrate' | 'start'

/** The origin of a database. */
export interface EngineOptions {
  readonly dataDir?: string
  readonly image?: Uint8Array | Blob
  /** Called when a step begins that takes a while. */
  readonly onStep?: (step: EmbeddedStep) => void
  /** Stops the start, which leaves nothing half done. The promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

const keptCode = new KeptCode()

/** PGlite on a folder or in memory, with its one session. */
export class Engine {
  readonly #extensions: string
  readonly #folder: DataFolder | null
  #thread: EngineThread

  private constructor(extensions: string, folder: DataFolder | null, thread: EngineThread) {
    this.#extensions = extensions
    this.#folder = folder
    this.#thread = thread
  }

  /** @param newImage - Makes what a new database starts from if no image is given. @defaultValue an empty database */
  static async start(
    { dataDir, image, onStep, signal }: EngineOptions,
    newImage?: () => Promise<Uint8Array>,
  ): Promise<Engine> {
    const given = image === undefined ? null : await checkedImage(image)
    const packages = await findEnginePackages()
    const cache = await cacheDirectory()
    const extensions = await unpackedExtensions(packages, cache, {
      onUnpack: () => onStep?.('unpack_extensions'),
      signal,
    })
    const source = async () =>
      given ??
      (await newImage?.()) ??
      (await baseImage(packages, extensions, { onCreate: () => onStep?.('create_database'), signal }))
    const [folder, start] =
      dataDir === undefined ? [null, await source()] : [await openDataFolder(dataDir, source, signal), null]
    onStep?.('start')
    try {
      const path = folder?.path ?? null
      const thread = await EngineThread.start({ extensions, dataDir: path, image: start }, signal)
      // Nobody waits for it, and without it all works.
      void keptCode.onStart(packages, extensions).catch(() => undefined)
      return new Engine(extensions, folder, thread)
    } catch (cause) {
      await folder?.release()
      signal?.throwIfAborted()
      throw new SetupError(
        `the embedded database ${folder === null ? '' : `in ${folder.path} `}does not start: ` +
          'it may be damaged, or made by another version of PGlite',
        { cause },
      )
    }
  }

  /** The parameters that a client gets at its start, such as `server_version`. */
  get parameters(): ReadonlyMap<string, string> {
    return this.#thread.parameters
  }

  /**
   * Runs messages and returns all that the server answers.
   *
   * Unknown message types must not be sent: the server waits for ever after one.
   */
  execute(messages: Uint8Array): Promise<Buffer> {
    return this.#thread.execute(messages)
  }

  dump(): Promise<Uint8Array> {
    return this.#thread.dump()
  }

  /** Starts again after a crash, with everything that was committed. */
  async recover(): Promise<void> {
    const crashed = this.#thread
    const image = this.#folder === null ? await crashed.salvage() : null
    await crashed.terminate()
    const dataDir = this.#folder?.path ?? null
    this.#thread = await EngineThread.start({ extensions: this.#extensions, dataDir, image })
  }

  /** Starts again in memory, from another image. */
  async replace(image: Uint8Array): Promise<void> {
    await this.#thread.terminate()
    this.#thread = await EngineThread.start({ extensions: this.#extensions, dataDir: null, image })
  }

  /** True if committed data is kept in a folder. */
  get isKept(): boolean {
    return this.#folder !== null
  }

  /** Ends the database at once, whatever runs. A database in memory is lost; one in a folder can be started again. */
  kill(): Promise<void> {
    return this.#thread.terminate()
  }

  async close(): Promise<void> {
    await this.#thread.close()
    await this.#folder?.release()
  }
}

/** Returns the bytes of an image. @throws {@link InvalidInputError} if it is none. */
export async function checkedImage(image: Uint8Array | Blob): Promise<Uint8Array> {
  const bytes = image instanceof Blob ? new Uint8Array(await image.arrayBuffer()) : image
  try {
    const paths = new Set(readTar(bytes).map(({ path }) => path))
    if (paths.has('PG_VERSION') && paths.has('global/pg_control')) return bytes
  } catch (cause) {
    throw new InvalidInputError('image', 'is damaged', { cause })
  }
  throw new InvalidInputError('image', 'is not an image of a database')
}
