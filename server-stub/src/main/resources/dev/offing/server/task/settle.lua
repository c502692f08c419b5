-- Says what became of tasks that were run. Only the first word on an entry counts: a worker that was
-- taken for dead and comes back settles nothing twice.
--
-- KEYS[1]  what is to be done now (stream)
-- KEYS[2]  what is to be done later (sorted set)
-- KEYS[3]  the tasks (hash)
-- KEYS[4]  how often each was begun (hash)
-- KEYS[5]  dead letters (hash: id to JSON)
-- KEYS[6]  progress of batches (hash)
-- ARGV: group, channel, kind, then per task: entry, id, batch or '', what became of it ('done',
--       'later', 'back', 'dead'), when it is tried again ('later'), the dead letter ('dead') or 'begun'
--       where its beginning was counted ('back')
--
-- Answer: '1' per task that this settled, '0' where it was settled before
local answer = {}
local soonest = nil
for i = 4, #ARGV, 5 do
  local entry, id, batch, what, more = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4]
  if redis.call('XACK', KEYS[1], ARGV[1], entry) == 0 then
    table.insert(answer, '0')
  else
    table.insert(answer, '1')
    redis.call('XDEL', KEYS[1], entry)
    local cancelled = redis.call('HEXISTS', KEYS[3], id) == 0
    if cancelled or what == 'done' then
      redis.call('HDEL', KEYS[3], id)
      redis.call('HDEL', KEYS[4], id)
    end
    if not cancelled then
      if what == 'done' then
        if batch ~= '' then
          redis.call('HINCRBY', KEYS[6], batch .. ':done', 1)
        end
      elseif what == 'later' then
        redis.call('ZADD', KEYS[2], more, id)
        if not soonest or tonumber(more) < tonumber(soonest) then
          soonest = more
        end
      elseif what == 'back' then
        if more == 'begun' then
          redis.call('HINCRBY', KEYS[4], id, -1)
        end
        redis.call('XADD', KEYS[1], '*', 't', id)
      else
        redis.call('HSET', KEYS[5], id, more)
        if batch ~= '' then
          redis.call('HINCRBY', KEYS[6], batch .. ':dead', 1)
        end
      end
    end
  end
end
if soonest then
  redis.call('PUBLISH', ARGV[2], ARGV[3] .. ' ' .. soonest)
end
return answer
