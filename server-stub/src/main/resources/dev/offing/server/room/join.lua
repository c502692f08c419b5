-- Enters a room and reads it. A room that Redis does not know, or knows from another of its lives,
-- gets a new epoch: what was numbered in the old one may be lost or come twice.
--
-- KEYS[1]  the room (hash): epoch, run, seq
-- KEYS[2]  its newest events, 'seq json' each (list)
-- KEYS[3]  ids that were said (sorted set, by seq)
-- KEYS[4]  who is there (sorted set: member by the end of its lease)
-- KEYS[5]  where former epochs ended, 'epoch seq' each (list)
-- KEYS[6]  who is muted (sorted set: name by the end)
-- KEYS[7]  accounts that were let in (set)
-- ARGV: a random epoch, now, 'since' epoch or '', 'since' seq, events to show where that cannot be
--       followed, channel, former epochs to keep, ms after which an unused room goes, end of the
--       leases, then members
--
-- Answer: { epoch, seq, '1' when the events follow 'since', { event ... }, { member ... },
--           { muted name, end ... }, { guest ... }, { former epoch with its last seq ... } }
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local head = redis.call('HMGET', KEYS[1], 'epoch', 'run', 'seq')
local epoch, seq = head[1], head[3] or '0'
if not epoch or head[2] ~= run then
  if epoch then
    redis.call('RPUSH', KEYS[5], epoch .. ' ' .. seq)
    redis.call('LTRIM', KEYS[5], -2 * tonumber(ARGV[7]), -1)
  end
  epoch = ARGV[1]
  redis.call('HSET', KEYS[1], 'epoch', epoch, 'run', run, 'seq', seq)
end

local changed = redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', ARGV[2])
for i = 10, #ARGV do
  changed = changed + redis.call('ZADD', KEYS[4], ARGV[9], ARGV[i])
end
if changed > 0 then
  redis.call('PUBLISH', ARGV[6], 'presence')
end
redis.call('ZREMRANGEBYSCORE', KEYS[6], '-inf', ARGV[2])
for i, key in ipairs(KEYS) do
  if i ~= 6 then -- mutes end by themselves
    redis.call('PEXPIRE', key, ARGV[8])
  end
end

local missed = tonumber(seq) - tonumber(ARGV[4])
local resumed = ARGV[3] == epoch and missed >= 0 and missed <= redis.call('LLEN', KEYS[2])
local events = {}
if not resumed and tonumber(ARGV[5]) > 0 then
  events = redis.call('LRANGE', KEYS[2], -tonumber(ARGV[5]), -1)
elseif resumed and missed > 0 then
  events = redis.call('LRANGE', KEYS[2], -missed, -1)
end

return {
  epoch, seq, resumed and '1' or '0', events,
  redis.call('ZRANGE', KEYS[4], 0, -1),
  redis.call('ZRANGE', KEYS[6], 0, -1, 'WITHSCORES'),
  redis.call('SMEMBERS', KEYS[7]),
  redis.call('LRANGE', KEYS[5], 0, -1),
}
