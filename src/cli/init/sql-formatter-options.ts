/**
 * The options of the npm package sql-formatter for query files.
 *
 * Markers of clauses and names of queries are comments, which it keeps as they are. It cannot read `:name!` unless it is
 * told of that kind of parameter.
 */
export const sqlFormatterOptions = {
  language: 'postgresql',
  keywordCase: 'lower',
  dataTypeCase: 'lower',
  functionCase: 'lower',
  paramTypes: { custom: [{ regex: ':[A-Za-z_][A-Za-z0-9_]*!?' }] },
} as const
