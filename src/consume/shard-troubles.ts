/** The number of times in a row that an event meets the database's trouble before this counts as its failure. */
const mostTroubles = 3

/** The shards in which a worker last met trouble of the database, and the events that did. */
export class ShardTroubles {
  readonly #ofShards = new Map<number, { readonly position: number | null; readonly count: number }>()

  get shards(): number[] {
    return [...this.#ofShards.keys()]
  }

  meet(shard: number): void {
    if (!this.#ofShards.has(shard)) this.#ofShards.set(shard, { position: null, count: 0 })
  }

  /**
   * Counts the trouble that an event met. The worker took its shard in between, so the database works: time after time it is the
   * event or its handler, such as a statement that ends the connection, or another database that is down.
   */
  isRepeated(shard: number, position: number): boolean {
    const last = this.#ofShards.get(shard)
    const count = last?.position === position ? last.count + 1 : 1
    this.#ofShards.set(shard, { position, count })
    return count >= mostTroubles
  }

  /** The shard's events were worked on without trouble. */
  clear(shard: number): void {
    this.#ofShards.delete(shard)
  }
}
