-- Says something once, in this very epoch: a repeated id is found and not said again.
--
-- KEYS[1]  the room (hash): epoch, run, seq
-- KEYS[2]  its newest events, 'seq json' each (list)
-- KEYS[3]  ids that were said (sorted set, by seq)
-- ARGV: the epoch, the id, the event as JSON, events to keep, channel
--
-- Answer: { 'said', seq }, { 'again', seq, its JSON }, { 'again', seq } where it is too long ago,
--         or { 'other' } where the room is in another epoch, or Redis in another life
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local head = redis.call('HMGET', KEYS[1], 'epoch', 'run')
if head[1] ~= ARGV[1] or head[2] ~= run then
  return { 'other' }
end

local before = redis.call('ZSCORE', KEYS[3], ARGV[2])
if before then
  local prefix = before .. ' '
  for _, event in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do
    if string.sub(event, 1, #prefix) == prefix then
      return { 'again', before, string.sub(event, #prefix + 1) }
    end
  end
  return { 'again', before }
end

local seq = tostring(redis.call('HINCRBY', KEYS[1], 'seq', 1))
redis.call('RPUSH', KEYS[2], seq .. ' ' .. ARGV[3])
redis.call('LTRIM', KEYS[2], -tonumber(ARGV[4]), -1)
redis.call('ZADD', KEYS[3], seq, ARGV[2])
redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -2 * tonumber(ARGV[4]) - 1)
redis.call('PUBLISH', ARGV[5], 'event ' .. ARGV[1] .. ' ' .. seq .. ' ' .. ARGV[3])
return { 'said', seq }
