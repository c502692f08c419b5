-- Counts what an address does.
--
-- KEYS[1]  the count of this address in this while (string)
-- ARGV     the most in it, seconds after which the count may go
--
-- Answer: { 'ok' } or { 'full' }
if tonumber(redis.call('GET', KEYS[1]) or '0') >= tonumber(ARGV[1]) then
  return { 'full' }
end
redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return { 'ok' }
