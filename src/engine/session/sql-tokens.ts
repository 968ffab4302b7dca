/**
 * A piece of SQL: a word in lower case, a quoted name, a character of punctuation, or a literal.
 *
 * The text of a literal is empty: what it says is data. So is that of a name that is written with escapes (`U&"…"`).
 */
export interface SqlToken {
  readonly kind: 'word' | 'quoted' | 'literal' | 'other'
  readonly text: string
}

const space = /\s*/y
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y
const number = /\$?\d[\w.]*/y
const line = /[^\n]*/y
const plainString = /[^']*(?:''[^']*)*'?/y
const escapedString = /[^'\\]*(?:(?:\\[^]|'')[^'\\]*)*'?/y
const quotedName = /[^"]*(?:""[^"]*)*"?/y
const dollarQuote = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y
const commentBracket = /\/\*|\*\//g

/** The end of what a pattern takes from `start` on; `start` if it takes nothing. */
function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start
  return pattern.test(text) ? pattern.lastIndex : start
}

/** Returns the end of the block comment that begins at `start`; they nest. */
function commentEnd(text: string, start: number): number {
  commentBracket.lastIndex = start
  let depth = 0
  for (let match = commentBracket.exec(text); match !== null; match = commentBracket.exec(text)) {
    depth += match[0] === '/*' ? 1 : -1
    if (depth === 0) return commentBracket.lastIndex
  }
  return text.length
}

const literal: SqlToken = { kind: 'literal', text: '' }

/**
 * Takes a text apart the way PostgreSQL does with `standard_conforming_strings` on. Comments and white space are left out.
 */
export function sqlTokens(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = []
  for (let at = endOf(space, text, 0); at < text.length; at = endOf(space, text, at)) {
    const start = at
    const wordEnd = endOf(word, text, at)
    const name = text.slice(start, wordEnd).toLowerCase()
    const next = text.charAt(wordEnd)
    if (next === "'" && /^[ebxn]?$/.test(name)) {
      at = endOf(name === 'e' ? escapedString : plainString, text, wordEnd + 1)
      tokens.push(literal)
    } else if (name === 'u' && next === '&' && /["']/.test(text.charAt(wordEnd + 1))) {
      const isName = text.charAt(wordEnd + 1) === '"'
      at = endOf(isName ? quotedName : plainString, text, wordEnd + 2)
      tokens.push(isName ? { kind: 'quoted', text: '' } : literal)
    } else if (wordEnd > at) {
      at = wordEnd
      tokens.push({ kind: 'word', text: name })
    } else if (text.startsWith('--', at)) at = endOf(line, text, at)
    else if (text.startsWith('/*', at)) at = commentEnd(text, at)
    else if (next === '"') {
      at = endOf(quotedName, text, at + 1)
      tokens.push({ kind: 'quoted', text: text.slice(start + 1, at - 1).replaceAll('""', '"') })
    } else {
      at = afterLiteral(text, at)
      if (at > start) tokens.push(literal)
      else tokens.push({ kind: 'other', text: text.charAt(at++) })
    }
  }
  return tokens
}

/** The end of a number, a placeholder or a dollar-quoted string at `start`; `start` if there is none. */
function afterLiteral(text: string, start: number): number {
  const opened = endOf(dollarQuote, text, start)
  if (opened === start) return endOf(number, text, start)
  const end = text.indexOf(text.slice(start, opened), opened)
  return end === -1 ? text.length : end + opened - start
}
