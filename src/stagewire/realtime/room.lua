-- Everything that happens in a room between processes, one step at a time.
--
-- KEYS[1]  hash:   epoch, offset, bytes of history
-- KEYS[2]  list:   the end of the history, "<milliseconds> <RoomEvent>", oldest first
-- KEYS[3]  hash:   process -> when its lease ends, in milliseconds
-- KEYS[4]  hash:   process -> its subscribers
-- KEYS[5]  hash:   connection -> "<process> <Member>"
-- KEYS[6]  string: what an idempotency key led to (publish only)
-- ARGV     operation, channel, PUBLISH or SPUBLISH, process, lease ms, history ms, an epoch to
--          begin with, then what the operation wants
-- Told on the channel: "e <epoch> <offset> <RoomEvent>", "j|s|l <Member>", "x <epoch> <offset>",
-- "h <processes that have subscribers>"

local operation, channel, tell = ARGV[1], ARGV[2], ARGV[3]
local process, lease, kept, fresh = ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7]
local given = 7

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local function say(kind, text)
  redis.call(tell, channel, kind .. ' ' .. text)
end

local function drop_oldest()
  local gone = redis.call('LPOP', KEYS[2])
  redis.call('HINCRBY', KEYS[1], 'bytes', -#gone)
end

local function age()
  while true do
    local oldest = redis.call('LINDEX', KEYS[2], 0)
    if not oldest or tonumber(string.match(oldest, '^(%d+) ')) > now - kept then
      return
    end
    drop_oldest()
  end
end

-- The room's place; a room that is new, or was forgotten, begins under the given epoch.
local function place()
  local known = redis.call('HMGET', KEYS[1], 'epoch', 'offset')
  if known[1] then
    return known[1], tonumber(known[2])
  end
  redis.call('DEL', KEYS[2])
  redis.call('HSET', KEYS[1], 'epoch', fresh, 'offset', 0, 'bytes', 0)
  redis.call('PEXPIRE', KEYS[1], kept)
  return fresh, 0
end

local function forget()
  redis.call('DEL', KEYS[1], KEYS[2])
  local epoch, offset = place()
  say('x', epoch .. ' ' .. offset)
end

local function body(entry)
  return (string.gsub(entry, '^%d+ ', '', 1))
end

-- The events after an offset, at most `limit`; false when some of them are gone.
local function after(offset, last, limit)
  age()
  local first = last - redis.call('LLEN', KEYS[2])
  if offset < first or offset > last then
    return false
  end
  local found = redis.call('LRANGE', KEYS[2], offset - first, offset - first + limit - 1)
  for n, entry in ipairs(found) do
    found[n] = body(entry)
  end
  return found
end

local function alive()
  local leases, found = redis.call('HGETALL', KEYS[3]), {}
  for n = 1, #leases, 2 do
    found[leases[n]] = tonumber(leases[n + 1]) > now
  end
  return found
end

local function holder(entry)
  return string.match(entry, '^(%S+) (.*)$')
end

local function members()
  local living, found = alive(), {}
  local entries = redis.call('HVALS', KEYS[5])
  for _, entry in ipairs(entries) do
    local owner, member = holder(entry)
    if living[owner] then
      found[#found + 1] = member
    end
  end
  return found
end

-- The subscribers of all processes.
local function total()
  local living, subscribers = alive(), 0
  local counts = redis.call('HGETALL', KEYS[4])
  for n = 1, #counts, 2 do
    if living[counts[n]] then
      subscribers = subscribers + tonumber(counts[n + 1])
    end
  end
  return subscribers
end

local function holders()
  local count = 0
  for _, here in pairs(alive()) do
    if here then
      count = count + 1
    end
  end
  return count
end

-- This process is here, with so many subscribers.
local function hold(subscribers)
  local renewed = redis.call('HEXISTS', KEYS[3], process)
  if subscribers == 0 then
    redis.call('HDEL', KEYS[3], process)
    redis.call('HDEL', KEYS[4], process)
  else
    redis.call('HSET', KEYS[3], process, now + lease)
    redis.call('HSET', KEYS[4], process, subscribers)
    for n = 3, 5 do
      redis.call('PEXPIRE', KEYS[n], lease * 10)
    end
    if redis.call('PTTL', KEYS[1]) < lease * 10 then
      redis.call('PEXPIRE', KEYS[1], lease * 10)
    end
  end
  if renewed == 0 or subscribers == 0 then
    say('h', holders())
  end
  return renewed
end

-- Ends the membership of those whose process ended without a word; answers who they were, and
-- whether there was such a process.
local function reap()
  local living, dead, dropped = alive(), {}, false
  for owner, here in pairs(living) do
    if not here then
      dropped = true
      redis.call('HDEL', KEYS[3], owner)
      redis.call('HDEL', KEYS[4], owner)
    end
  end
  if dropped then
    say('h', holders())
  end
  local entries = redis.call('HGETALL', KEYS[5])
  for n = 1, #entries, 2 do
    local owner, member = holder(entries[n + 1])
    if not living[owner] then
      redis.call('HDEL', KEYS[5], entries[n])
      say('l', member)
      dead[#dead + 1] = member
    end
  end
  return dead, dropped
end

local function list(connection, member)
  local known = redis.call('HGET', KEYS[5], connection)
  local entry = process .. ' ' .. member
  redis.call('HSET', KEYS[5], connection, entry)
  redis.call('PEXPIRE', KEYS[5], lease * 10)
  if not known then
    say('j', member)
  elseif known ~= entry then
    say('s', member)
  end
end

local function unlist(connection)
  local known = redis.call('HGET', KEYS[5], connection)
  if known then
    redis.call('HDEL', KEYS[5], connection)
    local _, member = holder(known)
    say('l', member)
    return member
  end
end

if operation == 'publish' then
  local text, most_events, most_bytes = ARGV[given + 1], tonumber(ARGV[given + 2]), tonumber(ARGV[given + 3])
  local once_ms = tonumber(ARGV[given + 4])
  local epoch, offset = place()
  local subscribers = total()
  if KEYS[6] then
    local known = redis.call('GET', KEYS[6])
    if known then
      local was_epoch, was_offset = string.match(known, '^(%S+) (%d+)$')
      return {was_epoch, tonumber(was_offset), subscribers, 1}
    end
  end
  offset = redis.call('HINCRBY', KEYS[1], 'offset', 1)
  local number = string.format('%.0f', offset)
  local event = '{"offset":' .. number .. ',' .. string.sub(text, 2)
  local entry = string.format('%.0f', now) .. ' ' .. event
  redis.call('RPUSH', KEYS[2], entry)
  local bytes = redis.call('HINCRBY', KEYS[1], 'bytes', #entry)
  local length = redis.call('LLEN', KEYS[2])
  while length > most_events or bytes > most_bytes do
    drop_oldest()
    length = length - 1
    bytes = tonumber(redis.call('HGET', KEYS[1], 'bytes'))
  end
  age()
  redis.call('PEXPIRE', KEYS[2], kept)
  -- The place outlives the events: without it they would seem to begin anew.
  redis.call('PEXPIRE', KEYS[1], kept * 2)
  if KEYS[6] then
    redis.call('SET', KEYS[6], epoch .. ' ' .. number, 'PX', once_ms)
  end
  say('e', epoch .. ' ' .. number .. ' ' .. event)
  return {epoch, offset, subscribers, 0}
elseif operation == 'enter' then
  local subscribers, connection, member = tonumber(ARGV[given + 1]), ARGV[given + 2], ARGV[given + 3]
  local most, was_epoch, was_offset = tonumber(ARGV[given + 4]), ARGV[given + 5], tonumber(ARGV[given + 6])
  local epoch, offset = place()
  local first = total() == 0 and 1 or 0
  hold(subscribers)
  local listed = false
  if member ~= '' then
    if redis.call('HEXISTS', KEYS[5], connection) == 1 or #members() < most then
      list(connection, member)
      listed = members()
    end
  end
  local events = false
  if was_epoch == epoch then
    events = after(was_offset, offset, 1e6)
  end
  return {epoch, offset, events, listed, first}
elseif operation == 'leave' then
  local before = total()
  hold(tonumber(ARGV[given + 1]))
  if ARGV[given + 2] ~= '' then
    unlist(ARGV[given + 2])
  end
  return before > 0 and total() == 0 and 1 or 0
elseif operation == 'update' then
  list(ARGV[given + 1], ARGV[given + 2])
elseif operation == 'read' then
  local limit, offset_asked = tonumber(ARGV[given + 1]), ARGV[given + 2]
  local epoch, offset = place()
  age()
  local first = offset - redis.call('LLEN', KEYS[2])
  local from = math.max(offset - limit, first)
  if offset_asked ~= '' then
    from = math.max(tonumber(offset_asked), first)
  end
  if from >= offset then
    return {epoch, offset, {}}
  end
  return {epoch, offset, after(from, offset, limit)}
elseif operation == 'since' then
  local was_epoch, was_offset = ARGV[given + 1], tonumber(ARGV[given + 2])
  local epoch, offset = place()
  if was_epoch ~= epoch then
    return {epoch, offset, false}
  end
  if was_offset > offset then
    -- This server came back with older data: offsets that were given would be given again.
    forget()
    epoch, offset = place()
    return {epoch, offset, false}
  end
  return {epoch, offset, after(was_offset, offset, 1e6)}
elseif operation == 'members' then
  return members()
elseif operation == 'locate' then
  local entry = redis.call('HGET', KEYS[5], ARGV[given + 1])
  if not entry then
    return false
  end
  local owner = holder(entry)
  return alive()[owner] and owner
elseif operation == 'refresh' then
  local renewed = hold(tonumber(ARGV[given + 1]))
  local answer = reap()
  table.insert(answer, 1, holders())
  table.insert(answer, 1, renewed)
  return answer
elseif operation == 'reap' then
  local answer, dropped = reap()
  table.insert(answer, 1, dropped and total() == 0 and 1 or 0)
  return answer
elseif operation == 'sync' then
  -- What this process holds, all of it: others may have taken it for dead.
  local before, answer = total(), {0}
  hold(tonumber(ARGV[given + 1]))
  if before > 0 and total() == 0 then
    answer[1] = 1
  end
  local mine = {}
  for n = given + 2, #ARGV, 2 do
    mine[ARGV[n]] = true
    list(ARGV[n], ARGV[n + 1])
  end
  local entries = redis.call('HGETALL', KEYS[5])
  for n = 1, #entries, 2 do
    if holder(entries[n + 1]) == process and not mine[entries[n]] then
      answer[#answer + 1] = unlist(entries[n])
    end
  end
  return answer
elseif operation == 'forget' then
  forget()
end
return 1
