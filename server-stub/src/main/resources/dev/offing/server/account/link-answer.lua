-- The device that has a code was let in, or was not.
--
-- KEYS[1]  the code (hash)
-- ARGV     '1' when it was let in
--
-- Answer: { 'ok' }
if ARGV[1] ~= '1' then
  redis.call('DEL', KEYS[1])
elseif redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('HSET', KEYS[1], 'answered', '1')
end
return { 'ok' }
