-- Renews a node's lease, by Redis' own clock, and reads who else has one.
--
-- KEYS[1]  nodes (sorted set: name by the end of its lease, ms)
-- KEYS[2]  what they say of themselves (hash: name to JSON)
-- ARGV: name, lease in ms, JSON
--
-- Answer: '1' where the name was there before, then name and JSON of each
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do
  redis.call('ZREM', KEYS[1], gone)
  redis.call('HDEL', KEYS[2], gone)
end
local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[2])), ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
local answer = { known and '1' or '0' }
for _, name in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  table.insert(answer, name)
  table.insert(answer, redis.call('HGET', KEYS[2], name) or '{}')
end
return answer
