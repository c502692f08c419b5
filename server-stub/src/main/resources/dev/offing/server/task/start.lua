-- Counts a beginning of each task and reads it.
--
-- KEYS[1]  the tasks (hash)
-- KEYS[2]  how often each was begun (hash)
-- ARGV: ids
--
-- Answer: per task its JSON, or '' where it was cancelled, and how often it was begun
local answer = {}
for _, id in ipairs(ARGV) do
  local task = redis.call('HGET', KEYS[1], id)
  if task then
    table.insert(answer, task)
    table.insert(answer, tostring(redis.call('HINCRBY', KEYS[2], id, 1)))
  else
    table.insert(answer, '')
    table.insert(answer, '0')
  end
end
return answer
