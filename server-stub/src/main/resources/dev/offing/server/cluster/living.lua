-- Counts the nodes whose lease is not over, by Redis' own clock.
--
-- KEYS[1]  nodes (sorted set: name by the end of its lease, ms)
--
-- Answer: { how many }
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
return { tostring(redis.call('ZCOUNT', KEYS[1], '(' .. string.format('%.0f', now), '+inf')) }
