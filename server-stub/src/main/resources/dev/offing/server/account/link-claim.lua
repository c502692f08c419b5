-- A device names a code: the first one has it.
--
-- KEYS[1]  the code (hash)
-- ARGV     device, its name, the account that it must be of or '', tries of others
--
-- Answer: { 'claimed' or 'taken' or 'other', account } or { 'unknown', '' }
local account = redis.call('HGET', KEYS[1], 'account')
if not account then
  return { 'unknown', '' }
end
if ARGV[3] ~= '' and ARGV[3] ~= account then
  return { 'other', account }
end
local first = redis.call('HGET', KEYS[1], 'device')
if not first then
  redis.call('HSET', KEYS[1], 'device', ARGV[1], 'name', ARGV[2])
elseif first ~= ARGV[1] then
  if redis.call('HINCRBY', KEYS[1], 'tries', 1) >= tonumber(ARGV[4]) then
    redis.call('DEL', KEYS[1])
  end
  return { 'taken', account }
end
return { 'claimed', account }
