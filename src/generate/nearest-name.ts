import { distance } from 'fastest-levenshtein'

/** Finds the name that is closest to a misspelt one; null if none is close enough to be meant. */
export function nearestName(misspelt: string, names: Iterable<string>): string | null {
  let nearest: string | null = null
  // A name with more than a third of its letters wrong is a different word.
  let fewest = Math.ceil(misspelt.length / 3) + 1
  for (const name of names) {
    const edits = distance(misspelt.toLowerCase(), name)
    if (edits < fewest || (edits === fewest && nearest !== null && name < nearest)) {
      nearest = name
      fewest = edits
    }
  }
  return nearest
}
