-- Mutes somebody, lets somebody in, or takes that back.
--
-- KEYS[1]  who is muted (sorted set: name by the end), or accounts that were let in (set)
-- ARGV: whom; until when (0 takes it back), or 'in' or 'out'; channel
--
-- Answer: { 'ok' }
if ARGV[2] == 'in' then
  redis.call('SADD', KEYS[1], ARGV[1])
elseif ARGV[2] == 'out' then
  redis.call('SREM', KEYS[1], ARGV[1])
elseif ARGV[2] == '0' then
  redis.call('ZREM', KEYS[1], ARGV[1])
else
  redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
  local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
  redis.call('PEXPIREAT', KEYS[1], last[2])
end
redis.call('PUBLISH', ARGV[3], 'rules')
return { 'ok' }
