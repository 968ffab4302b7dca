/** The session of a page: who is signed in, and requests in their name. The access token lives in this variable alone. */
let session = null
let refreshing = null
let goodUntil = 0

export class Problem extends Error {
  constructor({ detail, status, code, rule }) {
    super(detail)
    Object.assign(this, { status, code, rule })
  }
}

/** Asks the service. A token that is about to end is renewed first. */
export async function ask(method, path, body, headers = {}) {
  if (session !== null && Date.now() > goodUntil) await refresh()
  const response = await fetch(path, {
    method,
    headers: {
      ...(session !== null && { authorization: `Bearer ${session.accessToken}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Problem(await problemOf(response))
  return response.status === 204 ? null : await response.json()
}

/** A proxy in front may answer with a page of its own. */
async function problemOf(response) {
  const { status } = response
  return { detail: response.statusText, ...(await response.json().catch(() => ({}))), status }
}

/** Asks for what must be done once: the key stays the same however often the request must be sent. */
export function askOnce(method, path, body) {
  const key = crypto.randomUUID()
  return insist(() => ask(method, path, body, { 'idempotency-key': key }))
}

/** Sends a request that is safe to repeat until it is answered: the network may fail, and an instance may be stopped. */
export async function insist(attempt) {
  for (let pauseMs = 200; ; pauseMs *= 2) {
    try {
      return await attempt()
    } catch (error) {
      const mayRepeat = !(error instanceof Problem) || error.status >= 502
      if (!mayRepeat || pauseMs > 5_000) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

/** Returns the session of this browser, as its cookie says, or null. Tabs and calls at once share one refresh. */
export function refresh() {
  refreshing ??= fetch('/auth/refresh', { method: 'POST' })
    .then(async (response) => {
      // Anything else than a no, such as a service that starts anew, says nothing about the session.
      if (!response.ok && response.status !== 401) throw new Problem(await problemOf(response))
      return keep(response.ok ? await response.json() : null)
    })
    .finally(() => (refreshing = null))
  return refreshing
}

/**
 * Returns the session of this browser, or null. A service that starts anew is asked until it says yes or no: a page that took its
 * silence for a no would sign its user out.
 */
export async function resume(onState) {
  for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, 10_000)) {
    try {
      const resumed = await refresh()
      onState(true)
      return resumed
    } catch {
      onState(false)
      await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.5 + Math.random())))
    }
  }
}

export async function signIn(path, fields) {
  return keep(await ask('POST', path, fields))
}

export async function signOut() {
  await fetch('/auth/logout', { method: 'POST' })
  keep(null)
}

function keep(granted) {
  session = granted
  goodUntil = granted === null ? 0 : Date.now() + (granted.expiresInSeconds - 30) * 1_000
  return session
}

/**
 * Listens to what concerns the user. A connection that is lost is opened again, and goes on behind the last event: nothing is lost,
 * and nothing comes twice. It ends when the session has ended.
 */
export function listen({ onEvent, onState, onEnd }) {
  let position = null
  let isFirst = true
  let socket = null
  let pauseMs = 250
  async function connect() {
    try {
      // The socket's end is the token's: it comes back with a fresh one.
      await refresh()
    } catch {
      return again()
    }
    if (session === null) return onEnd()
    const opened = new WebSocket(`${location.origin.replace('http', 'ws')}/live`)
    socket = opened
    // The service gives a sign of life every 30 s. Without one the connection is lost, whatever it says itself.
    let watching = setTimeout(lose, 75_000)
    function lose() {
      opened.onclose = null
      opened.close()
      again()
    }
    opened.onopen = () =>
      opened.send(JSON.stringify({ type: 'hello', token: session.accessToken, after: position }))
    opened.onmessage = ({ data }) => {
      clearTimeout(watching)
      watching = setTimeout(lose, 75_000)
      const event = JSON.parse(data)
      pauseMs = 250
      if (event.type === 'alive') return
      if (event.position !== undefined) position = event.position
      if (event.type !== 'ready') return onEvent(event)
      onState(true)
      // Between what the page has read and where the events begin, something may have happened.
      if (isFirst) onEvent({ type: 'gap' })
      isFirst = false
    }
    opened.onclose = ({ code }) => {
      clearTimeout(watching)
      // The service does not know the position, as after a backup was restored.
      if (code === 4404) [position, isFirst] = [null, true]
      again()
    }
  }
  function again() {
    onState(false)
    setTimeout(() => void connect(), pauseMs * (0.5 + Math.random()))
    pauseMs = Math.min(pauseMs * 2, 10_000)
  }
  void connect()
  return { say: (said) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(said)) }
}

/** Makes an element. What users wrote goes in as text, and never as HTML. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children.filter((child) => child !== null))
  return element
}

export function shownTrouble(where, say) {
  return async (work) => {
    where.hidden = true
    try {
      return await work()
    } catch (error) {
      where.textContent = `${say('trouble')}: ${error.message}`
      where.hidden = false
      return undefined
    }
  }
}
