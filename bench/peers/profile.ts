import type { Row } from './row.js'

/** Makes the profile of a row of `profiles`, as a service hands it out. */
export function toProfile(row: Row) {
  const count = Number(row['profile_rating_count'])
  return {
    id: row['profile_id'],
    username: row['profile_username'],
    fullName: row['profile_full_name'],
    avatarUrl: row['profile_avatar_url'],
    neighborhood: row['profile_neighborhood'],
    isVerified: row['profile_is_verified'],
    isClosed: row['profile_is_closed'],
    memberSince: row['profile_member_since'],
    followerCount: row['profile_follower_count'],
    followingCount: row['profile_following_count'],
    rating: count === 0 ? null : { count, average: Number(row['profile_rating_sum']) / count },
    badges: row['profile_badges'] ?? [],
  }
}
