-- Counts a new account of an address.
--
-- KEYS[1]  the count of this address in this hour (string)
-- ARGV[1]  the most in an hour
--
-- Answer: { 'ok' } or { 'full' }
if tonumber(redis.call('GET', KEYS[1]) or '0') >= tonumber(ARGV[1]) then
  return { 'full' }
end
redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], 7200)
return { 'ok' }
