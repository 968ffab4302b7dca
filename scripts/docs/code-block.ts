import type { SourceFile } from '../../src/generate/read/source-file.js'

/** A fenced block of code, in a page of documentation or in a doc comment. */
export interface CodeBlock {
  readonly file: SourceFile
  /** `ts`, `sql`, …, as the fence names it. */
  readonly language: string
  /** The words after the language, such as `partial`. */
  readonly words: string
  readonly text: string
  /** The offset in the file of each of the block's lines. */
  readonly lineOffsets: readonly number[]
}

/** The blocks that a fence opens and closes. A line may have a prefix, as the lines of a doc comment do. */
const fenced = /^([ \t]*(?:\*[ \t])?)```(\w+)[ \t]*(.*)\n([^]*?)^[ \t]*(?:\*[ \t])?```[ \t]*$/gm

/** Reads the code blocks of a file: a Markdown page, or a module with doc comments. */
export function codeBlocks(file: SourceFile): readonly CodeBlock[] {
  return Array.from(file.text.matchAll(fenced), (match) => {
    const [whole, prefix = '', language = '', words = '', content = ''] = match
    const lines = content.split('\n').slice(0, -1)
    const bare = prefix.trimEnd()
    const begin = match.index + whole.indexOf('\n') + 1
    const lineOffsets: number[] = []
    let offset = begin
    const text = lines.map((line) => {
      const removed = line.startsWith(prefix) ? prefix.length : line.startsWith(bare) ? bare.length : 0
      lineOffsets.push(offset + removed)
      offset += line.length + 1
      return line.slice(removed)
    })
    return { file, language, words: words.trim(), text: text.join('\n'), lineOffsets }
  })
}

/** The offset in the file of a place in a block. */
export function offsetInFile({ text, lineOffsets }: CodeBlock, offset: number): number {
  const before = text.slice(0, offset)
  const line = before.split('\n').length - 1
  return (lineOffsets[line] ?? 0) + offset - (before.lastIndexOf('\n') + 1)
}
