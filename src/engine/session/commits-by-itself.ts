/** The first words of what is part of the transaction around it, as a whole or not at all. */
const transactional =
  /^(?:select|insert|update|delete|merge|values|with|table|explain|show|set|reset|lock|copy|truncate|comment|grant|revoke|create|alter|drop|import|security|listen|unlisten|notify)\b/i

/** Objects that are made, changed or dropped in steps, each of which is committed. */
const inSteps = /^(?:create|alter|drop)\b.*\b(?:concurrently|database|tablespace|subscription|system)\b/is

/** The beginning of a text: behind white space, comments and brackets. */
const opening = /^(?:\s|\(|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*/

/**
 * Reports whether a statement may commit while it runs, outside a transaction: CALL and DO run procedures that may,
 * VACUUM and `create index concurrently` work in steps. One that fails has then been done in part.
 *
 * A function cannot commit, so no query does. What is not known is taken for one that may.
 */
export function commitsByItself(text: string): boolean {
  const statement = text.replace(opening, '')
  return !transactional.test(statement) || inSteps.test(statement)
}
