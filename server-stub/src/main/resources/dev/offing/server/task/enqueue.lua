-- Enqueues tasks of one kind, each id at most once: while a task of that id is kept, and, where its
-- id was chosen by whoever enqueued it, for as long afterwards as ids are remembered.
--
-- KEYS[1]  what is to be done now (stream: t = id)
-- KEYS[2]  what is to be done later (sorted set: id by when, ms)
-- KEYS[3]  the tasks (hash: id to JSON)
-- KEYS[4]  ids that were chosen (sorted set, by when they came)
-- KEYS[5]  progress of batches (hash: BATCH:WHAT to a count)
-- KEYS[6]  batches by when they began (sorted set)
-- ARGV: now, ms that ids are remembered, ms that batches are remembered, channel, kind,
--       batch or '', then per task: id, '1' where it was chosen, when or '0' for now, JSON
--
-- Answer: '1' per task, '0' where it was there before
local now = tonumber(ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', now - tonumber(ARGV[2]))
local batch = ARGV[6]
if batch ~= '' and redis.call('ZADD', KEYS[6], 'NX', now, batch) == 1 then
  local old = redis.call('ZRANGEBYSCORE', KEYS[6], '-inf', now - tonumber(ARGV[3]), 'LIMIT', 0, 100)
  for _, gone in ipairs(old) do
    redis.call('HDEL', KEYS[5], gone .. ':total', gone .. ':done', gone .. ':dead', gone .. ':cancelled')
    redis.call('ZREM', KEYS[6], gone)
  end
end

local answer = {}
local soonest = nil
local added = 0
for i = 7, #ARGV, 4 do
  local id, chosen, due = ARGV[i], ARGV[i + 1] == '1', tonumber(ARGV[i + 2])
  if redis.call('HEXISTS', KEYS[3], id) == 1 or (chosen and redis.call('ZSCORE', KEYS[4], id)) then
    table.insert(answer, '0')
  else
    table.insert(answer, '1')
    added = added + 1
    redis.call('HSET', KEYS[3], id, ARGV[i + 3])
    if chosen then
      redis.call('ZADD', KEYS[4], now, id)
    end
    if due <= now then
      redis.call('XADD', KEYS[1], '*', 't', id)
    else
      redis.call('ZADD', KEYS[2], ARGV[i + 2], id)
      if not soonest or due < tonumber(soonest) then
        soonest = ARGV[i + 2]
      end
    end
  end
end
if batch ~= '' and added > 0 then
  redis.call('HINCRBY', KEYS[5], batch .. ':total', added)
end
if soonest then
  redis.call('PUBLISH', ARGV[4], ARGV[5] .. ' ' .. soonest)
end
return answer
