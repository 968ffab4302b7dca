/* To be written: analytics. */

set local lock_timeout = '3s';
