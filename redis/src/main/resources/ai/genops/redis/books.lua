-- The books of budgets. One call is one step: Redis runs nothing else meanwhile, and everything is checked before
-- anything is written, as a script that fails is not undone.
--
--   <books>:cells:<budget>      hash    first millisecond of a cell -> "reserved committed"
--   <books>:ledger:<budget>     list    "sequence at cell kind reserved committed key", oldest first
--   <books>:carried:<budget>    hash    cell -> "sequence at reserved committed" of lines that are not kept
--   <books>:approvals:<budget>  hash    id -> "extra until by-whom"
--   <books>:told:<budget>       hash    period and percent of the last alert
--   <books>:reservation:<key>   hash    one reservation; forgotten some time after it is settled
--   <books>:open                sorted  keys of reservations by the end of their lease
--   <books>:sequence            number  of the last line of a ledger
--   <books>:known               hash    budget -> its definition when something was reserved of it last
--   <books>:seen                sorted  budgets by when that was
--
-- Amounts are billionths of a unit in decimal text. Numbers of Lua are exact to 2^53 only, so they are reckoned as
-- whole units and billionths.

local BASE = 1000000000
local MOST_UNITS = 9000000000
local EXPIRE_AT_ONCE = 100
local MOST_CARRIED = 1000
local MOST_KNOWN = 1000
local ZERO = { 0, 0 }

local books, operation = KEYS[1], ARGV[1]
local most_lines, remembered = tonumber(ARGV[3]), ARGV[4]
local now = tonumber(ARGV[2])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end

local function whole(number)
  return string.format('%.0f', number)
end

local function amount(text)
  local sign, digits = string.match(text, '^(-?)(%d+)$')
  local split = #digits - 9
  local units = split > 0 and tonumber(string.sub(digits, 1, split)) or 0
  local billionths = tonumber(string.sub(digits, math.max(split, 0) + 1))
  if sign == '' then
    return { units, billionths }
  end
  return billionths == 0 and { -units, 0 } or { -units - 1, BASE - billionths }
end

local function negative(x)
  return x[2] == 0 and { -x[1], 0 } or { -x[1] - 1, BASE - x[2] }
end

local function sum(x, y)
  local billionths = x[2] + y[2]
  local carry = billionths >= BASE and 1 or 0
  return { x[1] + y[1] + carry, billionths - carry * BASE }
end

local function times(x, factor)
  local billionths = x[2] * factor
  local carry = math.floor(billionths / BASE)
  return { x[1] * factor + carry, billionths - carry * BASE }
end

local function is_more(x, y)
  return x[1] > y[1] or (x[1] == y[1] and x[2] > y[2])
end

local function text(x)
  if x[1] < 0 then
    return '-' .. text(negative(x))
  end
  return x[1] == 0 and whole(x[2]) or whole(x[1]) .. string.format('%09.0f', x[2])
end

local function cell(budget, start)
  local found = redis.call('HGET', books .. ':cells:' .. budget, start)
  if not found then
    return ZERO, ZERO
  end
  local reserved, committed = string.match(found, '^(%S+) (%S+)$')
  return amount(reserved), amount(committed)
end

-- The sums of all cells from the oldest one on.
local function cells(budget, oldest)
  local reserved, committed = ZERO, ZERO
  local all = redis.call('HGETALL', books .. ':cells:' .. budget)
  for i = 1, #all, 2 do
    if tonumber(all[i]) >= oldest then
      local one_reserved, one_committed = string.match(all[i + 1], '^(%S+) (%S+)$')
      reserved, committed = sum(reserved, amount(one_reserved)), sum(committed, amount(one_committed))
    end
  end
  return reserved, committed
end

-- Removes what does not count any more. Called when a cell begins.
local function forget(budget, oldest)
  local all = redis.call('HGETALL', books .. ':cells:' .. budget)
  for i = 1, #all, 2 do
    if tonumber(all[i]) < oldest and string.sub(all[i + 1], 1, 2) == '0 ' then
      redis.call('HDEL', books .. ':cells:' .. budget, all[i])
    end
  end
