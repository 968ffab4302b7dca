/* To be written: notifications. */

set local lock_timeout = '3s';
