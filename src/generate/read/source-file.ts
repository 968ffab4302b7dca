/** A place in a file, counted from 1 as in editors. Columns are counted in UTF-16 units. */
export interface SourcePosition {
  readonly line: number
  readonly column: number
}

/** Replaces line ends with `\n` and a byte order mark with a space. pgtyped can read neither. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, ' ')
}

/** Decodes bytes as UTF-8, and finds the offset in the text from which they are not UTF-8. */
function decodeUtf8(bytes: Uint8Array): { readonly text: string; readonly end: number | null } {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  for (let end = text.indexOf('\uFFFD'); end !== -1; end = text.indexOf('\uFFFD', end + 1)) {
    // The file may contain this character itself. Up to the first invalid byte, the text has the file's own bytes.
    const at = Buffer.byteLength(text.slice(0, end))
    if (!Buffer.from('\uFFFD').equals(bytes.subarray(at, at + 3))) return { text, end }
  }
  return { text, end: null }
}

/** A file of SQL, with the lines and columns of its offsets. */
export class SourceFile {
  /** The name within its folder, such as `products.sql`. */
  readonly name: string
  /** The path that messages show. */
  readonly path: string
  readonly text: string
  /** The offset from which the file is not UTF-8; null if all of it is. */
  readonly undecodableAt: number | null
  readonly #lineStarts: readonly number[]

  /** @param content - Bytes are decoded as UTF-8. */
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

  /** Returns the offset of a line and a column. */
  offsetAt({ line, column }: SourcePosition): number {
    return Math.min((this.#lineStarts[line - 1] ?? this.text.length) + column - 1, this.text.length)
  }

  /** Returns the text of a line, counted from 1, without its line end. */
  lineText(line: number): string {
    const start = this.#lineStarts[line - 1] ?? this.text.length
    const end = (this.#lineStarts[line] ?? this.text.length + 1) - 1
    return this.text.slice(start, end)
  }
}
