/** A right of a role on a thing. The grantee is null for PUBLIC, the column is null for the whole thing. */
export interface LiveRight {
  readonly grantee: string | null
  readonly right: string
  readonly column: string | null
  /** The role that gave it: the owner, or one that may pass it on. */
  readonly grantor: string
  /** True if the grantee may pass it on. */
  readonly isGrantable: boolean
}

/** SQL for a list of rights, as JSON. */
export function rightsOf(acl: string, column = 'null'): string {
  return `coalesce((
    select json_agg(json_build_object(
      'grantee', case when entry.grantee <> 0 then pg_catalog.pg_get_userbyid(entry.grantee) end,
      'right', pg_catalog.lower(entry.privilege_type),
      'column', ${column},
      'grantor', pg_catalog.pg_get_userbyid(entry.grantor),
      'isGrantable', entry.is_grantable
    ))
    from pg_catalog.aclexplode(${acl}) as entry
  ), '[]')`
}
