/*
The mark of verification: when an approval is taken back, its user keeps the mark if another approval is left. A statement
that takes one back may wait while another is given, which its own snapshot does not have. The trigger's statements have
snapshots of their own, and the second one is taken under the lock of the user, which an approval holds too.
*/

set local lock_timeout = '3s';

-- The names in the body are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);
create function unverify_user() returns trigger
language plpgsql set search_path from current
as $$
begin
  perform from users where users.id = new.user_id for no key update;
  update users
  set is_verified = false
  where users.id = new.user_id
    and users.is_verified
    and not exists (
      select from verifications
      where verifications.user_id = new.user_id
        and verifications.status = 'approved'
    );
  return null;
end
$$;

comment on function unverify_user() is 'Takes the mark from a user whose last approved verification was taken back.';

create trigger tr_verifications_unverify_user after update of status on verifications
  for each row when (old.status = 'approved' and new.status <> 'approved')
  execute function unverify_user();
