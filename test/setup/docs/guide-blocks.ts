/** A fenced block of a document, by what its first line says. */
export type GuideBlock =
  /** Commands, one a line. The last one may fail, or run until it is stopped. */
  | {
      readonly kind: 'commands'
      readonly lines: readonly string[]
      readonly ends: 'well' | 'fails' | 'until-stopped'
    }
  /** Lines that the commands before it print, in this order, among others. */
  | { readonly kind: 'output'; readonly lines: readonly string[] }
  /** A file that the reader writes, or with `is` one that is there. */
  | { readonly kind: 'file'; readonly path: string; readonly content: string; readonly isThere: boolean }

/**
 * Reads the blocks of a document: `sh`, `sh fails`, `sh until-stopped`, `text`, `sql some/file.sql`,
 * `sql is some/file.sql`.
 */
export function guideBlocks(document: string): readonly GuideBlock[] {
  return Array.from(
    document.matchAll(/^```(\w+) ?(.*)\n([^]*?)^```$/gm),
    ([, language, words = '', content = '']) => blockOf(language ?? '', words, content),
  )
}

function blockOf(language: string, words: string, content: string): GuideBlock {
  const lines = content.split('\n').filter((line) => line.trim() !== '')
  if (language === 'text') return { kind: 'output', lines }
  if (language === 'sh') {
    if (words === 'fails' || words === 'until-stopped') return { kind: 'commands', lines, ends: words }
    if (words === '') return { kind: 'commands', lines, ends: 'well' }
  }
  const [, is, path] = /^(is )?(\S+\.\w+)$/.exec(words) ?? []
  if (path === undefined) throw new Error(`a block that no test knows: ${language} ${words}`)
  return { kind: 'file', path, content, isThere: is !== undefined }
}
