import { SetupError } from '../errors.js'

/**
 * Loads a dependency when it is first needed. Each would slow the start of a service more than all of this package.
 *
 * The import stays a literal `import('…')` in the caller, so that the compiler and bundlers see it.
 *
 * @throws {@link SetupError} if it cannot be loaded.
 */
export async function loadPackage<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (cause) {
    throw new SetupError(`the package ${name} cannot be loaded: install it, or leave it out of the bundle`, {
      cause,
    })
  }
}
