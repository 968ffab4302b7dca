import { statSync, watch, type FSWatcher } from 'node:fs'
import { basename, dirname } from 'node:path'
import { isSqlFile } from './read/is-sql-file.js'

/** The time without changes before a round begins: an editor saves in several steps. */
const quietMs = 40
/** The time between checks whether a folder was created, deleted or replaced. */
const retryMs = 500

/** Watches the `.sql` files of folders, and other files by their paths. Folders may be created and deleted meanwhile. */
export class FolderChanges implements Disposable {
  readonly #folders: readonly WatchedFolder[]
  #changed = false
  #quiet: NodeJS.Timeout | undefined
  #wake: () => void = () => undefined

  constructor(folders: readonly string[], files: readonly string[] = []) {
    const onChange = () => this.#note()
    this.#folders = [
      ...folders.map((folder) => new WatchedFolder(folder, isSqlFile, onChange)),
      // The folder, because a watcher of the file itself is lost when an editor replaces the file.
      ...files.map((file) => new WatchedFolder(dirname(file), (name) => name === basename(file), onChange)),
    ]
  }

  /** Waits for a change since the last call. */
  async next(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (!this.#changed) {
      await new Promise<void>((resolve, reject) => {
        const stop = () => reject(signal.reason)
        signal.addEventListener('abort', stop, { once: true })
        this.#wake = () => {
          signal.removeEventListener('abort', stop)
          resolve()
        }
      })
    }
    this.#changed = false
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#quiet)
    for (const folder of this.#folders) folder.close()
  }

  #note(): void {
    clearTimeout(this.#quiet)
    this.#quiet = setTimeout(() => {
      this.#changed = true
      this.#wake()
    }, quietMs)
  }
}

class WatchedFolder {
  readonly #folder: string
  readonly #isWatched: (name: string) => boolean
  readonly #onChange: () => void
  #watcher: FSWatcher | null = null
  #identity: string | null = null
  readonly #retry: NodeJS.Timeout

  constructor(folder: string, isWatched: (name: string) => boolean, onChange: () => void) {
    this.#folder = folder
    this.#isWatched = isWatched
    this.#onChange = onChange
    this.#open()
    // A watcher stays with the folder that it was opened on, even after the folder is deleted or replaced.
    this.#retry = setInterval(() => {
      if (identityOf(this.#folder) === this.#identity) return
      this.#open()
      this.#onChange()
    }, retryMs)
  }

  close(): void {
    clearInterval(this.#retry)
    this.#watcher?.close()
  }

  #open(): void {
    this.#watcher?.close()
    this.#watcher = null
    this.#identity = identityOf(this.#folder)
    if (this.#identity === null) return
    try {
      this.#watcher = watch(this.#folder, (_event, name) => {
        // The folder itself was moved or deleted. The next folder may have the same inode.
        if (name === basename(this.#folder)) this.#identity = null
        else if (name === null || this.#isWatched(name)) this.#onChange()
      })
      this.#watcher.on('error', () => (this.#identity = null))
    } catch {
      // The folder has just been deleted. The next check looks for it again.
      this.#identity = null
    }
  }
}

function identityOf(folder: string): string | null {
  const status = statSync(folder, { throwIfNoEntry: false })
  return status?.isDirectory() === true ? `${status.dev}.${status.ino}` : null
}
