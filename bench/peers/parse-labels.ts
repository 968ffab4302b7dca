/** Reads the text of an array of an enum, whose labels need no quotes. */
export function parseLabels(text: string): readonly string[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',')
}
