-- Tells where an account is, for an answer that commits nothing (docs/design/sync.md 4.1).
--
-- KEYS[1]  the account (hash)
--
-- Answer: { run id, epoch or '', version or '' }
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local stored = redis.call('HMGET', KEYS[1], 'epoch', 'version')
return { run, stored[1] or '', stored[2] or '' }
