import type { SentSetting } from '../../failure/refused-setting.js'
import { sessionVariables } from './parameters.js'
import type { LibpqSettings } from './settings.js'

/** Returns the settings of the session that the url and the environment send with a login, for the error of one that is refused. */
export function sentSettings(settings: LibpqSettings): readonly SentSetting[] {
  const ofVariables = Object.entries(sessionVariables).flatMap(([variable, setting]) =>
    Object.hasOwn(settings.session, setting) ? [{ setting, givenBy: variable }] : [],
  )
  const options = settings.get('options')
  if (options === undefined) return ofVariables
  const givenBy = settings.nameOf('options')
  return [...ofVariables, ...[...namesIn(options), null].map((setting) => ({ setting, givenBy }))]
}

/** The names that the server's command line sets: `-c name=value`, `--name=value`, where a dash stands for an underscore. */
function namesIn(options: string): readonly string[] {
  return Array.from(options.matchAll(/(?:^|\s)-(?:c\s*|-)([A-Za-z_][\w.$-]*)/g), ([, name = '']) =>
    name.replaceAll('-', '_'),
  )
}
