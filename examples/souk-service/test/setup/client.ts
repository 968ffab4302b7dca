import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'

/** An answer of the service. */
export interface Answer<Body> {
  readonly status: number
  readonly body: Body
}

/** Somebody who uses the service: a session, its access token, and its refresh token, as a browser would keep it. */
export class Client {
  readonly url: string
  userId = ''
  accessToken = ''
  refreshToken = ''

  constructor(url: string) {
    this.url = url
  }

  /** Registers somebody new. */
  static async register(url: string, username: string, fields: object = {}): Promise<Client> {
    const client = new Client(url)
    const email = `${username}@example.com`
    await client.signIn('/auth/register', { email, password: 'correct horse', username, ...fields }, 201)
    return client
  }

  async signIn(path: string, fields: object, expected = 200): Promise<void> {
    const { userId, accessToken } = await this.expect<{ userId: string; accessToken: string }>(
      expected,
      'POST',
      path,
      fields,
    )
    Object.assign(this, { userId, accessToken })
  }

  /** The same person, at another instance. */
  at(url: string): Client {
    return Object.assign(new Client(url), {
      userId: this.userId,
      accessToken: this.accessToken,
      refreshToken: this.refreshToken,
    })
  }

  async ask<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.accessToken !== '' && { authorization: `Bearer ${this.accessToken}` }),
        ...(this.refreshToken !== '' &&
          path.startsWith('/auth') && { cookie: `souk_refresh=${this.refreshToken}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, token] = /^souk_refresh=([^;]*)/.exec(cookie) ?? []
      if (token !== undefined) this.refreshToken = token
    }
    const text = await response.text()
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Body }
  }

  /** Asks, and fails unless the answer has a status. */
  async expect<Body = Record<string, unknown>>(
    status: number,
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Body> {
    const answer = await this.ask<Body>(method, path, body, headers)
    assert.equal(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  /** Asks for what has to be done once, under a key. */
  once<Body = Record<string, unknown>>(
    status: number,
    path: string,
    body: object,
    key: string = randomUUID(),
  ) {
    return this.expect<Body>(status, 'POST', path, body, { 'idempotency-key': key })
  }
}

/** Waits until something is true. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
