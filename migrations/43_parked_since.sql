/*
The index on the audience of events goes: event_audience has its place. Events that wait for their rows, and are given up in the
order of their coming, are found in that order.
*/

set local lock_timeout = '3s';

drop index ix_event_log_audience;

-- The first one that waits (checkParkedWebhooks), and those that are given up (discardParkedWebhooks).
create index ix_webhook_events_parked_received on webhook_events (received_at, provider, event_id)
where status = 'parked';
