/* To be written: wishlists. */

set local lock_timeout = '3s';
