import type { Request } from './request.js'

/** Requests without an answer, oldest first: those that were sent, then those that were not. */
export class RequestQueue {
  /** Entries before `#head` are answered and cleared. */
  #requests: (Request | undefined)[] = []
  #head = 0
  /** The number of entries of `#requests` that were sent. */
  #sent = 0

  get length(): number {
    return this.#requests.length - this.#head
  }

  /** The request that is answered next. */
  get first(): Request | undefined {
    return this.#requests[this.#head]
  }

  /** True if a request without an answer was sent. */
  get hasSent(): boolean {
    return this.#sent > this.#head
  }

  /** The requests behind the first one, oldest first. */
  *behind(): Iterable<Request> {
    for (const request of this.#requests.slice(this.#head + 1)) if (request !== undefined) yield request
  }

  push(request: Request): void {
    this.#requests.push(request)
  }

  /** Marks all requests as sent. */
  markSent(): void {
    for (let index = this.#sent; index < this.#requests.length; index++) {
      const request = this.#requests[index]
      if (request !== undefined) request.isSent = true
    }
    this.#sent = this.#requests.length
  }

  /** Removes the first request, whose answer has come. */
  shift(): Request | undefined {
    if (this.length === 0) return undefined
    const request = this.#requests[this.#head]
    // On a lane that is never idle, its rows would otherwise stay in memory.
    this.#requests[this.#head] = undefined
    if (++this.#head === this.#requests.length) {
      this.#requests.length = 0
      this.#head = this.#sent = 0
    } else if (this.#head > 256) {
      this.#requests = this.#requests.slice(this.#head)
      this.#sent -= this.#head
      this.#head = 0
    }
    return request
  }

  /** Removes and returns all requests. */
  clear(): readonly (Request | undefined)[] {
    const left = this.#requests.slice(this.#head)
    this.#requests = []
    this.#head = this.#sent = 0
    return left
  }
}
