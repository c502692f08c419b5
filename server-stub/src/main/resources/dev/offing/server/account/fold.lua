-- Puts an opening in place of the oldest rows of a journal (docs/design/sync.md 4.9): only where
-- nobody did so meanwhile, and only in the epoch in which they were added up.
--
-- KEYS[1]  the account (hash): epoch ...
-- KEYS[2]  the journal (list)
-- KEYS[3]  its opening (string)
--
-- ARGV: epoch, opening before ('' for none), opening after, number of rows that it replaces
--
-- Answer: { 'ok' } or { 'conflict' }
if redis.call('HGET', KEYS[1], 'epoch') ~= ARGV[1] then
  return { 'conflict' }
end
if (redis.call('GET', KEYS[3]) or '') ~= ARGV[2] then
  return { 'conflict' }
end
redis.call('SET', KEYS[3], ARGV[3])
redis.call('LTRIM', KEYS[2], ARGV[4], -1)
return { 'ok' }
