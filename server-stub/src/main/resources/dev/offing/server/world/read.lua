-- Reads the world list.
--
-- KEYS[1]  the list's epoch (string)
-- KEYS[2]  its rows, 'time hash' each (list)
--
-- Answer: { epoch or '', row, row ... }
local answer = redis.call('LRANGE', KEYS[2], 0, -1)
table.insert(answer, 1, redis.call('GET', KEYS[1]) or '')
return answer
