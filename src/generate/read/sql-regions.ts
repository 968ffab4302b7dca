/** The kinds of text that PostgreSQL's lexer tells apart. Only `code` can contain a parameter. */
export type SqlRegionKind =
  'code' | 'string' | 'quoted-name' | 'line-comment' | 'block-comment' | 'dollar-string'

/** A stretch of SQL, from `start` up to but not including `end`. */
export interface SqlRegion {
  readonly kind: SqlRegionKind
  readonly start: number
  readonly end: number
}

interface Opening {
  readonly kind: Exclude<SqlRegionKind, 'code'>
  readonly start: number
  readonly end: number
}

// The order matters: a dollar quote cannot begin within a name, and an E-string has backslash escapes.
const opening = /(?<escape>\b[eE]')|'|"|--|\/\*|(?<![\w$])(?<dollar>\$(?:[A-Za-z_]\w*)?\$)/g

/**
 * Divides SQL as PostgreSQL's lexer does, nested comments included.
 *
 * pgtyped's lexer silently differs from the server's in places: a parameter in a quoted name, a backslash before a
 * quote, `(-- …`. Its result is checked against this one.
 */
export function sqlRegions(text: string): SqlRegion[] {
  const regions: SqlRegion[] = []
  let position = 0
  while (position < text.length) {
    const next = nextOpening(text, position)
    const codeEnd = next?.start ?? text.length
    if (codeEnd > position) regions.push({ kind: 'code', start: position, end: codeEnd })
    if (next === null) break
    regions.push(next)
    position = next.end
  }
  return regions
}

/** Returns the region at an offset; null beyond the text. */
export function regionAt(regions: readonly SqlRegion[], offset: number): SqlRegion | null {
  return regions.find((region) => region.start <= offset && offset < region.end) ?? null
}

/** `operator(pg_catalog.@>)`, behind which an operand stands. */
const qualifiedOperator =
  /(?<![\w$])operator\s*\(\s*(?:(?:[^\s()".]+|"(?:[^"]|"")*")\s*\.\s*)*[-+*/<>=~!@#%^&|`?]+\s*\)$/i

/**
 * Finds the colons in code that belong to SQL itself: those of `json_object('key': value)` and of a slice, `tags[1:n]`. They
 * stand behind an operand, where no parameter can.
 */
export function operandColons(text: string, regions: readonly SqlRegion[]): number[] {
  return regions.flatMap(({ kind, start, end }, index) => {
    if (kind !== 'code') return []
    const code = text.slice(start, end)
    return Array.from(code.matchAll(/(?<!:):(?![:=])/g), (match) => match.index)
      .filter((offset) => {
        const before = code.slice(0, offset).trimEnd()
        const last = before.at(-1)
        // A word before it may be a keyword: `limit :n` is a parameter, `json_object(key : value)` is none.
        if (last !== undefined && /[\w$]/.test(last)) {
          return /(?:^|[^\w$])\d[\d_.]*$/.test(before) || !/[A-Za-z_]/.test(code[offset + 1] ?? '')
        }
        if (last === ')') return !qualifiedOperator.test(text.slice(0, start + before.length))
        if (last !== undefined) return last === ']'
        const previous = regions[index - 1]?.kind
        return previous === 'string' || previous === 'quoted-name' || previous === 'dollar-string'
      })
      .map((offset) => start + offset)
  })
}

function nextOpening(text: string, from: number): Opening | null {
  opening.lastIndex = from
  const match = opening.exec(text)
  if (match === null) return null
  const start = match.index
  const inside = start + match[0].length
  if (match.groups?.['dollar'] !== undefined) {
    const close = text.indexOf(match[0], inside)
    return { kind: 'dollar-string', start, end: close < 0 ? text.length : close + match[0].length }
  }
  if (match.groups?.['escape'] !== undefined)
    return { kind: 'string', start, end: quotedEnd(text, inside, "'", true) }
  switch (match[0]) {
    case '--': {
      const newline = text.indexOf('\n', inside)
      return { kind: 'line-comment', start, end: newline < 0 ? text.length : newline }
    }
    case '/*':
      return { kind: 'block-comment', start, end: blockCommentEnd(text, inside) }
    case '"':
      return { kind: 'quoted-name', start, end: quotedEnd(text, inside, '"', false) }
    default:
      return { kind: 'string', start, end: quotedEnd(text, inside, "'", false) }
  }
}

function quotedEnd(text: string, from: number, quote: string, backslashEscapes: boolean): number {
  for (let position = from; position < text.length; position++) {
    const character = text[position]
    if (backslashEscapes && character === '\\') position++
    else if (character === quote) {
      if (text[position + 1] !== quote) return position + 1
      position++
    }
  }
  return text.length
}

function blockCommentEnd(text: string, from: number): number {
  let depth = 1
  for (let position = from; position < text.length; position++) {
    const pair = text.slice(position, position + 2)
    if (pair === '/*') depth++
    else if (pair === '*/') depth--
    else continue
    position++
    if (depth === 0) return position + 1
  }
  return text.length
}
