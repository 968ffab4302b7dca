import type { Node } from 'libpg-query'
import { builtinOperator, lastWord } from '../read/tree-names.js'
import { outputsOf } from '../scope/outputs.js'
import type { QueryLevel } from '../scope/query-level.js'
import type { LintFinding, LintRule, LintSubject } from './lint-rule.js'
import { mayBeNull, mayOutputBeNull } from './may-be-null.js'
import { visitOwnExpressions } from './own-expressions.js'

/** Finds `not in (…)` over something that may be null. */
export const notInNullable: LintRule = {
  name: 'not-in-nullable',
  why: 'with a null among them not in is never true, so a single null makes the result empty',
  wayOut: 'write not exists (select from … where …), or leave the nulls out: where … is not null',
  find: (subject) => subject.levels.flatMap((level) => notIns(level, subject)),
}

function notIns(level: QueryLevel, subject: LintSubject): readonly LintFinding[] {
  const findings: LintFinding[] = []
  const negated = new Set<Node>()
  visitOwnExpressions(level, (node) => {
    if ('BoolExpr' in node && node.BoolExpr.boolop === 'NOT_EXPR') {
      for (const argument of node.BoolExpr.args ?? []) negated.add(argument)
    }
    const nullable = nullableMember(level, node, negated.has(node), subject)
    if (nullable === null) return
    const { name } = nullable
    const what = name === null ? 'something nullable' : `${name}, which may be null`
    findings.push({ at: node, what: `not in over ${what}`, ...(nullable.wayOut ?? {}) })
  })
  return findings
}

interface Member {
  readonly name: string | null
  readonly wayOut?: { readonly wayOut: string }
}

function nullableMember(
  level: QueryLevel,
  node: Node,
  negated: boolean,
  { parameters }: LintSubject,
): Member | null {
  if ('SubLink' in node) {
    const { subLinkType, subselect, operName } = node.SubLink
    const operator = lastWord(operName)
    const isNotIn = negated
      ? subLinkType === 'ANY_SUBLINK' && (operName === undefined || operator === '=')
      : subLinkType === 'ALL_SUBLINK' && operator === '<>'
    const inner = isNotIn && subselect !== undefined ? level.subqueries.get(subselect) : undefined
    return inner === undefined ? null : nullableOutput(inner)
  }
  if (!('A_Expr' in node)) return null
  const { kind, rexpr } = node.A_Expr
  const operator = builtinOperator(node.A_Expr)
  const isNotIn = negated
    ? operator === '=' && (kind === 'AEXPR_IN' || kind === 'AEXPR_OP_ANY')
    : operator === '<>' && (kind === 'AEXPR_IN' || kind === 'AEXPR_OP_ALL')
  if (!isNotIn || rexpr === undefined) return null
  for (const member of membersOf(rexpr)) {
    const parameter = 'ParamRef' in member ? parameters[(member.ParamRef.number ?? 0) - 1] : undefined
    if (parameter?.nullable === true) {
      return { name: `:${parameter.name}`, wayOut: { wayOut: `refuse null: :${parameter.name}!` } }
    }
    if (mayBeNull(level, member)) return { name: columnName(member) }
  }
  return null
}

function nullableOutput(level: QueryLevel): Member | null {
  const outputs = outputsOf(level)
  const position = outputs.findIndex((_, index) => mayOutputBeNull(level, index))
  const { node = null, name = null } = outputs[position] ?? {}
  return position < 0 ? null : { name: node === null ? name : (columnName(node) ?? name) }
}

function membersOf(node: Node): readonly Node[] {
  if ('List' in node) return (node.List.items ?? []).flatMap(membersOf)
  if ('A_ArrayExpr' in node) return (node.A_ArrayExpr.elements ?? []).flatMap(membersOf)
  if ('TypeCast' in node && node.TypeCast.arg !== undefined) return membersOf(node.TypeCast.arg)
  return [node]
}

function columnName(node: Node): string | null {
  if (!('ColumnRef' in node)) return null
  return (node.ColumnRef.fields ?? [])
    .flatMap((field) => ('String' in field ? [field.String.sval ?? ''] : []))
    .join('.')
}
