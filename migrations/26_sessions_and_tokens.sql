/* To be written: sessions_and_tokens. */

set local lock_timeout = '3s';
