-- A code by which one device can ask to be linked to an account.
--
-- KEYS[1]  the code (hash): account, and, as they come, device, name, tries, answered
-- ARGV     account, ms for which it is good
--
-- Answer: { 'ok' }
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'account', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return { 'ok' }
