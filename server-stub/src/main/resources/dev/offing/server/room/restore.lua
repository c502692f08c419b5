-- Says in this very epoch what was heard in another one and may have been lost with it, in order;
-- what is there already is left as it is.
--
-- KEYS[1]  the room (hash): epoch, run, seq
-- KEYS[2]  its newest events, 'seq json' each (list)
-- KEYS[3]  ids that were said (sorted set, by seq)
-- KEYS[4]  where former epochs ended, 'epoch seq' each (list); the highest of an epoch counts
-- ARGV: the epoch, events to keep, channel, former epochs to keep, the epoch in which the lines were
--       heard or '', up to which number of it the room was known to have everything, how many former
--       epochs are given, 'epoch seq' each, then pairs of id and JSON
--
-- Answer: { 'restored' }, or { 'other' } where the room is in another epoch, or Redis in another life,
--         or { 'more' } where somebody restored more of that epoch since it was read
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local head = redis.call('HMGET', KEYS[1], 'epoch', 'run')
if head[1] ~= ARGV[1] or head[2] ~= run then
  return { 'other' }
end

if ARGV[5] ~= '' then
  for _, one in ipairs(redis.call('LRANGE', KEYS[4], 0, -1)) do
    local ended, last = string.match(one, '^(%x+) (%d+)$')
    if ended == ARGV[5] and tonumber(last) > tonumber(ARGV[6]) then
      return { 'more' }
    end
  end
end

local lines = 8 + tonumber(ARGV[7])
for i = 8, lines - 1 do
  redis.call('RPUSH', KEYS[4], ARGV[i])
end
redis.call('LTRIM', KEYS[4], -2 * tonumber(ARGV[4]), -1)
for i = lines, #ARGV, 2 do
  if not redis.call('ZSCORE', KEYS[3], ARGV[i]) then
    local seq = tostring(redis.call('HINCRBY', KEYS[1], 'seq', 1))
    redis.call('RPUSH', KEYS[2], seq .. ' ' .. ARGV[i + 1])
    redis.call('ZADD', KEYS[3], seq, ARGV[i])
    redis.call('PUBLISH', ARGV[3], 'event ' .. ARGV[1] .. ' ' .. seq .. ' ' .. ARGV[i + 1])
  end
end
redis.call('LTRIM', KEYS[2], -tonumber(ARGV[2]), -1)
redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -2 * tonumber(ARGV[2]) - 1)
return { 'restored' }
