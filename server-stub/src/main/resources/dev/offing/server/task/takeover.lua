-- Gives back what a worker had and said nothing of for a lease, for whoever has hands free.
--
-- KEYS[1]  what is to be done now (stream)
-- KEYS[2]  the tasks (hash)
-- ARGV: group, worker, lease in ms, how many at most
--
-- Answer: { how many }
local answer = redis.call('XAUTOCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], '0-0', 'COUNT', ARGV[4])
local count = 0
for _, entry in ipairs(answer[2]) do
  -- An entry that is gone is told as nothing by an older Redis.
  if entry and entry[2] then
    redis.call('XACK', KEYS[1], ARGV[1], entry[1])
    redis.call('XDEL', KEYS[1], entry[1])
    if redis.call('HEXISTS', KEYS[2], entry[2][2]) == 1 then
      redis.call('XADD', KEYS[1], '*', 't', entry[2][2])
      count = count + 1
    end
  end
end
return { tostring(count) }
