-- Notes where an account stands.
--
-- KEYS[1]  who stands there (sorted set: all scores 0, so that members sort as text)
-- KEYS[2]  each one's member (hash: account to member)
-- ARGV: account, its member or '' for none
--
-- Answer: { 'ok' }
local before = redis.call('HGET', KEYS[2], ARGV[1])
if before == ARGV[2] then
  return { 'ok' }
end
if before then
  redis.call('ZREM', KEYS[1], before)
end
if ARGV[2] == '' then
  redis.call('HDEL', KEYS[2], ARGV[1])
else
  redis.call('ZADD', KEYS[1], 0, ARGV[2])
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
end
return { 'ok' }
