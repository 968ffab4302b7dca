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
