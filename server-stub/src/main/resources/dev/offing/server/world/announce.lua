-- Puts an event on the world list unless it is there already, or it is too late for that.
--
-- KEYS[1]  the list's epoch (string)
-- KEYS[2]  its rows (list)
-- KEYS[3]  the life of Redis in which the epoch began (string)
-- ARGV     the latest moment for it (ms of Redis' time), its row: 'time event id until'
--
-- Answer: { 'ok' }, { 'late' } or { 'new_run' }
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
if redis.call('GET', KEYS[3]) ~= run then
  return { 'new_run' }
end
local time = redis.call('TIME')
if tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000 > tonumber(ARGV[1]) then
  return { 'late' }
end
local rows = redis.call('LRANGE', KEYS[2], -1000, -1)
for i = #rows, 1, -1 do
  if rows[i] == ARGV[2] then
    return { 'ok' }
  end
end
redis.call('RPUSH', KEYS[2], ARGV[2])
return { 'ok' }
