/** The kinds of findings about roles, and what each one says. */
export const roleRules = {
  'missing-role': 'a role that is not there',
  'role-attribute': 'a role that may log in, or may do what none of these roles may',
  'member-attribute': 'a member of a role that may do what the role may not',
  membership: 'a membership that is missing, or one that is not meant to be',
  owner: 'a thing that belongs to another role than the owner',
  'missing-right': 'a right that a role lacks',
  'extra-right': 'a right that a role has and does not need',
  'public-right': 'a right that every role of the server has',
  'foreign-right': 'a right of a role that is none of these',
  'grant-option': 'a right that a role may give to others',
  'admin-option': 'a role that may let others be members of these',
  'default-right': 'rights that new things give away unseen',
  'definer-function': "a function with its owner's rights that has no search path of its own",
  'mutable-search-path': 'a function that finds what it names by the search path of its caller',
  'definer-view': "a view that reads with its owner's rights",
} as const

/** The name of a kind of finding about roles. */
export type RoleRule = keyof typeof roleRules

/** A difference between the roles of a database and what they are meant to be. */
export interface RoleFinding {
  readonly rule: RoleRule
  /** The role, table, function or other thing that it is about. */
  readonly object: string
  readonly reason: string
  /** The SQL that mends it; null if there is none that could be said without knowing the service. */
  readonly remedy: string | null
  /** True if the remedy is for a person to consider: `--apply` leaves it alone. */
  readonly isByHand: boolean
}

/** Makes a finding whose remedy can run as it is, unless it says otherwise. */
export function finding(
  rule: RoleFinding['rule'],
  object: string,
  reason: string,
  remedy: string | null,
  isByHand = false,
): RoleFinding {
  return { rule, object, reason, remedy, isByHand }
}
