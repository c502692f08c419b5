-- Enters a room and reads it. A room that Redis does not know, or knows from another of its lives,
-- gets a new epoch: what was numbered in the old one may be lost or come twice.
--
-- KEYS[1]  the room (hash): epoch, run, seq
-- KEYS[2]  its newest events, 'seq json' each (list)
-- KEYS[3]  who is there (sorted set: member by the end of its lease)
-- ARGV: a random epoch, now, 'since' epoch or '', 'since' seq, events to show to a newcomer,
--       channel, then pairs of member and end of lease
--
-- Answer: { epoch, seq, '1' when the events follow 'since', number of events, event ..., member ... }
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local head = redis.call('HMGET', KEYS[1], 'epoch', 'run', 'seq')
local epoch, seq = head[1], head[3] or '0'
if not epoch or head[2] ~= run then
  epoch = ARGV[1]
  redis.call('HSET', KEYS[1], 'epoch', epoch, 'run', run, 'seq', seq)
end

local changed = redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', ARGV[2])
for i = 7, #ARGV, 2 do
  changed = changed + redis.call('ZADD', KEYS[3], ARGV[i + 1], ARGV[i])
end
if changed > 0 then
  redis.call('PUBLISH', ARGV[6], 'presence')
end

local missed = tonumber(seq) - tonumber(ARGV[4])
local resumed = ARGV[3] == epoch and missed >= 0 and missed <= redis.call('LLEN', KEYS[2])
local events = {}
if not resumed then
  events = redis.call('LRANGE', KEYS[2], -tonumber(ARGV[5]), -1)
elseif missed > 0 then
  events = redis.call('LRANGE', KEYS[2], -missed, -1)
end

local answer = { epoch, seq, resumed and '1' or '0', tostring(#events) }
for _, event in ipairs(events) do
  table.insert(answer, event)
end
for _, member in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1)) do
  table.insert(answer, member)
end
return answer
