import { InvalidInputError } from '../../errors.js'

/** The PostgreSQL versions that a service can be written for. */
const postgresVersions = [15, 16, 17, 18] as const

/** The versions that the queries run on in production. */
export interface TargetVersion {
  /** The major version of PostgreSQL. */
  readonly postgres: number
  /** The version of PostGIS, such as `3.5`. */
  readonly postgis: string
}

/** The versions of `compose.yaml` and of the documents. */
const defaultTarget: TargetVersion = { postgres: 17, postgis: '3.5' }

/**
 * Completes what a service declares.
 *
 * @throws {@link InvalidInputError} for a version that is not known here.
 */
export function targetVersion({
  postgres = defaultTarget.postgres,
  postgis = defaultTarget.postgis,
}: {
  readonly postgres?: number | undefined
  readonly postgis?: string | undefined
}): TargetVersion {
  if (!postgresVersions.some((known) => known === postgres)) {
    throw new InvalidInputError('postgres', `must be one of ${postgresVersions.join(', ')}`)
  }
  if (!/^3\.\d+$/.test(postgis)) {
    throw new InvalidInputError('postgis', 'must be a version such as 3.5')
  }
  return { postgres, postgis }
}
