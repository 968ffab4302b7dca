/* To be written: follows_and_blocks. */

set local lock_timeout = '3s';
