/** Tells a file of SQL by its name; an editor's lock and backup files begin with a dot. */
export function isSqlFile(name: string): boolean {
  return /^[^.].*\.sql$/i.test(name)
}
