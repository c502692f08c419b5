-- Renews the leases of tasks that are being run.
--
-- KEYS[1]  what is to be done now (stream)
-- KEYS[2]  the tasks (hash)
-- ARGV: group, worker, then per task: entry, id
--
-- Answer: per task 'held', 'lost' where another worker has it, or 'cancelled'
local answer = {}
for i = 3, #ARGV, 2 do
  local mine = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1, ARGV[2])
  if #mine == 0 then
    table.insert(answer, 'lost')
  else
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'JUSTID')
    table.insert(answer, redis.call('HEXISTS', KEYS[2], ARGV[i + 1]) == 1 and 'held' or 'cancelled')
  end
end
return answer
