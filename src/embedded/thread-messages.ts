/** The data that the database's thread is started with. */
export interface ThreadOptions {
  /** The folder of unpacked extensions, as `lib/` and `share/`. */
  readonly extensions: string
  /** The folder of the database; null for one in memory. */
  readonly dataDir: string | null
  /** The image that the database starts from; null to start from the folder's content, or from nothing. */
  readonly image: Uint8Array | null
}

/** A request to the thread, one at a time. */
export type ThreadRequest =
  | { readonly kind: 'execute'; readonly messages: Uint8Array }
  /** `asItIs`: after a crash, when no checkpoint can be made. */
  | { readonly kind: 'dump'; readonly asItIs: boolean }
  | { readonly kind: 'close' }

/** An answer of the thread. */
export type ThreadReply =
  | { readonly kind: 'started'; readonly parameters: ReadonlyMap<string, string> }
  | { readonly kind: 'done'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly message: string }
