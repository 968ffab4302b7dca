import { expectedOn, type ExpectedRight } from './expected-rights.js'
import type { LiveRight } from './live-right.js'
import type { LiveRelation, LiveRights, LiveRoutine } from './live-rights.js'
import { routineRights } from './package-rights.js'
import { grantOptionFindings, passedOn } from './passed-on.js'
import { describeRights, listOfRights } from './right-lists.js'
import { finding, type RoleFinding } from './role-finding.js'
import { grantedKinds, quoted, type GrantedKind, type RoleNames } from './role-names.js'

/** A thing that rights are on. */
interface Thing {
  /** The words before its name in GRANT: `table`, `schema` or `function`. */
  readonly kind: string
  /** The name in SQL. */
  readonly name: string
  /** The name as people read it. */
  readonly shown: string
  readonly owner: string
  readonly rights: readonly LiveRight[]
  readonly expected: Readonly<Record<GrantedKind, readonly ExpectedRight[]>>
}

/** Things that belong to another role than the owner. */
export function ownerFindings(live: LiveRights, names: RoleNames): readonly RoleFinding[] {
  const { schema, relations, routines, things } = live
  const owner = names.owner
  const owned = [
    ...relations
      // A sequence of a column belongs to whoever has its table.
      .filter(({ sequenceOf }) => sequenceOf === null)
      .map((one) => ({
        kind: relationWords[one.kind] ?? 'table',
        name: quoted(one.name),
        shown: one.name,
        owner: one.owner,
      })),
    ...routines.map(({ kind, signature, owner: its }) => ({
      kind,
      name: signature,
      shown: signature,
      owner: its,
    })),
    ...things.map(({ kind, name, owner: its }) => ({ kind, name: quoted(name), shown: name, owner: its })),
  ]
  return owned
    .filter((one) => one.owner !== owner)
    .map((one) =>
      finding(
        'owner',
        `${one.kind} ${one.shown}`,
        `it belongs to ${one.owner}`,
        `alter ${one.kind} ${quoted(schema)}.${one.name} owner to ${quoted(owner)};`,
      ),
    )
}

const relationWords: Readonly<Record<string, string>> = {
  v: 'view',
  m: 'materialized view',
  S: 'sequence',
  f: 'foreign table',
}

/** Rights on tables, views and sequences. */
export function relationFindings(live: LiveRights, names: RoleNames): readonly RoleFinding[] {
  const things = live.relations.map((relation): Thing => ({
    kind: relation.kind === 'S' ? 'sequence' : 'table',
    name: `${quoted(live.schema)}.${quoted(relation.name)}`,
    shown: relation.name,
    owner: relation.owner,
    rights: relation.rights,
    expected: expectedOn(relation, live),
  }))
  return things.flatMap((thing) => thingFindings(thing, names))
}

/** Compares the rights on a thing. What is too much is taken first: a right on a table goes with those on its columns. */
function thingFindings(thing: Thing, names: RoleNames): readonly RoleFinding[] {
  const others = new Set(
    thing.rights.flatMap(({ grantee }) =>
      grantee === null || grantee === thing.owner || Object.values(names).includes(grantee) ? [] : [grantee],
    ),
  )
  const ofPublic = describeRights(thing.rights.filter(({ grantee }) => grantee === null))
  const roles = [names.migrator, ...grantedKinds.map((kind) => names[kind])].filter(
    (role) => role !== thing.owner,
  )
  return [
    ...grantOptionFindings({ ...thing, on: `${thing.kind} ${thing.name}` }, roles, names),
    ...(ofPublic === ''
      ? []
      : [
          finding(
            'public-right',
            thing.shown,
            `every role of the server has ${ofPublic}`,
            `revoke all on ${thing.kind} ${thing.name} from public;`,
          ),
        ]),
    ...[...others].map((role) =>
      finding(
        'foreign-right',
        thing.shown,
        `${role} has ${describeRights(thing.rights.filter(({ grantee }) => grantee === role))}, and is none of these roles`,
        `revoke all on ${thing.kind} ${thing.name} from ${quoted(role)}${passedOn(role, thing.rights, names).words};`,
        true,
      ),
    ),
    ...(thing.owner === names.migrator ? [] : rightsFindings(thing, names.migrator, [], names)),
    ...grantedKinds.flatMap((kind) =>
      thing.owner === names[kind] ? [] : rightsFindings(thing, names[kind], thing.expected[kind], names),
    ),
  ]
}

