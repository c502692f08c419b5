-- Puts another warp in the place of one.
--
-- KEYS[1]  the warp, as Warp.text writes it (string)
-- ARGV     the one that is believed to be there, the other one, the latest moment for it (ms of Redis' time)
--
-- Answer: { 'ok' }, { 'other' } or { 'late' }
local time = redis.call('TIME')
if tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000 > tonumber(ARGV[3]) then
  return { 'late' }
end
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then
  return { 'other' }
end
redis.call('SET', KEYS[1], ARGV[2])
return { 'ok' }
