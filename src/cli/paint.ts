const codes = { red: 31, green: 32, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const

let isRefused = false

/** Refuses colours, as `--no-color` asks. */
export function refuseColours(): void {
  isRefused = true
}

/**
 * Colours text for a terminal that shows colours. `--no-color` wins over FORCE_COLOR, as in Node (`0` and `false` mean none),
 * and that over NO_COLOR (https://no-color.org).
 *
 * Node's `styleText` always looks at standard output, wherever the text goes, and differs between versions.
 */
export function paint(
  style: keyof typeof codes,
  text: string,
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean },
): string {
  return text !== '' && showsColours(stream) ? `\u001B[${codes[style]}m${text}\u001B[0m` : text
}

function showsColours(stream: { readonly isTTY?: boolean }): boolean {
  if (isRefused) return false
  const forced = process.env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return stream.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb'
}
