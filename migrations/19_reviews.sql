/* To be written: reviews. */

set local lock_timeout = '3s';
