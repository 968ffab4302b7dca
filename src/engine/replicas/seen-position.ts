import { formatToken, later, parseToken, type Position, type Shown } from './position.js'

/** The position in the log that one session has seen: a server that it reads from must have as much. */
export class SeenPosition {
  #position: Position | null = null
  #shown: Shown | null = null
  /** The number of writes whose position was not learned, and how many of them are behind a position learned since. */
  #losses = 0
  #settled = 0

  /** True if no read may go behind an earlier one; false if only what was written must be seen. */
  readonly tracksReads: boolean

  readonly #parent: SeenPosition | undefined

  /**
   * @param parent - the database of a session, which sees what its sessions have written.
   * @throws `InvalidInputError` naming `token`.
   */
  constructor(tracksReads: boolean, token = '', parent?: SeenPosition) {
    this.tracksReads = tracksReads
    this.#parent = parent
    const { position, shown } = parseToken(token)
    if (position === 'unknown') this.#losses++
    else this.#position = position
    this.#shown = shown
  }

  /** The position that a server must have; null if any will do. */
  get position(): Position | null {
    return this.#position
  }

  /** The end of what a standby has shown to it, and the primary is not known to show; null if there is none. */
  get shown(): Shown | null {
    return this.#shown
  }

  /** True if something was written whose position is not known: only the primary surely has it. */
  get isUnknown(): boolean {
    return this.#losses > this.#settled
  }

  get token(): string {
    return formatToken({ position: this.isUnknown ? 'unknown' : this.#position, shown: this.#shown })
  }

  /** The number of losses so far, to be remembered when a statement begins. */
  get losses(): number {
    return this.#losses
  }

  /**
   * Learns the position behind a statement.
   *
   * @param settled - the number of losses when it began, if it ran on a primary: the position is behind these.
   * @param isWrite - true if it may have written.
   */
  note(position: Position, settled: number, isWrite: boolean): void {
    this.#position = later(this.#position, position)
    this.#settled = Math.max(this.#settled, settled)
    if (isWrite) this.#parent?.note(position, 0, true)
  }

  /** Learns the end of what a standby has shown. */
  noteShown({ timeline, xid }: Shown): void {
    const before = this.#shown
    const isFurther =
      before === null || (timeline === before.timeline ? xid >= before.xid : timeline > before.timeline)
    // A new one also where the end is the same: more has ended before it, and a wait that has begun does not cover that.
    if (isFurther) this.#shown = { timeline, xid }
  }

  /** Learns that the primary shows what a standby had shown until then. */
  settle(shown: Shown): void {
    if (this.#shown === shown) this.#shown = null
  }

  /** Learns that something may have been written, or was read, whose position could not be asked for. */
  lose(isWrite: boolean): void {
    this.#losses++
    if (isWrite) this.#parent?.lose(true)
  }

  /** Takes the place of a position that no server has, or can be compared with. */
  replace(wrong: Position, position: Position): void {
    if (this.#position === wrong) this.#position = position
  }
}