end

local function cap(budget, own)
  local total = amount(own)
  local all = redis.call('HVALS', books .. ':approvals:' .. budget)
  for _, approval in ipairs(all) do
    local extra, ends = string.match(approval, '^(%d+) (%d+) ')
    if now < tonumber(ends) then
      total = sum(total, amount(extra))
    end
  end
  return total
end

local function carry(budget, line)
  local key = books .. ':carried:' .. budget
  local sequence, at, start, _, reserved, committed = string.match(line, '^(%d+) (%d+) (%S+) (%S+) (%S+) (%S+) ')
  local before = redis.call('HGET', key, start)
  local had_reserved, had_committed = '0', '0'
  if before then
    had_reserved, had_committed = string.match(before, '^%d+ %d+ (%S+) (%S+)$')
  end
  reserved, committed = sum(amount(reserved), amount(had_reserved)), sum(amount(committed), amount(had_committed))
  redis.call('HSET', key, start, table.concat({ sequence, at, text(reserved), text(committed) }, ' '))
  if redis.call('HLEN', key) > MOST_CARRIED then
    local oldest
    for _, one in ipairs(redis.call('HKEYS', key)) do
      if not oldest or tonumber(one) < tonumber(oldest) then
        oldest = one
      end
    end
    redis.call('HDEL', key, oldest)
  end
end

local function write(budget, start, key, kind, reserved, committed)
  local ledger = books .. ':ledger:' .. budget
  local sequence = redis.call('INCR', books .. ':sequence')
  local line = { whole(sequence), whole(now), start, kind, text(reserved), text(committed), key }
  if redis.call('RPUSH', ledger, table.concat(line, ' ')) > most_lines then
    carry(budget, redis.call('LPOP', ledger))
  end
end

-- Changes the cells of a reservation's lines, all or none, and writes it down.
local function change(key, lines, kind, reserved, committed)
  local changed = {}
  for i, line in ipairs(lines) do
    local had_reserved, had_committed = cell(line.budget, line.cell)
    changed[i] = { sum(had_reserved, reserved), sum(had_committed, committed) }
    if math.abs(changed[i][1][1]) > MOST_UNITS or math.abs(changed[i][2][1]) > MOST_UNITS then
      error({ err = 'ERR the books of `' .. line.budget .. '` go to 9,000,000,000 units' }, 0)
    end
  end
  for i, line in ipairs(lines) do
    local sums = text(changed[i][1]) .. ' ' .. text(changed[i][2])
    redis.call('HSET', books .. ':cells:' .. line.budget, line.cell, sums)
    write(line.budget, line.cell, key, kind, reserved, committed)
  end
end

local function save(key, one)
  local lines = cjson.encode(one.lines)
  redis.call('HSET', books .. ':reservation:' .. key, 'amount', one.amount, 'state', one.state, 'charged', one.charged,
    'late', one.late, 'abandoned', one.abandoned, 'expires', one.expires, 'lines', lines)
end

local function close(key, one, state, charged, late)
  one.state, one.charged, one.late = state, charged, late
  redis.call('ZREM', books .. ':open', key)
  save(key, one)
  redis.call('PEXPIRE', books .. ':reservation:' .. key, remembered)
end

local function stored(key)
  local all = redis.call('HGETALL', books .. ':reservation:' .. key)
  if #all == 0 then
    return nil
  end
  local one = {}
  for i = 1, #all, 2 do
    one[all[i]] = all[i + 1]
  end
  one.lines = cjson.decode(one.lines)
  return one
end

local function expire(key, one)
  local charged = one.abandoned == '1' and one.amount or '0'
  change(key, one.lines, 'EXPIRE', negative(amount(one.amount)), amount(charged))
  close(key, one, 'EXPIRED', charged, '0')
end

-- A reservation as it is now: one whose lease is over has expired.
local function load(key)
  local one = stored(key)
  if one and one.state == 'RESERVED' and tonumber(one.expires) <= now then
    expire(key, one)
  end
  return one
end

