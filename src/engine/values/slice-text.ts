interface SlicingBuffer {
  utf8Slice?(start: number, end: number): string
  latin1Slice?(start: number, end: number): string
}

const slicing = Buffer.prototype as SlicingBuffer

/** True where buffers have the methods behind `toString`, which skip its reading of the encoding's name: Node has. */
export const canSlice = slicing.utf8Slice !== undefined && slicing.latin1Slice !== undefined

/** Reads UTF-8. */
export function sliceUtf8(bytes: Buffer, start: number, end: number): string {
  return (bytes as SlicingBuffer).utf8Slice?.(start, end) ?? bytes.toString('utf8', start, end)
}

/** Reads text of which it is known that it is ASCII, which is quicker. */
export function sliceAscii(bytes: Buffer, start: number, end: number): string {
  return (bytes as SlicingBuffer).latin1Slice?.(start, end) ?? bytes.toString('latin1', start, end)
}

/** Short ASCII texts that were read of late, each in the place that its bytes give it. */
const recent = new Array<string>(256).fill('')

/**
 * Reads UTF-8 of a few bytes, such as a category or a currency, of which the same few come again and again: to
 * compare one with the string that was made of it last time takes a fraction of making it again.
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
  // Only of ASCII is a string as long as its bytes; of another, `Ø³`, the characters may be the bytes of a third, `س`.
  if (text.length === length) recent[place] = text
  return text
}
