/** Reports whether a file name is that of a SQL file. Lock and backup files of editors begin with a dot. */
export function isSqlFile(name: string): boolean {
  return /^[^.].*\.sql$/i.test(name)
}
