import { identitySettings } from '../engine/session/identity.js'

/** The commands that a policy may be for. */
export type PolicyCommand = 'select' | 'insert' | 'update' | 'delete'

/** A policy: the rows that a command may meet, and for one that writes, the rows that it may leave. */
export interface Policy {
  readonly name: string
  readonly command: PolicyCommand
  /** The condition of the rows that are read, changed or deleted; undefined for an insert. */
  readonly using?: string
  /** The condition of the rows that are written; undefined for a select and a delete. */
  readonly check?: string
}

/** A table whose rows belong to some of the users. */
export interface PrivateTable {
  readonly name: string
  readonly policies: readonly Policy[]
}

const user = `current_setting('${identitySettings.userId}', true)`
// A setting that has been local once is '' afterwards, and not null. In a subselect it is asked once for a statement, and not for each row.
const me = `(select nullif(${user}, '')::uuid)`
// Asked only for rows that are not the user's: no subselect, which would cost each statement its start.
const isModerator = `current_setting('${identitySettings.role}', true) = 'moderator'`

/**
 * The condition that the acting user is one of the row's own, or that `otherwise` holds. As `in` it would be an OR, for which the planner
 * looks for indexes, and as `= any` it would make an array of each row. CASE hides from the planner how rare a user is among all: it
 * would take the rows that a list has found by its user for few, and read and sort them all. Of CASE it expects that every other row
 * fits.
 */
function isOneOf(columns: readonly string[], otherwise = 'false'): string {
  return `case ${me} ${columns.map((column) => `when ${column} then true`).join(' ')} else ${otherwise} end`
}

/**
 * The same, asked for each row: cheaper where one row is looked up by its id, or a few dozen are listed. As text the setting needs
 * no conversion. It is in lower case, as the text of a uuid is.
 */
function isOneOfFew(columns: readonly string[], otherwise = 'false'): string {
  return `case ${user} ${columns.map((column) => `when ${column}::text then true`).join(' ')} else ${otherwise} end`
}

const parties = ['buyer_id', 'seller_id']
const participants = ['sender_id', 'recipient_id']
const isParty = isOneOf(parties)
const isPartyOfFew = isOneOfFew(parties)
const isOwner = isOneOf(['user_id'])
const isSender = isOneOfFew(['sender_id'])

function reads(using: string): Policy {
  return { name: 'souk_reads', command: 'select', using }
}

function changes(condition: string): Policy {
  return { name: 'souk_changes', command: 'update', using: condition, check: condition }
}

function adds(check: string): Policy {
  return { name: 'souk_adds', command: 'insert', check }
}

function deletes(using: string): Policy {
  return { name: 'souk_deletes', command: 'delete', using }
}

/**
 * The tables that hold what is between some of the users, and who of them may do what. A policy takes index conditions away that
 * might leak, so there is none on what is public.
 */
export const privateTables: readonly PrivateTable[] = [
  {
    name: 'conversations',
    policies: [
      reads(isOneOfFew(parties, isModerator)),
      adds(isPartyOfFew),
      changes(isPartyOfFew),
      deletes(isPartyOfFew),
    ],
  },
  {
    name: 'messages',
    policies: [
      reads(isOneOfFew(participants, isModerator)),
      adds(isSender),
      changes(isOneOfFew(participants, isModerator)),
      deletes(isSender),
    ],
  },
  {
    name: 'offers',
    policies: [
      reads(isOneOf(parties, isModerator)),
      adds(`${isOneOf(['made_by'])} and ${isParty}`),
      changes(isOneOf(parties, isModerator)),
      deletes(isParty),
    ],
  },
  { name: 'transactions', policies: [reads(isParty), adds(isParty), changes(isParty)] },
  {
    name: 'payment_facts',
    policies: [
      reads(`(
    select ${isOneOf(['transactions.buyer_id', 'transactions.seller_id'])}
    from public.transactions
    where transactions.id = payment_facts.payment_id
  )`),
    ],
  },
  {
    name: 'verifications',
    policies: [
      reads(isOneOf(['user_id'], isModerator)),
      adds(`${isOwner} and status = 'pending'`),
      changes(isModerator),
    ],
  },
  {
    name: 'notifications',
    policies: [
      reads(isOwner),
      // Commands tell the other party, whoever acts.
      adds(`${me} is not null`),
      changes(isOwner),
      deletes(isOwner),
    ],
  },
  { name: 'tokens', policies: [reads(isOwner), adds(isOwner), changes(isOwner), deletes(isOwner)] },
]

/** The name of the policy of trusted roles, on each of the tables. */
export const trustedPolicy = 'souk_trusts'
