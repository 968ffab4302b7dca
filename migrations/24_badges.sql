/* To be written: badges. */

set local lock_timeout = '3s';
