/**
 * Writes a doc comment. A single line stays on the line of the delimiters.
 *
 * @param indent - The spaces before each line.
 */
export function docComment(lines: readonly string[], indent = ''): string {
  const safe = lines.map((line) => line.replaceAll('*/', '*\\/').trimEnd())
  const [only] = safe
  if (safe.length === 1 && only !== undefined) return `${indent}/** ${only} */\n`
  return `${indent}/**\n${safe.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`).join('')}${indent} */\n`
}
