import { ReflectionKind } from 'typedoc'

/**
 * Resolves a link to a name that another entry point of the package exports, such as an error of `@souk/db` in a comment
 * of `@souk/db/geo`.
 *
 * @param {import('typedoc').Application} application
 */
export function load(application) {
  application.converter.addUnknownSymbolResolver(({ symbolReference, moduleSource }, from) => {
    if (moduleSource !== undefined) return undefined
    const names = symbolReference?.path?.map(({ path }) => path) ?? []
    const modules = from.project.getChildrenByKind(ReflectionKind.Module)
    for (const module of modules) {
      const found = names.length === 0 ? undefined : module.getChildByName(names)
      if (found !== undefined) return { target: found }
    }
    return undefined
  })
}
