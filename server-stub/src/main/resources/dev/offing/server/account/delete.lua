-- Deletes an account and leaves a mark that lets nobody begin or write it again.
--
-- KEYS[1]  the account (hash); afterwards its only field is 'deleted'
-- ARGV: when, channel, notice
--
-- Answer: { 'ok' }
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'deleted', ARGV[1])
redis.call('PUBLISH', ARGV[2], ARGV[3])
return { 'ok' }
