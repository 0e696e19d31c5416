-- GCRA and block ladder in one step; memory.py and ladder.py say the same in Python.
--
-- KEYS[1]  string <dd>:  time of the last counted request, seconds its quota was then ahead
-- KEYS[2]  string <I4d>: strikes at the last violation, time when its block ends
-- ARGV     "hit" or "peek"; now in seconds ("": this server's clock); limit; window; block times…
-- Answers  <Bddd I4>: allowed, remaining, reset, retry_after, strikes (0 unless blocked)

local GRAIN = 1e-6
local QUIET_WINDOWS = 10
local FIXED = 4

local count = ARGV[1] == 'hit'
local now = tonumber(ARGV[2])
if not now then
  local time = redis.call('TIME')
  now = tonumber(time[1]) + tonumber(time[2]) / 1000000
end
local limit = tonumber(ARGV[3])
local window = tonumber(ARGV[4])
local rungs = #ARGV - FIXED

local function answer(allowed, remaining, reset, retry_after, strikes)
  return struct.pack('<BdddI4', allowed, remaining, reset, retry_after, strikes)
end

local function milliseconds(seconds)
  -- A second more than needed: expiry runs on this server's clock, which need not be `now`'s.
  return math.ceil(seconds * 1000) + 1000
end

local function quiet_period(strikes)
  return math.max(tonumber(ARGV[FIXED + math.min(strikes, rungs)]), QUIET_WINDOWS * window)
end

local ahead = 0
local quota = redis.call('GET', KEYS[1])
if quota then
  local last
  last, ahead = struct.unpack('<dd', quota)
  if now < last then
    now = last
  end
  ahead = ahead - (now - last)
  if ahead < 0 then
    ahead = 0
  elseif ahead > window then
    ahead = window
  end
end

local strikes, till = 0, 0
if rungs > 0 then
  local mark = redis.call('GET', KEYS[2])
  if mark then
    strikes, till = struct.unpack('<I4d', mark)
    if now < till then
      local rest = till - now
      return answer(0, 0, math.max(rest, ahead), rest, strikes)
    end
  end
end

local cost = window / limit
local taken = ahead + cost
if taken <= window + GRAIN then
  if count then
    redis.call('SET', KEYS[1], struct.pack('<dd', now, taken), 'PX', milliseconds(taken))
    ahead = taken
  end
  return answer(1, math.floor((window - ahead + GRAIN) / cost), ahead, 0, 0)
end
local wait = taken - window
if rungs == 0 then
  return answer(0, 0, ahead, wait, 0)
end
if not count then
  return answer(1, 0, ahead, 0, 0)
end

if strikes > 0 then
  strikes = math.max(strikes - math.floor((now - till) / quiet_period(strikes)), 0)
end
strikes = math.min(strikes + 1, rungs)
till = now + math.max(tonumber(ARGV[FIXED + strikes]), wait)
local memory = till - now + strikes * quiet_period(strikes)
redis.call('SET', KEYS[2], struct.pack('<I4d', strikes, till), 'PX', milliseconds(memory))
local rest = till - now
return answer(0, 0, math.max(rest, ahead), rest, strikes)
