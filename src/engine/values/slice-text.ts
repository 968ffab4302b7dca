interface SlicingBuffer {
  utf8Slice?(start: number, end: number): string
  latin1Slice?(start: number, end: number): string
}

const slicing = Buffer.prototype as SlicingBuffer

/** True if buffers have the methods behind `toString`, as in Node. They skip the parsing of the encoding's name. */
export const canSlice = slicing.utf8Slice !== undefined && slicing.latin1Slice !== undefined

/** Reads UTF-8. */
export function sliceUtf8(bytes: Buffer, start: number, end: number): string {
  return (bytes as SlicingBuffer).utf8Slice?.(start, end) ?? bytes.toString('utf8', start, end)
}

/** Reads text that is known to be ASCII, which is faster. */
export function sliceAscii(bytes: Buffer, start: number, end: number): string {
  return (bytes as SlicingBuffer).latin1Slice?.(start, end) ?? bytes.toString('latin1', start, end)
}

/** Recently read short ASCII texts, each at the hash of its bytes. */
const recent = new Array<string>(256).fill('')

/**
 * Reads a short UTF-8 text, such as a category or a currency, of which the same few occur repeatedly. To compare the
 * bytes with the last string at their hash is many times faster than to create it again.
 */
export function shortText(bytes: Buffer, start: number, end: number): string {
  const length = end - start
  let place = length
  for (let at = start; at < end; at++) place = (place * 31 + (bytes[at] ?? 0)) | 0
  place = (place ^ (place >>> 8)) & 255
  const last = recent[place] ?? ''
  if (last.length === length) {
    let at = 0
    while (at < length && last.charCodeAt(at) === bytes[start + at]) at++
    if (at === length) return last
  }
  const text = sliceUtf8(bytes, start, end)
  // Only an ASCII string is as long as its bytes. The characters of another, `Ø³`, may equal the bytes of a third, `س`.
  if (text.length === length) recent[place] = text
  return text
}
