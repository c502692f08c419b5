-- Takes what was used from a bucket that fills by itself, by Redis' own clock. It may be overdrawn,
-- by as much as it holds when it is full: nodes had allowed that before they knew of each other.
--
-- KEYS[1]  the bucket (hash): left, at (ms)
-- ARGV: used, how much a second fills, how much it holds
--
-- Answer: { what is left }
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local rate, most = tonumber(ARGV[2]), tonumber(ARGV[3])
local bucket = redis.call('HMGET', KEYS[1], 'left', 'at')
local left = tonumber(bucket[1] or ARGV[3])
local at = tonumber(bucket[2] or now)
left = math.min(most, left + math.max(0, now - at) * rate / 1000)
left = math.max(-most, left - tonumber(ARGV[1]))
redis.call('HSET', KEYS[1], 'left', tostring(left), 'at', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil((most - left) * 1000 / rate) + 1000)
return { string.format('%.0f', math.floor(left)) }
