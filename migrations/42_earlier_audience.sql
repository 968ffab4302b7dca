/*
Whom the events concern that had a position before migration 41. Nothing waits for this: events are numbered and read meanwhile.
*/

set local lock_timeout = '3s';

insert into event_audience (user_id, position)
select
  member.user_id,
  event_log.position
from event_log
cross join unnest(event_log.audience) as member (user_id)
where member.user_id is not null
on conflict (user_id, position) do nothing;
