-- The time of Redis, and what the time of the server makes of it.
--
-- KEYS[1]  the epoch of the world list (string)
-- KEYS[2]  the warp, as Warp.text writes it (string); none where server time is real time
-- KEYS[3]  when somebody looked last while there was one, microseconds (string)
--
-- Answer: { seconds since 1970, microseconds, warp or '', when it was looked at before, microseconds or
--           '0', '1' where no server began on this Redis yet or '0' }
local time = redis.call('TIME')
local warp = redis.call('GET', KEYS[2])
local seen = redis.call('GET', KEYS[3])
if warp then
  redis.call('SET', KEYS[3], string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2])))
end
local fresh = not warp and redis.call('EXISTS', KEYS[1]) == 0
return { time[1], time[2], warp or '', seen or '0', fresh and '1' or '0' }
