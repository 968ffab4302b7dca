/** Decodes the text of a value that is not null. */
export type Decoder = (text: string) => unknown

/** Decodes the value between two offsets of a message, without making a string of it first. */
export type ByteDecoder = (bytes: Buffer, start: number, end: number) => unknown

/** The decoders of a type. All of them return the same value. */
export interface TypeReader {
  /** Decodes the text form; null where the text is the value. */
  readonly fromText: Decoder | null
  /** Decodes the bytes of the text form, which is faster than `fromText`. */
  readonly fromBytes?: ByteDecoder | undefined
  /** Decodes the binary form. Present only where asking the server for it is worth it. */
  readonly fromBinary?: ByteDecoder | undefined
}
