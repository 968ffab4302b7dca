/** The check that keeps the ids of the one table below those of the first month, until it is a partition. */
export const boundName = 'ck_messages_first_partition'

/** The partition that the one table becomes: it has whatever is older than the first month. */
const firstPartition = 'messages_first'

/** The default partition, for ids beyond all months. */
const restPartition = 'messages_rest'

/**
 * Returns the statement that puts a partitioned table in the place of `messages`, of which the one table is the first partition. It
 * reads and writes no rows, so it takes milliseconds once it has its locks.
 *
 * Whatever belongs to the table is read from the catalogue, so that a service's own columns, indexes, triggers and policies go along.
 *
 * @param fromId - The least id of the first month, as the check has it.
 */
export function swapSql(fromId: string): string {
  return `do $swap$
declare
  old_oid oid;
  old_class pg_class;
  index_names text[];
  indexes text[];
  foreign_keys text[];
  later text[] := '{}';
  step text;
begin
  -- This keeps nobody waiting, and ends an autovacuum that is at it: it gives way after deadlock_timeout, a second.
  lock table public.users, public.conversations, public.offers, public.moderation_cases, public.messages in share update exclusive mode;
  -- Less than deadlock_timeout in all: where a command and this one wait for each other, this one steps back.
  set local lock_timeout = '150ms';
  lock table public.users, public.conversations, public.offers, public.moderation_cases, public.messages in access exclusive mode;
  set local search_path = public, pg_temp;
  old_oid := 'messages'::regclass;
  select pg_class.* into old_class from pg_class where pg_class.oid = old_oid;
  -- Another run has done it.
  if old_class.relkind = 'p' then
    return;
  end if;

  -- What is to be made again, once the partitions are there.
  select later || coalesce(array_agg(definition), '{}') into later
  from (
    select pg_get_triggerdef(pg_trigger.oid)
    from pg_trigger
    where pg_trigger.tgrelid = old_oid and not pg_trigger.tgisinternal
    union all
    select format(
      'alter table messages %s trigger %I',
      case pg_trigger.tgenabled when 'D' then 'disable' when 'R' then 'enable replica' else 'enable always' end,
      pg_trigger.tgname
    )
    from pg_trigger
    where pg_trigger.tgrelid = old_oid and not pg_trigger.tgisinternal and pg_trigger.tgenabled <> 'O'
    union all
    select format('comment on trigger %I on messages is %L', pg_trigger.tgname, obj_description(pg_trigger.oid, 'pg_trigger'))
    from pg_trigger
    where pg_trigger.tgrelid = old_oid and obj_description(pg_trigger.oid, 'pg_trigger') is not null
    union all
    select format('comment on table messages is %L', obj_description(old_oid, 'pg_class'))
    where obj_description(old_oid, 'pg_class') is not null
    union all
    select format('comment on constraint %I on messages is %L', pg_constraint.conname, obj_description(pg_constraint.oid, 'pg_constraint'))
    from pg_constraint
    where pg_constraint.conrelid = old_oid
      and pg_constraint.contype <> 'c'
      and obj_description(pg_constraint.oid, 'pg_constraint') is not null
    union all
    select format('comment on index %s is %L', pg_index.indexrelid::regclass, obj_description(pg_index.indexrelid, 'pg_class'))
    from pg_index
    where pg_index.indrelid = old_oid and pg_index.indisvalid and obj_description(pg_index.indexrelid, 'pg_class') is not null
    union all
    select format('alter table messages alter column %I set statistics %s', pg_attribute.attname, pg_attribute.attstattarget)
    from pg_attribute
    where pg_attribute.attrelid = old_oid and pg_attribute.attnum > 0 and not pg_attribute.attisdropped and pg_attribute.attstattarget >= 0
    union all
    select format(
      'create policy %I on messages as %s for %s to %s%s%s',
      pg_policies.policyname,
      pg_policies.permissive,
      pg_policies.cmd,
      (
        select string_agg(case role.name when 'public' then 'public' else quote_ident(role.name) end, ', ')
        from unnest(pg_policies.roles::text[]) as role (name)
      ),
      ' using (' || pg_policies.qual || ')',
      ' with check (' || pg_policies.with_check || ')'
    )
    from pg_policies
    where pg_policies.schemaname = 'public' and pg_policies.tablename = 'messages'
    union all
    select 'alter table messages enable row level security' where old_class.relrowsecurity
    union all
    select 'alter table messages force row level security' where old_class.relforcerowsecurity
    union all
    select format(
      'grant %s on messages to %s%s',
      granted.privilege_type,
      case granted.grantee when 0 then 'public' else granted.grantee::regrole::text end,
      case when granted.is_grantable then ' with grant option' else '' end
    )
    from aclexplode(old_class.relacl) as granted
    where granted.grantee <> old_class.relowner
    union all
    select format(
      'grant %s (%I) on messages to %s%s',
      granted.privilege_type,
      pg_attribute.attname,
      case granted.grantee when 0 then 'public' else granted.grantee::regrole::text end,
      case when granted.is_grantable then ' with grant option' else '' end
    )
    from pg_attribute
    cross join aclexplode(pg_attribute.attacl) as granted
    where pg_attribute.attrelid = old_oid and not pg_attribute.attisdropped
    union all
    -- Not validated yet: that reads every row, and is done afterwards.
    select format(
      'alter table %s add constraint %I %s not valid',
      pg_constraint.conrelid::regclass,
      pg_constraint.conname,
      replace(pg_get_constraintdef(pg_constraint.oid), ' NOT VALID', '')
    )
    from pg_constraint
    where pg_constraint.confrelid = old_oid and pg_constraint.contype = 'f'
  ) as thing (definition);

  select coalesce(array_agg(format('add constraint %I %s', pg_constraint.conname, pg_get_constraintdef(pg_constraint.oid))), '{}')
  into foreign_keys
  from pg_constraint
  where pg_constraint.conrelid = old_oid and pg_constraint.contype = 'f';

  -- The new table's indexes and keys have the names of before, and their order: the first that a row violates is the one that is named.
  select array_agg(pg_class.relname order by pg_class.oid), array_agg(
    coalesce(
      'alter table messages add constraint ' || quote_ident(pg_constraint.conname) || ' ' || pg_get_constraintdef(pg_constraint.oid),
      pg_get_indexdef(pg_index.indexrelid)
    )
    order by pg_class.oid
  )
  into index_names, indexes
  from pg_index
  join pg_class on pg_class.oid = pg_index.indexrelid
  left join pg_constraint on pg_constraint.conindid = pg_index.indexrelid and pg_constraint.conrelid = old_oid
  where pg_index.indrelid = old_oid and pg_index.indisvalid;

  -- The old table without them.
  for step in
    select format('drop trigger %I on messages', pg_trigger.tgname)
    from pg_trigger
    where pg_trigger.tgrelid = old_oid and not pg_trigger.tgisinternal
    union all
    select format('drop policy %I on messages', pg_policies.policyname)
    from pg_policies
    where pg_policies.schemaname = 'public' and pg_policies.tablename = 'messages'
    union all
    select format('alter table %s drop constraint %I', pg_constraint.conrelid::regclass, pg_constraint.conname)
    from pg_constraint
    where pg_constraint.confrelid = old_oid and pg_constraint.contype = 'f'
    union all
    select distinct format('revoke all on messages from %s cascade', case granted.grantee when 0 then 'public' else granted.grantee::regrole::text end)
    from aclexplode(old_class.relacl) as granted
    where granted.grantee <> old_class.relowner
    union all
    select distinct format(
      'revoke all (%I) on messages from %s cascade',
      pg_attribute.attname,
      case granted.grantee when 0 then 'public' else granted.grantee::regrole::text end
    )
    from pg_attribute
    cross join aclexplode(pg_attribute.attacl) as granted
    where pg_attribute.attrelid = old_oid and not pg_attribute.attisdropped
    union all
    select format(
      'alter index %I rename to %I',
      named.index,
      left(renamed.index, 54) || case when octet_length(renamed.index) > 63 then '_' || left(md5(named.index), 8) else substr(renamed.index, 55) end
    )
    from unnest(index_names) as named (index)
    cross join regexp_replace(named.index, '^(?:(.*?)messages)?_?', '\\1messages_first_') as renamed (index)
  loop
    execute step;
  end loop;
  alter table messages no force row level security, disable row level security;
  alter table messages rename to ${firstPartition};

  create table messages (like ${firstPartition} including all excluding indexes) partition by range (id);
  alter table messages drop constraint ${boundName};
  execute format('alter table messages owner to %s', old_class.relowner::regrole);
  foreach step in array indexes loop
    execute step;
  end loop;
  execute 'alter table messages ' || array_to_string(foreign_keys, ', ');

  alter table messages attach partition ${firstPartition} for values from (minvalue) to ('${fromId}');
  alter table ${firstPartition} drop constraint ${boundName};
  create table ${restPartition} (like messages including all);
  execute format('alter table ${restPartition} owner to %s', old_class.relowner::regrole);
  alter table messages attach partition ${restPartition} default;
  -- What default privileges have given.
  for step in
    select distinct format('revoke all on %s from %s cascade', pg_class.oid::regclass, case granted.grantee when 0 then 'public' else granted.grantee::regrole::text end)
    from pg_class
    cross join aclexplode(pg_class.relacl) as granted
    where pg_class.oid in ('messages'::regclass, '${restPartition}'::regclass) and granted.grantee <> old_class.relowner
  loop
    execute step;
  end loop;
  foreach step in array later loop
    execute step;
  end loop;
end
$swap$`
}
