-- Enqueues what a periodic kind owes, where this node leads it.
--
-- KEYS[1]  who leads (string, for as long as its lease)
-- KEYS[2]  the last period that was looked at (string)
-- KEYS[3]  what is to be done now (stream)
-- KEYS[4]  the tasks (hash)
-- KEYS[5]  ids that were chosen (sorted set)
-- ARGV: node, its lease in ms, now, period in ms, what of the missed is made up for ('each', 'latest',
--       'none'), how many at most, ms after its beginning for which a period is not missed, kind
--
-- Answer: { 'leads', how many were enqueued } or { 'follows', '0' where nothing is owed, else ms
--         that the leader's lease lasts }
local now, period = tonumber(ARGV[3]), tonumber(ARGV[4])
local current = math.floor(now / period)
-- What is called for the first time has missed nothing.
local last = tonumber(redis.call('GET', KEYS[2]) or tostring(current))
local leader = redis.call('GET', KEYS[1])
if leader and leader ~= ARGV[1] then
  return { 'follows', last >= current and '0' or tostring(math.max(1, redis.call('PTTL', KEYS[1]))) }
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
local from = last + 1
if ARGV[5] == 'each' then
  from = math.max(from, current - tonumber(ARGV[6]) + 1)
elseif ARGV[5] == 'latest' then
  from = math.max(from, current)
elseif now - current * period > tonumber(ARGV[7]) then
  from = current + 1
else
  from = math.max(from, current)
end
local count = 0
for number = from, current do
  local at = string.format('%.0f', number * period)
  local id = ARGV[8] .. '@' .. at
  if redis.call('HEXISTS', KEYS[4], id) == 0 and not redis.call('ZSCORE', KEYS[5], id) then
    redis.call('HSET', KEYS[4], id, '{"at":' .. ARGV[3] .. ',"params":{"at":' .. at .. '}}')
    redis.call('ZADD', KEYS[5], ARGV[3], id)
    redis.call('XADD', KEYS[3], '*', 't', id)
    count = count + 1
  end
end
if current >= last then
  redis.call('SET', KEYS[2], string.format('%.0f', current))
end
return { 'leads', tostring(count) }
