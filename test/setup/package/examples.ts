/** An example that runs to its end on a database, and what it prints. */
export interface Example {
  readonly file: string
  readonly prints: readonly RegExp[]
}

/** The examples that need nothing but a database; `metrics.ts` is a server, and `own-table/` is generated first. */
export const examples: readonly Example[] = [
  { file: 'nearby.ts', prints: [/^\d+\.\d+ null \[/] },
  { file: 'geojson.ts', prints: [/^\{"type":"FeatureCollection","bbox":\[.*"title":"مصباح قراءة"/] },
  { file: 'chat.ts', prints: [/^unread: 1\n/, /^noor هل ما زالت متوفرة؟$/m, /\nunread: 0\n$/] },
  { file: 'haggle.ts', prints: [/^completed 45000\ntoo late: product_already_sold\n$/] },
  { file: 'search.ts', prints: [/^Small leather handbag\nLeather handbag\nfound: [23]\n$/] },
  {
    file: 'errors.ts',
    prints: [/^true\n404 .*"not_found".*\n400 .*"invalid_input".*\n409 .*"constraint".*\n409 .*"conflict"/],
  },
]
