import type { Node } from 'libpg-query'
import { visit, visitNodes } from '../read/visit.js'

/** A form of SQL that a version of PostgreSQL brought. */
export interface NewSyntax {
  /** The name of the form, with which a message begins. */
  readonly form: string
  readonly since: number
  /** The SQL to write instead; null if there is none. */
  readonly instead: string | null
  /** True for a node that has the form. @param written - The text from the node's own place. */
  readonly is: (node: Node, written: string) => boolean
  /** The part of the node that has the form. @defaultValue the node */
  readonly part?: (node: Node) => unknown
}

/** The forms, those of the newest version first. A test shows each to the server at hand. */
export const newSyntax: readonly NewSyntax[] = [
  {
    form: 'old and new in a returning list',
    since: 18,
    instead: 'read the row as it was in a CTE: with before as (select … for update) update … returning …',
    is: (node) => versionsReturned(node).length > 0,
    part: (node) => versionsReturned(node)[0],
  },
  {
    form: 'a virtual generated column',
    since: 18,
    instead: 'write stored at its end, or a view that computes the column',
    is: (node) => 'Constraint' in node && node.Constraint.generated_kind === 'v',
  },
  {
    form: 'a key without overlaps',
    since: 18,
    instead: 'write an exclusion constraint: exclude using gist (id with =, period with &&)',
    is: (node) => 'Constraint' in node && node.Constraint.without_overlaps === true,
  },
  {
    form: 'a foreign key with a period',
    since: 18,
    instead: 'check it in a trigger',
    is: (node) => 'Constraint' in node && node.Constraint.fk_with_period === true,
  },
  {
    form: 'a constraint that is not enforced',
    since: 18,
    instead: 'leave the constraint out, or write not valid, which checks new rows',
    is: (node) => isNotEnforced(node),
  },
  {
    form: 'a not-null constraint of a table',
    since: 18,
    instead: 'write not null behind the column, or alter column … set not null',
    is: (node) =>
      'Constraint' in node &&
      node.Constraint.contype === 'CONSTR_NOTNULL' &&
      node.Constraint.keys !== undefined,
  },
  {
    form: 'not null … no inherit',
    since: 18,
    instead: 'write a check constraint: check (… is not null) no inherit',
    is: (node) =>
      'Constraint' in node &&
      node.Constraint.contype === 'CONSTR_NOTNULL' &&
      node.Constraint.is_no_inherit === true,
  },
  {
    form: 'alter constraint … enforced or inherit',
    since: 18,
    instead: 'drop the constraint and add it again',
    is: (node) =>
      'ATAlterConstraint' in node &&
      (node.ATAlterConstraint.alterEnforceability === true ||
        node.ATAlterConstraint.alterInheritability === true),
  },
  {
    form: 'copy … reject_limit',
    since: 18,
    instead: 'load into a table of text columns first',
    is: (node) => 'DefElem' in node && node.DefElem.defname === 'reject_limit',
  },
  {
    form: 'merge … returning',
    since: 17,
    instead: 'write insert … on conflict … returning, or an update in a CTE',
    is: (node) => 'MergeStmt' in node && node.MergeStmt.returningClause !== undefined,
    part: (node) => ('MergeStmt' in node ? node.MergeStmt.returningClause : undefined),
  },
  {
    form: 'merge … when not matched by source',
    since: 17,
    instead: 'update or delete these rows in a statement of their own',
    is: (node) =>
      'MergeWhenClause' in node && node.MergeWhenClause.matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE',
  },
  {
    form: 'json_table',
    since: 17,
    instead: 'write jsonb_to_recordset(…) as item (name type, …)',
    is: (node) => 'JsonTable' in node,
  },
  {
    form: 'json_value, json_query and json_exists',
    since: 17,
    instead: 'write jsonb_path_query_first(…) or jsonb_path_exists(…)',
    is: (node) => 'JsonFuncExpr' in node,
  },
  {
    form: 'json(…), json_scalar and json_serialize',
    since: 17,
    instead: 'write …::json, to_json(…) or …::text',
    is: (node) => 'JsonParseExpr' in node || 'JsonScalarExpr' in node || 'JsonSerializeExpr' in node,
  },
  {
    form: 'set expression of a generated column',
    since: 17,
    instead: 'drop the column and add it again',
    is: (node) => 'AlterTableCmd' in node && node.AlterTableCmd.subtype === 'AT_SetExpression',
  },
  {
    form: 'an infinite interval',
    since: 17,
    instead: 'write null, or an interval longer than any that matters',
    is: (node) => isInfiniteInterval(node),
  },
  {
    form: 'copy … on_error',
    since: 17,
    instead: 'load into a table of text columns first',
    is: (node) => 'DefElem' in node && node.DefElem.defname === 'on_error',
  },
  {
    form: 'a json constructor of the SQL standard',
    since: 16,
    instead: 'write jsonb_build_object, jsonb_build_array, jsonb_agg or jsonb_object_agg',
    is: (node) =>
      'JsonObjectConstructor' in node ||
      'JsonArrayConstructor' in node ||
      'JsonArrayQueryConstructor' in node ||
      'JsonObjectAgg' in node ||
      'JsonArrayAgg' in node,
  },
  {
    form: 'is json',
    since: 16,
    instead: null,
    is: (node) => 'JsonIsPredicate' in node,
  },
  {
    form: 'xmlserialize … indent',
    since: 16,
    instead: 'leave indent out',
    is: (node) => 'XmlSerialize' in node && node.XmlSerialize.indent === true,
  },
  {
    form: 'a subquery without a name',
    since: 16,
    instead: 'name it: (select …) as found',
    is: (node) => 'RangeSubselect' in node && node.RangeSubselect.alias === undefined,
  },
  {
    form: 'a number in another base, or with underscores',
    since: 16,
    instead: 'write it with decimal digits alone',
    is: (node, written) => 'A_Const' in node && /^(?:0[xob]|[\d.]+_\d)/i.test(written),
  },
  {
    form: 'statistics without a name',
    since: 16,
    instead: 'name them: create statistics name on …',
    is: (node) => 'CreateStatsStmt' in node && node.CreateStatsStmt.defnames === undefined,
  },
]

