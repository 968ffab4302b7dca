/* To be written: reports. */

set local lock_timeout = '3s';
