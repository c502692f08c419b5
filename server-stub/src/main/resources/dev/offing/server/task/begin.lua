-- Gives a worker what was read for it and what else is to be done now, and counts the beginning of each.
--
-- KEYS[1]  what is to be done now (stream)
-- KEYS[2]  the tasks (hash)
-- KEYS[3]  how often each was begun (hash)
-- ARGV: group, worker, how many more at most; then of each that was read: entry, id
--
-- Answer: per task its entry, its id, its JSON, or '' where it was cancelled, and how often it was begun
local answer = {}

local function begin(entry, id)
  local task = redis.call('HGET', KEYS[2], id)
  table.insert(answer, entry)
  table.insert(answer, id)
  table.insert(answer, task or '')
  table.insert(answer, task and tostring(redis.call('HINCRBY', KEYS[3], id, 1)) or '0')
end

for i = 4, #ARGV, 2 do
  begin(ARGV[i], ARGV[i + 1])
end
local more = tonumber(ARGV[3])
local read = more > 0
  and redis.call('XREADGROUP', 'GROUP', ARGV[1], ARGV[2], 'COUNT', more, 'STREAMS', KEYS[1], '>')
if read then
  for _, message in ipairs(read[1][2]) do
    begin(message[1], message[2][2])
  end
end
return answer
