import { propertyName } from '../identifiers.js'
import { shownComment } from '../schema/comment-tags.js'
import type { TypedColumn } from '../type/typed-query.js'
import { docComment } from './doc-comment.js'

/** Writes columns as the members of an interface, each with its comment in the schema. */
export function emitMembers(columns: readonly TypedColumn[]): string {
  return columns
    .map(({ property, type: { text }, nullable, source }) => {
      const comment = shownComment(source?.comment ?? null)
      const doc = comment === null ? '' : docComment(comment.split('\n'), '  ')
      return `${doc}  readonly ${propertyName(property)}: ${text}${nullable ? ' | null' : ''}\n`
    })
    .join('')
}
