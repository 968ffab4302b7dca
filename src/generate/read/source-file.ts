/** A place in a file, counted from 1 as editors do (columns in UTF-16 units). */
export interface SourcePosition {
  readonly line: number
  readonly column: number
}

/** Line ends become `\n` and a byte order mark a space, as pgtyped cannot read either. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, ' ')
}

/** Reads bytes as UTF-8, and tells where in the text they stop to be that. */
function decodeUtf8(bytes: Uint8Array): { readonly text: string; readonly end: number | null } {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  for (let end = text.indexOf('\uFFFD'); end !== -1; end = text.indexOf('\uFFFD', end + 1)) {
    // It may be what the file says; up to the first that is not, the text has the file's own bytes.
    const at = Buffer.byteLength(text.slice(0, end))
    if (!Buffer.from('\uFFFD').equals(bytes.subarray(at, at + 3))) return { text, end }
  }
  return { text, end: null }
}

/** A file of queries, and where things stand in it. */
export class SourceFile {
  /** The name inside its folder, such as `products.sql`. */
  readonly name: string
  /** The path to show and to open. */
  readonly path: string
  readonly text: string
  /** Where it stops to be UTF-8; null if it does not. */
  readonly undecodableAt: number | null
  readonly #lineStarts: readonly number[]

  /** @param content - Bytes are read as UTF-8. */
  constructor(name: string, path: string, content: string | Uint8Array) {
    this.name = name
    this.path = path
    const decoded = typeof content === 'string' ? { text: content, end: null } : decodeUtf8(content)
    this.text = plain(decoded.text)
    this.undecodableAt = decoded.end === null ? null : plain(decoded.text.slice(0, decoded.end)).length
    this.#lineStarts = [0, ...Array.from(this.text.matchAll(/\n/g), ({ index }) => index + 1)]
  }

  positionAt(offset: number): SourcePosition {
    const bounded = Math.min(Math.max(offset, 0), this.text.length)
    let low = 0
    let high = this.#lineStarts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#lineStarts[middle] ?? 0) <= bounded) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: bounded - (this.#lineStarts[low] ?? 0) + 1 }
  }

  /** The offset of a line and a column that are counted from 1. */
  offsetAt({ line, column }: SourcePosition): number {
    return Math.min((this.#lineStarts[line - 1] ?? this.text.length) + column - 1, this.text.length)
  }

  /** The text of a line that is counted from 1, without its end. */
  lineText(line: number): string {
    const start = this.#lineStarts[line - 1] ?? this.text.length
    const end = (this.#lineStarts[line] ?? this.text.length + 1) - 1
    return this.text.slice(start, end)
  }
}
