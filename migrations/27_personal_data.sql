/* To be written: personal_data. */

set local lock_timeout = '3s';