local function due()
  return redis.call('ZRANGEBYSCORE', books .. ':open', '-inf', whole(now), 'LIMIT', 0, EXPIRE_AT_ONCE)
end

local function expire_due()
  local keys = due()
  for _, key in ipairs(keys) do
    if not load(key) then
      redis.call('ZREM', books .. ':open', key)
    end
  end
  return #keys
end

local function alert(line, found)
  local oldest, period = tonumber(line.cell), tonumber(line.cell)
  if line.kind == 'ROLLING' then
    oldest = now - now % line.slice - line.length
    period = now - now % line.length
  elseif now >= tonumber(line.next) then
    -- A charge to a window that is over reaches nothing in the present one.
    return
  end
  local _, spent = cells(line.budget, oldest)
  local most = cap(line.budget, line.cap)
  local told = redis.call('HMGET', books .. ':told:' .. line.budget, 'period', 'percent')
  local before = told[1] == whole(period) and tonumber(told[2]) or 0
  for percent in string.gmatch(line.thresholds, '%d+') do
    local is_reached = is_more(spent, ZERO) and not is_more(times(most, tonumber(percent)), times(spent, 100))
    if tonumber(percent) > before and is_reached then
      redis.call('HSET', books .. ':told:' .. line.budget, 'period', whole(period), 'percent', percent)
      for _, part in ipairs({ line.budget, percent, whole(period), text(spent), text(most) }) do
        table.insert(found, part)
      end
    end
  end
end

local function settlement(one, is_repeated, may_alert)
  local answer = { 'SETTLED', whole(now), one.state, one.amount, one.charged, one.late, is_repeated and '1' or '0' }
  if may_alert then
    for _, line in ipairs(one.lines) do
      alert(line, answer)
    end
  end
  return answer
end

-- The budgets of a call, as they follow from the fifth argument of it on, and their definitions; nil if a window has
-- turned meanwhile.
local function read_lines(from)
  local lines, definitions = {}, {}
  for i = from, #ARGV, 10 do
    local line = { budget = ARGV[i], cell = ARGV[i + 1], next = ARGV[i + 2], cap = ARGV[i + 3], refuses = ARGV[i + 4],
      kind = ARGV[i + 5], length = tonumber(ARGV[i + 6]), slice = tonumber(ARGV[i + 7]), thresholds = ARGV[i + 8] }
    if now < tonumber(line.cell) or now >= tonumber(line.next) then
      return nil
    end
    table.insert(lines, line)
    table.insert(definitions, ARGV[i + 9])
  end
  return lines, definitions
end

local function know(budget, definition)
  redis.call('HSET', books .. ':known', budget, definition)
  redis.call('ZADD', books .. ':seen', whole(now), budget)
  if redis.call('ZCARD', books .. ':seen') > MOST_KNOWN then
    redis.call('HDEL', books .. ':known', redis.call('ZPOPMIN', books .. ':seen')[1])
  end
end

local function oldest(line)
  return line.kind == 'ROLLING' and tonumber(line.cell) - line.length or tonumber(line.cell)
end

local function again(one, wanted, lines)
  local is_same = one.amount == wanted and #one.lines == #lines
  for i, line in ipairs(lines) do
    is_same = is_same and one.lines[i].budget == line.budget
  end
  if is_same and one.state == 'RESERVED' then
    return { 'GRANTED', whole(now) }
  end
  local why = is_same and 'its reservation is ' .. one.state or 'it was used for another amount or other budgets'
  return { 'CONFLICT', whole(now), why }
end

local operations = {}

