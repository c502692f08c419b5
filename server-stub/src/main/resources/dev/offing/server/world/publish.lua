-- Puts a catalog on the world list unless it is there already, and begins the list where there is
-- none, or where Redis began another life: its rows may be fewer than somebody knows.
--
-- KEYS[1]  the list's epoch (string)
-- KEYS[2]  its rows, 'time hash' or 'time event id until' each (list)
-- KEYS[3]  the life of Redis in which the epoch began (string)
-- KEYS[4]  catalogs by hash (hash)
-- ARGV: a random epoch, the catalog's hash, its text, the time of a first row, that of a later one
--
-- Answer: { 'ok' }
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
if redis.call('GET', KEYS[3]) ~= run then
  redis.call('SET', KEYS[1], ARGV[1])
  redis.call('SET', KEYS[3], run)
end
if redis.call('HSETNX', KEYS[4], ARGV[2], ARGV[3]) == 1 then
  local rows = redis.call('LRANGE', KEYS[2], 0, -1)
  local at = #rows == 0 and ARGV[4] or ARGV[5]
  -- Nodes' clocks differ: a catalog never begins before the one that it follows.
  for i = #rows, 1, -1 do
    if not string.find(rows[i], ' event ', 1, true) then
      local last = tonumber(string.match(rows[i], '^%-?%d+'))
      if tonumber(at) <= last then
        at = string.format('%.0f', last + 1)
      end
      break
    end
  end
  redis.call('RPUSH', KEYS[2], at .. ' ' .. ARGV[2])
end
return { 'ok' }
