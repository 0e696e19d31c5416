-- Arguments after `--`: method, file of the body or "-", then headers as name and value.
-- A body of several lines is as many bodies, sent in turn; `{n}` in them is a number that is sent once.
-- Every answer's status is counted; the result is one line of JSON on standard output.
local threads = {}
local bodies = {}
local sent = 0
local start = (os.time() .. tostring({})):gsub("%W", "")
statuses = {}

local function nextbody()
  sent = sent + 1
  local body = bodies[sent % #bodies + 1]:gsub("{n}", start .. "-" .. sent)
  return wrk.format(nil, nil, nil, body)
end

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  wrk.method = args[1]
  if args[2] ~= "-" then
    local file = assert(io.open(args[2], "rb"))
    wrk.body = file:read("*a")
    file:close()
    for line in wrk.body:gmatch("[^\n]+") do
      table.insert(bodies, line)
    end
  end
  for index = 3, #args, 2 do
    wrk.headers[args[index]] = args[index + 1]
  end
  if #bodies > 1 then
    request = nextbody
  end
end

function response(status)
  statuses[status] = (statuses[status] or 0) + 1
end

function done(summary, latency)
  local counts = {}
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("statuses")) do
      counts[status] = (counts[status] or 0) + count
    end
  end
  local parts = {}
  for status, count in pairs(counts) do
    table.insert(parts, string.format('"%d": %d', status, count))
  end
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "broken": %d, "statuses": {%s}}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.timeout, table.concat(parts, ", ")))
end
