-- The time of the Redis that has a key.
--
-- KEYS[1]  any one
--
-- Answer: { seconds since 1970, microseconds }
return redis.call('TIME')
