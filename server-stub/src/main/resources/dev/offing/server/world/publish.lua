-- Puts a catalog on the world list unless it is there already, and begins the list where there is
-- none, or where Redis began another life: its rows may be fewer than somebody knows.
--
-- KEYS[1]  the list's epoch (string)
-- KEYS[2]  its rows, 'time hash' each (list)
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
  local at = redis.call('LLEN', KEYS[2]) == 0 and ARGV[4] or ARGV[5]
  redis.call('RPUSH', KEYS[2], at .. ' ' .. ARGV[2])
end
return { 'ok' }