/** Lists the columns of `old` and `new` in a returning list, and their renaming. */
function versionsReturned(node: Node): readonly unknown[] {
  const statement =
    'InsertStmt' in node
      ? node.InsertStmt
      : 'UpdateStmt' in node
        ? node.UpdateStmt
        : 'DeleteStmt' in node
          ? node.DeleteStmt
          : 'MergeStmt' in node
            ? node.MergeStmt
            : null
  const returning = statement?.returningClause
  if (returning === undefined) return []
  const names = namesIn(statement)
  const found: unknown[] = [...(returning.options ?? [])]
  visit(returning.exprs, (inner) => {
    if (!('ColumnRef' in inner)) return
    const [first, second] = inner.ColumnRef.fields ?? []
    const name = first !== undefined && 'String' in first ? first.String.sval : undefined
    // A table may have the name.
    if ((name === 'old' || name === 'new') && second !== undefined && !names.has(name)) found.push(inner)
  })
  return found
}

/** The names of the tables in a statement. */
function namesIn(statement: unknown): ReadonlySet<string> {
  const names = new Set<string>()
  visitNodes(statement, (node) => {
    const { relname, aliasname } = node as { readonly relname?: unknown; readonly aliasname?: unknown }
    for (const name of [relname, aliasname]) if (typeof name === 'string') names.add(name)
    return true
  })
  return names
}

function isNotEnforced(node: Node): boolean {
  if (!('Constraint' in node)) return false
  const { contype, is_enforced: isEnforced } = node.Constraint
  if (contype === 'CONSTR_ATTR_NOT_ENFORCED') return true
  return (contype === 'CONSTR_CHECK' || contype === 'CONSTR_FOREIGN') && isEnforced !== true
}

function isInfiniteInterval(node: Node): boolean {
  if (!('TypeCast' in node)) return false
  const { arg, typeName } = node.TypeCast
  if (arg === undefined || !('A_Const' in arg)) return false
  const last = typeName?.names?.at(-1)
  const isInterval = last !== undefined && 'String' in last && last.String.sval === 'interval'
  const value: unknown = 'sval' in arg.A_Const ? arg.A_Const.sval : undefined
  return isInterval && /"[+-]?infinity"/i.test(JSON.stringify(value ?? null))
}
