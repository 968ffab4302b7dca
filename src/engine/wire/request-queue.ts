import type { Request } from './request.js'

/** Requests that wait for their answers, oldest first: those that are on their way, then those that are not yet. */
export class RequestQueue {
  /** The answers before `#head` have come, and nothing is there any more. */
  #requests: (Request | undefined)[] = []
  #head = 0
  /** How many of `#requests` are on their way. */
  #sent = 0

  get length(): number {
    return this.#requests.length - this.#head
  }

  /** The one that is answered next. */
  get first(): Request | undefined {
    return this.#requests[this.#head]
  }

  /** True if one is on its way. */
  get hasSent(): boolean {
    return this.#sent > this.#head
  }

  /** Those behind the one that is answered next, oldest first. */
  *behind(): Iterable<Request> {
    for (const request of this.#requests.slice(this.#head + 1)) if (request !== undefined) yield request
  }

  push(request: Request): void {
    this.#requests.push(request)
  }

  /** Notes that all of them are on their way. */
  markSent(): void {
    for (let index = this.#sent; index < this.#requests.length; index++) {
      const request = this.#requests[index]
      if (request !== undefined) request.isSent = true
    }
    this.#sent = this.#requests.length
  }

  /** Takes the one whose answer has come. */
  shift(): Request | undefined {
    if (this.length === 0) return undefined
    const request = this.#requests[this.#head]
    // On a lane that is never idle its rows would stay with it for as long as it stands here.
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

  /** Takes all of them. */
  clear(): readonly (Request | undefined)[] {
    const left = this.#requests.slice(this.#head)
    this.#requests = []
    this.#head = this.#sent = 0
    return left
  }
}
