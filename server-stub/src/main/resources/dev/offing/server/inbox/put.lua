-- Puts a letter into an inbox, once.
--
-- KEYS[1]  the letters (hash: id to JSON)
-- KEYS[2]  all of them (sorted set: id by time)
-- KEYS[3]  those that may go (sorted set: id by time)
-- KEYS[4]  ids that were read (sorted set, by when)
-- KEYS[5]  the account (hash): 'deleted' where it is
-- ARGV: id, time, JSON, '' or how many may stay of those that may go
--
-- Answer: { '1' } or { '0' }
if redis.call('HEXISTS', KEYS[5], 'deleted') == 1 or redis.call('ZSCORE', KEYS[4], ARGV[1]) then
  return { '0' }
end
if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[3]) == 0 then
  return { '0' }
end
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
if ARGV[4] ~= '' then
  redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
  local gone = redis.call('ZRANGE', KEYS[3], 0, -tonumber(ARGV[4]) - 1)
  for _, id in ipairs(gone) do
    redis.call('HDEL', KEYS[1], id)
    redis.call('ZREM', KEYS[2], id)
    redis.call('ZREM', KEYS[3], id)
  end
end
return { '1' }
