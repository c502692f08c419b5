-- Lets a dead letter begin anew.
--
-- KEYS[1]  dead letters (hash)
-- KEYS[2]  what is to be done now (stream)
-- KEYS[3]  the tasks (hash)
-- KEYS[4]  how often each was begun (hash)
-- KEYS[5]  progress of batches (hash)
-- ARGV: id
--
-- Answer: { '1' } or { '0' } where there is no such dead letter
local task = redis.call('HGET', KEYS[3], ARGV[1])
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 or not task then
  return { '0' }
end
redis.call('HDEL', KEYS[4], ARGV[1])
redis.call('XADD', KEYS[2], '*', 't', ARGV[1])
local batch = cjson.decode(task)['batch']
if batch then
  redis.call('HINCRBY', KEYS[5], batch .. ':dead', -1)
end
return { '1' }
