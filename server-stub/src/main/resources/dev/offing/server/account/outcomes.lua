-- Reads what is known of some mutations.
--
-- KEYS[1]  outcomes by id (hash)
-- KEYS[2]  what they moved, by id (hash)
-- ARGV     ids
--
-- Answer: { outcome or '', what it moved or '', outcome ... } in the order of ARGV
local answer = {}
for i = 1, #ARGV do
  answer[2 * i - 1] = redis.call('HGET', KEYS[1], ARGV[i]) or ''
  answer[2 * i] = redis.call('HGET', KEYS[2], ARGV[i]) or ''
end
return answer
