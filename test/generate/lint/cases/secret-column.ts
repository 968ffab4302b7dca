import type { Cases } from '../cases.js'

export const secretColumn: Cases = {
  refused: {
    'by its name': ['select stalls.id, stalls.safe_code from stalls limit 5', 'stalls.safe_code'],
    'without a qualifier': ['select id, safe_code from stalls limit 5', 'safe_code'],
    'by another name': ['select stalls.safe_code as code from stalls limit 5', 'stalls.safe_code'],
    'an alias and a schema': ['select s.safe_code from public.stalls as s limit 5', 's.safe_code'],
    'returning it': ['delete from stalls where stalls.id = 1 returning stalls.safe_code', 'stalls.safe_code'],
    'returning it from an insert': [
      "insert into stalls (id, name, category, status, opened_at, place) values (1, 'a', 'b', 'c', now(), :place!) returning safe_code",
      'safe_code',
    ],
    'through a CTE': [
      'with found as (select stalls.id, stalls.safe_code as code from stalls limit 5) select found.code from found',
      'found.code',
    ],
    'through a star of a CTE': [
      'with found as (select stalls.id, stalls.safe_code as code from stalls limit 5) select found.* from found',
      'found.*',
    ],
    'through a subquery': [
      'select found.code from (select stalls.safe_code as code from stalls limit 5) as found',
      'found.code',
    ],
    'through a CTE that writes': [
      'with gone as (delete from stalls where stalls.id = 1 returning stalls.safe_code) select gone.safe_code from gone',
      'gone.safe_code',
    ],
    'in a union': [
      'select pets.name from pets where pets.id = 1 union all select stalls.safe_code from stalls where stalls.id = 1',
      'stalls.safe_code',
    ],
    'a bare star': ['select * from stall_tags limit 5', '* from'],
    'a whole row as JSON': ['select to_jsonb(stalls) as stall from stalls limit 5', 'to_jsonb('],
    'a list of rows as JSON': ['select json_agg(s) as stalls from stalls as s', 'json_agg('],
    'a field of a row': ['select (s).safe_code from stalls as s limit 5', 's).safe_code'],
    'in a value of JSON': [
      "select jsonb_build_object('code', stalls.safe_code) as stall from stalls limit 5",
      'jsonb_build_object(',
    ],
    'with a default': ["select coalesce(stalls.safe_code, '') as code from stalls limit 5", 'coalesce('],
    'in a text': ["select 'code: ' || stalls.safe_code as code from stalls limit 5", "'code: ' || "],
    'a cast': ['select stalls.safe_code::varchar as code from stalls limit 5', 'stalls.safe_code'],
    'in a case': [
      'select case when stalls.id = 1 then stalls.safe_code end as code from stalls limit 5',
      'case when',
    ],
    'an aggregate': ['select max(stalls.safe_code) as code from stalls', 'max('],
    'a subquery in the list': [
      'select people.id, (select stalls.safe_code from stalls where stalls.id = 1) as code from people limit 5',
      '(select stalls.safe_code',
    ],
  },
  passed: {
    'other columns': 'select stalls.id, stalls.name from stalls limit 5',
    'a column of the same name, through a star of a CTE':
      'with found as (select stall_tags.stall_id as safe_code from stall_tags where stall_tags.stall_id = 1) select found.* from found',
    'a star of the table': 'select stall_tags.* from stall_tags where stall_tags.stall_id = 1',
    'whether there is one': 'select stalls.safe_code is not null as has_code from stalls limit 5',
    'whether it is right': 'select stalls.safe_code = :code! as is_right from stalls where stalls.id = 1',
    'in a condition': 'select stalls.id from stalls where stalls.safe_code = :code! limit 5',
    'a digest': 'select md5(stalls.safe_code) as digest from stalls limit 5',
    'the number of them': 'select count(stalls.safe_code) as codes from stalls',
    'a case that asks for it':
      "select case when stalls.safe_code = 'a' then 1 end as one from stalls limit 5",
    'within a CTE that only asks for it':
      'with found as (select stalls.id, stalls.safe_code from stalls limit 5) select found.id from found where found.safe_code is null',
    'stored, and not returned':
      'update stalls set safe_code = :code! where stalls.id = 1 returning stalls.id',
    'taken out of JSON': "select to_jsonb(stalls) - 'safe_code' as stall from stalls limit 5",
    exists: 'select exists (select stalls.safe_code from stalls) as any_stalls',
  },
}
