-- Letters were read: they go, and are remembered a while, so that none is put in again.
--
-- KEYS[1]  the letters (hash)
-- KEYS[2]  all of them (sorted set)
-- KEYS[3]  those that may go (sorted set)
-- KEYS[4]  ids that were read (sorted set, by when)
-- ARGV: now, ms for which they are remembered, ids
--
-- Answer: { 'ok' }
redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', tonumber(ARGV[1]) - tonumber(ARGV[2]))
for i = 3, #ARGV do
  if redis.call('HDEL', KEYS[1], ARGV[i]) == 1 then
    redis.call('ZREM', KEYS[2], ARGV[i])
    redis.call('ZREM', KEYS[3], ARGV[i])
    redis.call('ZADD', KEYS[4], ARGV[1], ARGV[i])
  end
end
return { 'ok' }
