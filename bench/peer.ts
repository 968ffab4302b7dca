import type {
  Box,
  FeedCursor,
  MapView,
  NewMessage,
  NewProduct,
  SearchQuestion,
  Workload,
} from './workload.js'

/** The options with which a peer is opened. */
export interface PeerSettings {
  readonly url: string
  /** The size of its pool. */
  readonly connections: number
  readonly workload: Workload
  /** Another build of the package, for the peer `souk-baseline`. */
  readonly baseline: string | null
}

/**
 * One way to use the database, each operation as its own documentation advises.
 *
 * A product has all 23 columns, its public location as a GeoJSON point, times as `Date` and prices as numbers. Columns may be
 * in camelCase or snake_case, whichever the peer gives by itself. An operation that a peer leaves out is one in which
 * it does not differ from another peer.
 */
export interface Peer {
  /** A product, or null. */
  byId?(id: string): Promise<unknown>
  /** The 20 available products within 5 km that are nearest, with their distance. */
  nearest?(longitude: number, latitude: number): Promise<readonly unknown[]>
  /** The 20 newest available products of a category and feed after a row. */
  feed?(after: FeedCursor): Promise<readonly unknown[]>
  /** The same page as cards: 14 columns, the first picture among them, and the seller's profile. */
  cards?(after: FeedCursor): Promise<readonly unknown[]>
  /** The same as {@link nearest} as cards, with their distance. */
  nearestCards?(longitude: number, latitude: number): Promise<readonly unknown[]>
  /** The 20 newest available products with some words, as cards. */
  search?(question: SearchQuestion): Promise<readonly unknown[]>
  /** The available products in a box, at most 50, with what a pin needs; those nearest to its middle first. */
  pins?(box: Box): Promise<readonly unknown[]>
  /** The number of available products in each cell of a view, and their middle: as features of GeoJSON, or their likes. */
  clusters?(view: MapView): Promise<readonly unknown[]>
  /** Inserts products in one go. */
  insertProducts?(products: readonly NewProduct[]): Promise<unknown>
  /**
   * In one transaction: adds a message and gets its id and time, makes it the conversation's last one and counts it as
   * unread, and reads the conversation again.
   */
  sendMessage?(message: NewMessage): Promise<unknown>
  /** The same as one statement. */
  sendMessageAtOnce?(message: NewMessage): Promise<unknown>
  /**
   * In one transaction: adds a message, and the same again, counts one of them as unread, and reads the conversation: given
   * together where the documentation says how, else one after another.
   */
  fourStatements?(message: NewMessage): Promise<unknown>
  /**
   * The package's own command for a message, `messages.send`, by its SQL: with the id given, both rows locked, the
   * conversation brought back, and the message returned.
   */
  send?(message: NewMessage & { readonly id: string }): Promise<unknown>
  /** A page of somebody's conversations, each with its last message and the other participant. */
  inbox?(userId: string): Promise<readonly unknown[]>
  /** Whole products by their ids, in the order of these. */
  byIds?(ids: readonly string[]): Promise<readonly unknown[]>
  /** All products from one on, in the order of their ids, by a cursor of the server's, 500 at a time. */
  stream?(from: string, to: string): AsyncIterable<{ readonly id?: unknown }>
  /** A statement that takes so long: only in mixed loads. */
  nap?(seconds: number): Promise<unknown>
  close(): Promise<void>
}

/** What the module of a peer exports as `open`. */
export type OpenPeer = (settings: PeerSettings) => Promise<Peer>
