-- Cancels a task: one that waits is never run, one that runs is not tried again, a dead letter goes.
--
-- KEYS[1]  the tasks (hash)
-- KEYS[2]  what is to be done later (sorted set)
-- KEYS[3]  dead letters (hash)
-- KEYS[4]  how often each was begun (hash)
-- KEYS[5]  progress of batches (hash)
-- ARGV: id
--
-- Answer: { '1' } or { '0' } where there is no such task any more
local task = redis.call('HGET', KEYS[1], ARGV[1])
if not task then
  return { '0' }
end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[4], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
local dead = redis.call('HDEL', KEYS[3], ARGV[1])
local batch = cjson.decode(task)['batch']
if batch then
  redis.call('HINCRBY', KEYS[5], batch .. ':cancelled', 1)
  if dead == 1 then
    redis.call('HINCRBY', KEYS[5], batch .. ':dead', -1)
  end
end
return { '1' }
