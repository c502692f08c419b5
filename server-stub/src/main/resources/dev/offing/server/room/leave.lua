-- Leaves a room.
--
-- KEYS[1]  who is there (sorted set)
-- ARGV: member, channel
--
-- Answer: { 'ok' }
if redis.call('ZREM', KEYS[1], ARGV[1]) > 0 then
  redis.call('PUBLISH', ARGV[2], 'presence')
end
return { 'ok' }
