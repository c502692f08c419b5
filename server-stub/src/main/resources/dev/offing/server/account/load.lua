-- Reads one account, together with the life of Redis in which it is read.
--
-- KEYS[1]  the account (hash)
-- KEYS[2]  its journal (list)
-- ARGV[1]  '1' when the newest journal row is wanted
--
-- Answer: { run id, newest journal row or '', field, value, field, value ... }
--         no fields when there is no such account.
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local answer = { run, '' }
if ARGV[1] == '1' then
  answer[2] = redis.call('LINDEX', KEYS[2], -1) or ''
end
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields do
  answer[i + 2] = fields[i]
end
return answer
