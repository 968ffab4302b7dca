/* To be written: stream_products. */

set local lock_timeout = '3s';
