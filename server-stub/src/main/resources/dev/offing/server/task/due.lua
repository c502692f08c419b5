-- Moves what is due.
--
-- KEYS[1]  what is to be done now (stream)
-- KEYS[2]  what is to be done later (sorted set)
-- ARGV: now, how many at most
--
-- Answer: { how many were moved, when the next one is due or '' }
local due = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, id in ipairs(due) do
  redis.call('XADD', KEYS[1], '*', 't', id)
  redis.call('ZREM', KEYS[2], id)
end
local next = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
return { tostring(#due), next[2] or '' }
