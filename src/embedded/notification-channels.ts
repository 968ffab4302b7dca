/** A statement LISTEN or UNLISTEN, wherever it stands in a text. */
const statement = /(?:^|;)\s*(un)?listen\s+(\*|"(?:[^"]|"")+"|[\w$\u0080-\uffff]+)/gi

interface Change {
  readonly listens: boolean
  /** `*` for all. */
  readonly channel: string
}

/**
 * The channels that one connection listens on.
 *
 * The one session listens on the channels of all connections, so the bridge has to know whom a notification is for.
 * As on a server, a change counts when its transaction is committed.
 */
export class NotificationChannels {
  readonly #channels = new Set<string>()
  #changes: Change[] = []

  has(channel: string): boolean {
    return this.#channels.has(channel)
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#channels.values()
  }

  /** Takes note of statements that were executed. */
  note(text: string): void {
    for (const [, un, name] of text.matchAll(statement)) {
      this.#changes.push({ listens: un === undefined, channel: channelName(name ?? '') })
    }
  }

  /** @returns what the session may no longer listen on, although others do: some channels, or all. */
  commit(): readonly string[] | 'all' {
    const changes = this.#changes
    const left: string[] = []
    this.#changes = []
    for (const { listens, channel } of changes) {
      if (listens) this.#channels.add(channel)
      else if (channel === '*') this.#channels.clear()
      else {
        this.#channels.delete(channel)
        left.push(channel)
      }
    }
    return changes.some(({ listens, channel }) => !listens && channel === '*') ? 'all' : left
  }

  rollBack(): void {
    this.#changes = []
  }
}

/** A name as PostgreSQL understands it: in lower case, unless it is quoted. */
function channelName(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()
}
