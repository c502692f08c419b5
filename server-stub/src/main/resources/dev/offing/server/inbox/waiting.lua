-- Reads the oldest letters.
--
-- KEYS[1]  the letters (hash: id to JSON)
-- KEYS[2]  all of them (sorted set: id by time)
-- ARGV: how many at most
--
-- Answer: JSON each
local ids = redis.call('ZRANGE', KEYS[2], 0, tonumber(ARGV[1]) - 1)
if #ids == 0 then
  return {}
end
return redis.call('HMGET', KEYS[1], unpack(ids))
