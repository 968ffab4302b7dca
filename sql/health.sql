/* health: what a service asks before it says that it is well. */

/* @name checkHealth */
-- Versions, and a canary: one degree of longitude on the equator must be 111,319.49 metres on the WGS 84 spheroid.
-- primary-only: it tells of the primary
select
  current_setting('server_version') as "server_version!",
  postgis_lib_version() as "postgis_version!",
  st_distance(st_point(0, 0)::geography, st_point(1, 0)::geography) as "canary_metres!";

/* @name findSchemaVersion */
-- The number of the newest migration. Before the first one the table is not there.
-- primary-only: it tells of the primary
select max(migrations.id) as schema_version
from migrations;
