/*
Who is around: users by distance. All of it is made of public places: see migration 27.

The indexes hold open accounts alone, and the id with the place: a walk of listProfilesNearby passes over somebody in the index
alone.
*/

set local lock_timeout = '3s';

create index ix_users_place on users using spgist (place kd_point_ops) include (id) where is_active;
-- Where a plane is not exact enough, and for a service's own statements.
create index ix_users_public_location on users using gist (public_location) where is_active;
