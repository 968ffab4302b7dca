const codes = { red: 31, green: 32, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const

/**
 * Colours text for a terminal that shows colours, unless NO_COLOR is set (https://no-color.org).
 *
 * Node's `styleText` always looks at standard output, wherever the text goes, and differs between versions.
 */
export function paint(
  style: keyof typeof codes,
  text: string,
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean },
): string {
  const wanted = stream.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb'
  return wanted && text !== '' ? `\u001B[${codes[style]}m${text}\u001B[0m` : text
}
