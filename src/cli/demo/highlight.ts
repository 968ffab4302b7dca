import { paint } from '../paint.js'

const tokens =
  /(?<comment>\/\/.*)|(?<text>'[^']*')|(?<word>\b(?:async|await|catch|const|if|instanceof|new|null|return|throw|try)\b)|(?<number>\b\d[\d_.]*\b)/g

const styles = { comment: 'dim', text: 'green', word: 'cyan', number: 'yellow' } as const

/** Colours TypeScript if the stream shows colours. It knows a few kinds of token, which is enough to read by. */
export function highlight(code: string, stream: NodeJS.WriteStream): string {
  return code.replaceAll(tokens, (...match) => {
    const groups = match.at(-1) as Partial<Record<keyof typeof styles, string>>
    const [text] = match
    const style = (['comment', 'text', 'word', 'number'] as const).find((kind) => groups[kind] !== undefined)
    return style === undefined ? text : paint(styles[style], text, stream)
  })
}
