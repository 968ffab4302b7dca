/* naps: what takes its time, and costs nothing. */

/* @name nap */
-- Takes so long.
select pg_sleep(:seconds!)::text as "nap!";