function operations.reserve(key, wanted, lease, abandoned, enforced)
  local lines, definitions = read_lines(10)
  if not lines then
    return { 'TURNED', whole(now) }
  end
  local known = load(key)
  if known then
    return again(known, wanted, lines)
  end
  expire_due()
  local answer = { 'GRANTED', whole(now) }
  for i, line in ipairs(lines) do
    local reserved, committed = cells(line.budget, oldest(line))
    local left = sum(cap(line.budget, line.cap), negative(sum(reserved, committed)))
    if is_more(amount(wanted), left) then
      if enforced == '1' and line.refuses == '1' then
        return #due() > 0 and { 'AGAIN', whole(now) } or { 'REFUSED', whole(now), whole(i), text(left) }
      end
      table.insert(answer, whole(i))
    end
  end
  change(key, lines, 'RESERVE', amount(wanted), ZERO)
  for i, line in ipairs(lines) do
    forget(line.budget, oldest(line))
    know(line.budget, definitions[i])
  end
  local expires = whole(now + tonumber(lease))
  save(key, { amount = wanted, state = 'RESERVED', charged = '0', late = '0', abandoned = abandoned, expires = expires,
    lines = lines })
  redis.call('ZADD', books .. ':open', expires, key)
  return answer
end

function operations.commit(key, actual)
  local one = load(key)
  if not one or one.state == 'COMMITTED' then
    return one and settlement(one, true) or { 'NONE', whole(now) }
  end
  local is_late = one.state ~= 'RESERVED'
  local reserved = is_late and ZERO or negative(amount(one.amount))
  local committed = sum(amount(actual), negative(amount(one.charged)))
  change(key, one.lines, is_late and 'LATE_COMMIT' or 'COMMIT', reserved, committed)
  close(key, one, 'COMMITTED', actual, is_late and '1' or '0')
  return settlement(one, false, true)
end

function operations.release(key)
  local one = load(key)
  if not one or one.state ~= 'RESERVED' then
    return one and settlement(one, true) or { 'NONE', whole(now) }
  end
  change(key, one.lines, 'RELEASE', negative(amount(one.amount)), ZERO)
  close(key, one, 'RELEASED', '0', '0')
  return settlement(one, false)
end

function operations.correct(key, actual)
  local one = load(key)
  if not one or one.state ~= 'COMMITTED' or one.charged == actual then
    return one and settlement(one, true) or { 'NONE', whole(now) }
  end
  change(key, one.lines, 'CORRECT', ZERO, sum(amount(actual), negative(amount(one.charged))))
  close(key, one, 'COMMITTED', actual, one.late)
  return settlement(one, false, true)
end

function operations.extend(key, lease)
  local one = load(key)
  if not one or one.state ~= 'RESERVED' then
    return { 'NONE', whole(now) }
  end
  one.expires = whole(now + tonumber(lease))
  redis.call('ZADD', books .. ':open', one.expires, key)
  save(key, one)
  return { 'EXTENDED', whole(now) }
end

function operations.expire()
  return { 'EXPIRED', whole(now), whole(expire_due()) }
end

function operations.balance()
  local lines = read_lines(5)
  if not lines then
    return { 'TURNED', whole(now) }
  end
  local line = lines[1]
  local reserved, committed = cells(line.budget, oldest(line))
  return { 'BALANCE', whole(now), line.cell, text(cap(line.budget, line.cap)), text(committed), text(reserved) }
end

function operations.approve(id, budget, extra, ends, by_whom)
  redis.call('HSETNX', books .. ':approvals:' .. budget, id, extra .. ' ' .. ends .. ' ' .. by_whom)
  return { 'APPROVED', whole(now) }
end

function operations.ledger(budget)
  local answer = { 'LEDGER', whole(now) }
  local carried = redis.call('HGETALL', books .. ':carried:' .. budget)
  for i = 1, #carried, 2 do
    local sequence, at, reserved, committed = string.match(carried[i + 1], '^(%d+) (%d+) (%S+) (%S+)$')
    table.insert(answer, table.concat({ sequence, at, carried[i], 'CARRIED', reserved, committed, '' }, ' '))
  end
  for _, line in ipairs(redis.call('LRANGE', books .. ':ledger:' .. budget, 0, -1)) do
    table.insert(answer, line)
  end
  return answer
end

function operations.known()
  local answer = { 'KNOWN', whole(now) }
  for _, budget in ipairs(redis.call('ZREVRANGE', books .. ':seen', 0, -1)) do
    table.insert(answer, redis.call('HGET', books .. ':known', budget))
  end
  return answer
end

return operations[operation](unpack(ARGV, 5, math.min(#ARGV, 9)))
