/** Questions to the server of the page, of which only the newest of each kind counts. */

const running = new Map()

/**
 * Asks a question.
 *
 * @returns The answer; null if a newer question of this kind has taken its place.
 */
export async function ask(kind, name, parameters) {
  running.get(kind)?.abort()
  const controller = new AbortController()
  running.set(kind, controller)
  try {
    const response = await fetch(`/api/${name}?${new URLSearchParams(parameters)}`, {
      signal: controller.signal,
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.error)
    return answer
  } catch (error) {
    if (controller.signal.aborted) return null
    throw error
  }
}
