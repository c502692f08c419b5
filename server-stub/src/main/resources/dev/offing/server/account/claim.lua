-- Gives a code to the account that asks for it first, for good.
--
-- KEYS[1]  what codes are worth (hash)
-- KEYS[2]  whose they are: 'account time' (hash)
-- ARGV     the code's id, 'account time'
--
-- Answer: { what it is worth, 'account time' of the first }, or { '' } for an unknown code
local amount = redis.call('HGET', KEYS[1], ARGV[1])
if not amount then
  return { '' }
end
redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2])
return { amount, redis.call('HGET', KEYS[2], ARGV[1]) }
