-- Gives a worker what is to be done now, and counts the beginning of each: reading and start.lua in one,
-- for a worker that does not have to wait.
--
-- KEYS[1]  what is to be done now (stream)
-- KEYS[2]  the tasks (hash)
-- KEYS[3]  how often each was begun (hash)
-- ARGV: group, worker, how many at most
--
-- Answer: per task its entry, its id, its JSON, or '' where it was cancelled, and how often it was begun
local answer = {}
local read = redis.call('XREADGROUP', 'GROUP', ARGV[1], ARGV[2], 'COUNT', ARGV[3], 'STREAMS', KEYS[1], '>')
if not read then
  return answer
end
for _, message in ipairs(read[1][2]) do
  local id = message[2][2]
  table.insert(answer, message[1])
  table.insert(answer, id)
  local task = redis.call('HGET', KEYS[2], id)
  if task then
    table.insert(answer, task)
    table.insert(answer, tostring(redis.call('HINCRBY', KEYS[3], id, 1)))
  else
    table.insert(answer, '')
    table.insert(answer, '0')
  end
end
return answer
