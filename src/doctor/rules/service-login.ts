import { sqlRule } from '../rule.js'
import { countOf } from '../wording.js'

interface Row {
  readonly role: string
  readonly application: string
  readonly isSuperuser: boolean
  /** True if the session has the name that `createDatabase` gives it. */
  readonly isOurs: boolean
  readonly sessions: number
}

/**
 * Services that may do everything. The role that examines is often a superuser: who else is connected is looked at, without the
 * commands of `souk-db` and the tools of people.
 */
export const serviceLogin = sqlRule<Row>({
  name: 'service-login',
  about: 'a service that connects as a superuser, or as the owner of the tables',
  sql: `
    select
      activity.usename::text as "role",
      coalesce(nullif(activity.application_name, ''), 'no name') as "application",
      pg_roles.rolsuper as "isSuperuser",
      coalesce(activity.application_name = 'souk-db', false) as "isOurs",
      count(*)::int as "sessions"
    from pg_catalog.pg_stat_activity as activity
    join pg_catalog.pg_roles on pg_roles.oid = activity.usesysid
    where activity.datname = current_database()
      and activity.pid <> pg_backend_pid()
      and coalesce(activity.backend_type, 'client backend') = 'client backend'
      and coalesce(activity.application_name, '') !~ '^(souk-db .*|psql|pg_dump|pg_dumpall|pg_restore)$'
      and (
        pg_roles.rolsuper
        or pg_roles.oid = (select pg_class.relowner from pg_catalog.pg_class where pg_class.oid = to_regclass('users'))
      )
    group by 1, 2, 3, 4
    order by 4 desc, 1, 2`,
  toFinding: ({ role, application, isSuperuser, isOurs, sessions }) => ({
    level: isOurs ? 'warning' : 'info',
    object: `role ${role}`,
    reason: `${countOf(sessions, 'session')} of ${application} ${sessions === 1 ? 'is' : 'are'} connected as ${
      isSuperuser ? 'a superuser' : 'the owner of the tables'
    }: whoever finds a hole in it can drop them, and passes by row security`,
    remedy:
      '-- npx souk-db roles --apply, then a login of its own in the url of the service:\n' +
      '-- create role shop_service login in role souk_app;',
  }),
})
