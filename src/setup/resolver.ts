/**
 * Returns Node's resolver of packages for a file.
 *
 * `createRequire` is asked for at run time: webpack would put undefined in the place of a call that it sees.
 */
export function resolverOf(file: string): NodeJS.RequireResolve {
  return process.getBuiltinModule('node:module').createRequire(file).resolve
}
