/** Returns the URL of another database of the same server, with the same role. */
export function urlOfDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  // `dbname` wins over the path. The rest stays as it is: a URLSearchParams would write a space as +, which libpq takes for a plus.
  changed.search = changed.search
    .slice(1)
    .split('&')
    .filter((pair) => !isDatabase(pair))
    .join('&')
  return changed.href
}

function isDatabase(pair: string): boolean {
  return new URLSearchParams(pair).has('dbname')
}
