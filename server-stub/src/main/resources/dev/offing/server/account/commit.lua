-- Writes one commit of an account, whole or not at all (docs/design/sync.md 4.4): only on top of
-- the point that was judged, and only in the life of Redis in which it was loaded. Epochs, versions,
-- amounts and numbers of mutations stay strings: a number of Lua is a double.
--
-- KEYS[1]  the account (hash): epoch, version, run, checkpoint, s:<section> ...; or only 'deleted'
-- KEYS[2]  outcomes by id (hash)
-- KEYS[3]  what they moved, by id (hash)
-- KEYS[4]  the journal (list)
-- KEYS[5]  and on: ids by number, one sorted set per incarnation named in ARGV; the errands of the
--          partition (sorted set)
--
-- ARGV: expected epoch ('' when the account is new), expected version, run id, '1' when this commit
--       closes the epoch or begins the account, journal row, channel, notice,
--       n, n times (field, value)                                  of the account
--       n, n times (key index, number, id, outcome, what it moved)   new outcomes
--       n, n times (key index, number)        results that the client has, up to this number
--       n, n times (key index, id)                                 ids that are dropped
--       n, n times (key index, time, errand)                       what has to be looked after
--
-- Answer: { 'ok' }, { 'conflict' }, { 'new_run' } or { 'deleted' }
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local stored = redis.call('HMGET', KEYS[1], 'epoch', 'version', 'run', 'deleted')
if stored[4] then
  return { 'deleted' }
end
if run ~= ARGV[3] or (ARGV[4] ~= '1' and stored[3] and stored[3] ~= run) then
  return { 'new_run' }
end
if (stored[1] or '') ~= ARGV[1] or (stored[2] or '') ~= ARGV[2] then
  return { 'conflict' }
end

local at = 8
local function take()
  local value = ARGV[at]
  at = at + 1
  return value
end

-- One call for many values, as many as fit on Lua's stack: a push of 256 would make a thousand calls.
local function each(command, key, values)
  for from = 1, #values, 1000 do
    redis.call(command, key, unpack(values, from, math.min(from + 999, #values)))
  end
end

if ARGV[4] == '1' then
  redis.call('HSET', KEYS[1], 'run', run)
end
for _ = 1, tonumber(take()) do
  redis.call('HSET', KEYS[1], take(), take())
end
local outcomes, moves, numbers = {}, {}, {}
local function add(values, first, second)
  values[#values + 1] = first
  values[#values + 1] = second
end
for _ = 1, tonumber(take()) do
  local queue, number, id, outcome, moved = KEYS[tonumber(take())], take(), take(), take(), take()
  add(outcomes, id, outcome)
  numbers[queue] = numbers[queue] or {}
  add(numbers[queue], number, id)
  if moved ~= '' then
    add(moves, id, moved)
  end
end
each('HSET', KEYS[2], outcomes)
for queue, ids in pairs(numbers) do
  each('ZADD', queue, ids)
end
each('HSET', KEYS[3], moves)
for _ = 1, tonumber(take()) do
  local key, number = tonumber(take()), take()
  local mark = 'acked:' .. KEYS[key]
  local from = redis.call('HGET', KEYS[1], mark) or '0'
  each('HDEL', KEYS[3], redis.call('ZRANGEBYSCORE', KEYS[key], '(' .. from, number))
  if tonumber(number) > tonumber(from) then
    redis.call('HSET', KEYS[1], mark, number)
  end
end
for _ = 1, tonumber(take()) do
  local queue, id = KEYS[tonumber(take())], take()
  redis.call('HDEL', KEYS[2], id)
  redis.call('HDEL', KEYS[3], id)
  redis.call('ZREM', queue, id)
end
for _ = 1, tonumber(take()) do
  local key, since, errand = KEYS[tonumber(take())], take(), take()
  redis.call('ZADD', key, since, errand)
end
redis.call('RPUSH', KEYS[4], ARGV[5])
redis.call('PUBLISH', ARGV[6], ARGV[7])
return { 'ok' }
