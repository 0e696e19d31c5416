-- Take over a block that was earned elsewhere, unless the one known is longer.
--
-- KEYS[1]  the mark, as in hit.lua
-- ARGV     now in seconds ("": this server's clock); seconds of block; strikes; seconds to remember

local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = tonumber(time[1]) + tonumber(time[2]) / 1000000
end
local till = now + tonumber(ARGV[2])
local mark = redis.call('GET', KEYS[1])
if mark then
  local _, known = struct.unpack('<I4d', mark)
  if known >= till then
    return 0
  end
end
local memory = math.ceil(tonumber(ARGV[4]) * 1000) + 1000
redis.call('SET', KEYS[1], struct.pack('<I4d', tonumber(ARGV[3]), till), 'PX', memory)
return 1