function rightsFindings(
  thing: Thing,
  role: string,
  expected: readonly ExpectedRight[],
  names: RoleNames,
): readonly RoleFinding[] {
  const has = thing.rights.filter(({ grantee }) => grantee === role)
  const isIn = (list: readonly ExpectedRight[], { right, column }: ExpectedRight) =>
    list.some((one) => one.right === right && one.column === column)
  const extra = has.filter((one) => !isIn(expected, one))
  const isTaken = ({ right }: ExpectedRight) =>
    extra.some((one) => one.right === right && one.column === null)
  const missing = expected.filter((one) => !isIn(has, one) || isTaken(one))
  const on = `on ${thing.kind} ${thing.name}`
  // What went to one of these roles has gone with the grant option.
  const later = passedOn(role, thing.rights, names)
  return [
    ...(extra.length === 0
      ? []
      : [
          finding(
            'extra-right',
            thing.shown,
            `${role} has ${describeRights(extra)}`,
            `revoke ${listOfRights(extra)} ${on} from ${quoted(role)}${later.isForeign ? later.words : ''};`,
            later.isForeign,
          ),
        ]),
    ...(missing.length === 0
      ? []
      : [
          finding(
            'missing-right',
            thing.shown,
            `${role} lacks ${describeRights(missing)}`,
            `grant ${listOfRights(missing)} ${on} to ${quoted(role)};`,
          ),
        ]),
  ]
}

/** Rights on a function, and functions that look names up by the search path of their caller. */
export function routineFindings(
  routine: LiveRoutine,
  live: LiveRights,
  names: RoleNames,
): readonly RoleFinding[] {
  const { signature, kind, isDefiner, hasSearchPath, isTempLast, isBound, owner, rights } = routine
  const name = `${quoted(live.schema)}.${signature}`
  const path = `alter ${kind} ${name} set search_path = ${quoted(live.schema)}, pg_temp;`
  if (!isDefiner) {
    // It runs with the rights of its caller, so that whoever may call it gains nothing.
    return hasSearchPath || isBound
      ? []
      : [
          finding(
            'mutable-search-path',
            signature,
            "it finds what it names by its caller's search_path",
            path,
            true,
          ),
        ]
  }
  const expected = routineRights.get(signature)
  const findings =
    expected === undefined
      ? rights
          .filter(({ grantee }) => grantee === null)
          .map(() =>
            finding(
              'public-right',
              signature,
              'every role of the server may call it, with the rights of its owner',
              `revoke execute on ${kind} ${name} from public;`,
              true,
            ),
          )
      : thingFindings(
          {
            kind,
            name,
            shown: signature,
            owner,
            rights,
            expected: {
              app: executeIf(expected.includes('app')),
              auth: executeIf(expected.includes('auth')),
              readonly: [],
              replica: [],
            },
          },
          names,
        )
  return isTempLast
    ? findings
    : [
        ...findings,
        finding(
          'definer-function',
          signature,
          hasSearchPath
            ? "it runs with its owner's rights, and looks into its caller's temporary tables first: pg_temp is to be the last of its search_path"
            : "it runs with its owner's rights and its caller's search_path, so that a caller can have it run other code",
          path,
          true,
        ),
      ]
}

function executeIf(isCalled: boolean): readonly ExpectedRight[] {
  return isCalled ? [{ right: 'execute', column: null }] : []
}

/** Views that read with the rights of their owner. */
export function viewFindings(
  { name, kind, isInvoker }: LiveRelation,
  { schema }: LiveRights,
): readonly RoleFinding[] {
  if (kind !== 'v' || isInvoker) return []
  return [
    finding(
      'definer-view',
      name,
      "it reads with its owner's rights: whoever may read it sees what they may not see without it",
      `alter view ${quoted(schema)}.${quoted(name)} set (security_invoker = true);`,
      true,
    ),
  ]
}
