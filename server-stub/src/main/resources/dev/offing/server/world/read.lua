-- Reads the world list. In another life of Redis rows may be missing that somebody knows: then the
-- list has no epoch until somebody publishes.
--
-- KEYS[1]  the list's epoch (string)
-- KEYS[2]  its rows, 'time hash' or 'time event id until' each (list)
-- KEYS[3]  the life of Redis in which the epoch began (string)
--
-- Answer: { epoch or '', row, row ... }
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local answer = redis.call('LRANGE', KEYS[2], 0, -1)
local epoch = redis.call('GET', KEYS[3]) == run and redis.call('GET', KEYS[1])
table.insert(answer, 1, epoch or '')
return answer
