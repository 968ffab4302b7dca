import { LiteralType, ReflectionKind, UnionType } from 'typedoc'

/**
 * Fits TypeDoc to this package.
 *
 * @param {import('typedoc').Application} application
 */
export function load({ converter }) {
  converter.addUnknownSymbolResolver(findPublicName)
  converter.on('resolveBegin', showLiterals)
}

/**
 * Resolves a link to a name that another entry point of the package exports, such as an error of `@souk/db` in a comment
 * of `@souk/db/geo`.
 *
 * @type {Parameters<import('typedoc').Converter['addUnknownSymbolResolver']>[0]}
 */
function findPublicName({ symbolReference, moduleSource }, from) {
  const names = symbolReference?.path?.map(({ path }) => path) ?? []
  if (moduleSource !== undefined || names.length === 0) return undefined
  for (const module of from.project.getChildrenByKind(ReflectionKind.Module)) {
    const target = module.getChildByName(names)
    if (target !== undefined) return { target }
  }
  return undefined
}

/**
 * Shows the values of a type such as `(typeof userRoles)[number]` or `keyof typeof conflictRules`, whose list is not public.
 *
 * @param {import('typedoc').Context} context
 */
function showLiterals(context) {
  for (const alias of context.project.getReflectionsByKind(ReflectionKind.TypeAlias)) {
    if (alias.type?.type !== 'indexedAccess' && alias.type?.type !== 'typeOperator') continue
    const symbol = context.getSymbolFromReflection(alias)
    const type = symbol && context.programs[0].getTypeChecker().getDeclaredTypeOfSymbol(symbol)
    if (!type?.isUnion() || !type.types.every((part) => part.isStringLiteral())) continue
    alias.type = new UnionType(type.types.map(({ value }) => new LiteralType(value)))
  }
}
