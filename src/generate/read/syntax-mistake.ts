import type { GenerationMistake } from '../../errors.js'
import type { Annotation } from './annotation.js'
import { mistakeAt, type MistakeDetails } from './mistake.js'
import type { ParsedQuery } from './parsed-query.js'
import type { PgtypedParseError } from './pgtyped-parse.js'
import type { SourceFile } from './source-file.js'
import { regionAt, sqlRegions } from './sql-regions.js'

/** The part of a file with one query. */
export interface Segment {
  readonly start: number
  readonly end: number
  readonly annotation: Annotation
}

/** Explains an error of pgtyped's parser in a part of a file. */
export function syntaxMistake(
  file: SourceFile,
  segment: Segment,
  error: PgtypedParseError,
): GenerationMistake {
  const query = segment.annotation.name
  if (!/^[A-Za-z_]\w*$/.test(query)) {
    return mistakeAt(file, segment.annotation.nameOffset, {
      rule: 'name',
      message: `"${query}" cannot name a query`,
      hint: 'a name is made of letters, digits and _, and does not begin with a digit',
    })
  }
  const text = file.text.slice(segment.start, segment.end)
  const backslash = stringEndingInBackslash(text)
  if (backslash !== null && backslash <= error.offset) {
    return mistakeAt(file, segment.start + backslash, {
      rule: 'syntax',
      message: "pgtyped takes the \\' at the end of this string for a quote within it",
      hint: 'write the last backslash as || chr(92)',
      query,
    })
  }
  const atEnd = text.slice(error.offset).trim() === ''
  if (!atEnd) {
    return mistakeAt(file, segment.start + error.offset, {
      query,
      ...explain(text.slice(error.offset), error),
    })
  }
  const end = lastCode(text)
  if (text[end] !== ';') {
    return mistakeAt(file, segment.start + end, {
      rule: 'syntax',
      message: 'the statement does not end with ;',
      query,
    })
  }
  const rest = end + 1 + text.slice(end + 1).search(/\S|$/)
  return mistakeAt(file, segment.start + rest, {
    rule: 'syntax',
    message: 'nothing may stand behind the last query',
    hint: 'put the comment above the first @name',
    query,
  })
}

/** Explains an error in terms of SQL where the text shows its cause. pgtyped's messages are about its grammar. */
function explain(rest: string, { message }: PgtypedParseError): MistakeDetails {
  if (rest.startsWith('--')) {
    return {
      rule: 'syntax',
      message: 'a -- comment outside a statement',
      hint: 'put it under the @name it speaks of, or make it a /* */ block above the first @name',
    }
  }
  if (/^\/\*\S/.test(rest)) {
    return {
      rule: 'syntax',
      message: `pgtyped does not read ${rest.slice(0, 3)} as the start of a comment`,
      hint: 'put a space after /*',
    }
  }
  if (/^(?:with|select|insert|update|delete|merge|values)\b/i.test(rest)) {
    return {
      rule: 'syntax',
      message: 'a statement without a name',
      hint: 'put /* @name … */ above it; a query is one statement',
    }
  }
  if (/^[^\x00-\x7F]/.test(rest)) {
    return {
      rule: 'syntax',
      message: 'pgtyped reads letters outside ASCII in quotes and comments only',
      hint: 'put the name in double quotes',
    }
  }
  return { rule: 'syntax', message: `pgtyped cannot parse this: ${message}` }
}

function stringEndingInBackslash(text: string): number | null {
  const region = sqlRegions(text).find(
    ({ kind, start, end }) => kind === 'string' && text.slice(start, end).endsWith("\\'"),
  )
  return region?.start ?? null
}

/** The offset of the last character that is neither comment nor space. */
function lastCode(text: string): number {
  const regions = sqlRegions(text)
  for (let offset = text.length - 1; offset >= 0; offset--) {
    const kind = regionAt(regions, offset)?.kind
    if (kind !== 'line-comment' && kind !== 'block-comment' && /\S/.test(text[offset] ?? ' ')) return offset
  }
  return 0
}

/** Reports a name without a statement. */
export function emptyStatement({ file, nameOffset, name }: ParsedQuery): GenerationMistake {
  return mistakeAt(file, nameOffset, {
    rule: 'syntax',
    message: `there is no statement under ${name}`,
    query: name,
  })
}

/** Reports a file without a query. */
export function withoutQueries(file: SourceFile): GenerationMistake {
  return mistakeAt(file, 0, {
    rule: 'file',
    message: 'there is no query in this file',
    hint: 'a query is /* @name listThings */ and one statement that ends with ;',
  })
}
