-- A pandoc writer: the prose and exhibits of a resolved notebook to calls of template.typ.
--
-- All text leaves as typst strings (#"…";), never as typst markup: whatever a document says is printed as it
-- stands. Only the elements of the contract in docs/ARCHITECTURE.md have a form of their own; anything else gives
-- its text.

local blocks, inlines

local function quoted(text)
  local safe = text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('\n', '\\n'):gsub('\t', ' ')
  return '"' .. safe .. '"'
end

-- Text -----------------------------------------------------------------------------------------------------------

-- Characters that stand in a Han line without a space beside them: a line end between two of them is none.
local function is_wide(code)
  return code >= 0x2E80 or code == 0x2014 or (code >= 0x2018 and code <= 0x201D) or code == 0x2026
end

local function last_code(text)
  local at = utf8.offset(text, -1)
  return at and utf8.codepoint(text, at)
end

local function first_code(text)
  return text ~= '' and utf8.codepoint(text, 1) or nil
end

-- The start of an HTML tag that prose may carry: name, whether it closes, its attributes as they are written.
local function html_tag(raw)
  local slash, name, attributes = raw:match('^<(/?)(%a+)(.-)/?>$')
  return name and name:lower(), slash == '/', attributes
end

local LONG_PASSAGE = 24 -- characters

local function target_of(href, content, length, title)
  local work = href:match('^references%.html#(ref%-.+)$')
  if work then
    local id = title and title ~= '' and ', id: ' .. quoted(title) or ''
    return '#citation(' .. quoted(work) .. id .. ')[' .. content .. '];'
  end
  local document, place = href:match('^sources/(.-)%.html#c(%d+%-%d+)$')
  if document then
    document = document:gsub('%%(%x%x)', function(hex) return string.char(tonumber(hex, 16)) end)
    local long = length > LONG_PASSAGE and ', long: true' or ''
    return '#evidence(' .. quoted(document .. '#c' .. place) .. long .. ')[' .. content .. ']'
  end
  if href:match('^numbers%.html#') then return content end -- the page of numbers is on the web only
  local exhibit = href:match('^[^:/]*#(.+)$')
  if exhibit then
    return '#xref(' .. quoted(exhibit) .. ')[' .. content .. ']'
  end
  if href:match('^https?://') or href:match('^mailto:') then
    return '#link(' .. quoted(href) .. ')[' .. content .. ']'
  end
  return content -- a file beside the web page leads nowhere from a PDF
end

local wrap = { Emph = 'emph', Strong = 'strong', Strikeout = 'strike', Superscript = 'super', Subscript = 'sub' }
local tags = { em = 'emph', i = 'emph', strong = 'strong', b = 'strong', sup = 'super', sub = 'sub' }

function inlines(list)
  local out, text, soft = {}, '', false
  local function flush()
    if text ~= '' then
      out[#out + 1] = '#' .. quoted(text) .. ';'
      text = ''
    end
  end
  local function say(more)
    if soft and more ~= '' then
      local before, after = last_code(text), first_code(more)
      if not (before and after and is_wide(before) and is_wide(after)) then text = text .. ' ' end
      soft = false
    end
    text = text .. more
  end
  local function put(markup)
    if soft then text, soft = text .. ' ', false end
    flush()
    out[#out + 1] = markup
  end
  local i = 1
  while i <= #list do
    local it = list[i]
    local kind = it.t
    if kind == 'Str' then
      say(it.text)
    elseif kind == 'Space' then
      say(' ')
    elseif kind == 'SoftBreak' then
      soft = true
    elseif kind == 'LineBreak' then
      put('#linebreak();')
    elseif wrap[kind] then
      put('#' .. wrap[kind] .. '[' .. inlines(it.content) .. '];')
    elseif kind == 'Code' then
      put('#code(' .. quoted(it.text) .. ');')
    elseif kind == 'Math' then
      say(it.text)
    elseif kind == 'Link' then
      put(target_of(it.target, inlines(it.content), utf8.len(pandoc.utils.stringify(it.content)) or 0, it.title))
    elseif kind == 'Note' then
      put('#footnote[' .. blocks(it.content) .. '];')
    elseif kind == 'Span' and it.classes:includes('cited') then
      put('#cited-in[' .. inlines(it.content) .. '];')
    elseif kind == 'Quoted' then
      say(it.quotetype == 'DoubleQuote' and '“' or '‘')
      put(inlines(it.content))
      say(it.quotetype == 'DoubleQuote' and '”' or '’')
    elseif kind == 'Image' then
      put('#picture(' .. quoted(it.src) .. ', ' .. quoted(pandoc.utils.stringify(it.caption)) .. ');')
    elseif kind == 'RawInline' then
      local name, closes, attributes = html_tag(it.text)
      local inner, depth, j = pandoc.List(), 1, i + 1
      if name == 'br' then
        put('#linebreak();')
      elseif name and not closes then
        while j <= #list do
          local other = list[j]
          if other.t == 'RawInline' then
            local same, shut = html_tag(other.text)
            if same == name then depth = depth + (shut and -1 or 1) end
          end
          if depth == 0 then break end
          inner:insert(other)
          j = j + 1
        end
        if depth == 0 then
          i = j
          local href = attributes:match('href%s*=%s*"([^"]*)"')
          local content = inlines(inner)
          if name == 'a' and href then
            local address = href:gsub('&amp;', '&')
            put(target_of(address, content, utf8.len(pandoc.utils.stringify(inner)) or 0))
          elseif tags[name] then
            put('#' .. tags[name] .. '[' .. content .. '];')
          else
            put(content)
          end
        end
      end
    elseif it.content then
      put(inlines(it.content))
    end
    i = i + 1
  end
  flush()
  return table.concat(out)
end

-- Exhibits -------------------------------------------------------------------------------------------------------

local function content(list)
  return '[' .. inlines(list) .. ']'
end

local function has(element, class)
  return element.classes:includes(class)
end

-- The spans of a figcaption by class.
local function caption_parts(figure)
  local parts = {}
  pandoc.Blocks(figure.caption.long):walk {
    traverse = 'topdown',
    Span = function(span)
      local class = span.classes[1]
      if class then parts[class] = content(span.content) end
      return span, false
    end,
  }
  return parts
end

local function named(arguments, names, parts)
  for _, name in ipairs(names) do
    if parts[name] then arguments[#arguments + 1] = name .. ': ' .. parts[name] end
  end
end

local alignments = { l = 'left', r = 'right', c = 'center' }

local function align_of(cell, fallback)
  for class, side in pairs(alignments) do
    if has(cell, class) then return side end
  end
  return fallback
end

local function cell_content(cell)
  local out = {}
  for _, block in ipairs(cell.contents) do
    if block.t == 'Plain' or block.t == 'Para' then
      out[#out + 1] = inlines(block.content)
    else
      out[#out + 1] = blocks({ block })
    end
  end
  return '[' .. table.concat(out, '#parbreak();') .. ']'
end

local LONG_CELL = 3000 -- bytes

local function rows_of(rows, sides)
  local out = {}
  for _, row in ipairs(rows) do
    local cells, column = {}, 1
    for _, cell in ipairs(row.cells) do
      local body, spans, side = cell_content(cell), '', align_of(cell, sides[column])
      -- Rows stay whole; only a cell that might outgrow a page may break.
      if #body > LONG_CELL then spans = 'breakable: true, ' end
      if cell.col_span > 1 then spans = spans .. 'colspan: ' .. cell.col_span .. ', ' end
      if cell.row_span > 1 then spans = spans .. 'rowspan: ' .. cell.row_span .. ', ' end
      if side ~= sides[column] then spans = spans .. 'align: ' .. side .. ', ' end
      cells[#cells + 1] = spans == '' and body or ('table.cell(' .. spans .. body .. ')')
      column = column + cell.col_span
    end
    out[#out + 1] = '    ' .. table.concat(cells, ', ') .. ','
  end
  return table.concat(out, '\n')
end

local LONGEST_WORD = 24 -- characters; what is longer is a hash or an address, and may break

-- The longest word of each column that a line end cannot divide; a Han character is its own. A cell below the
-- heads that may not break (n) counts whole.
local function longest_words(rows_by_part, count)
  local longest, lengths = {}, {}
  for i = 1, count do longest[i], lengths[i] = '', 0 end
  for part, rows in ipairs(rows_by_part) do
    for _, row in ipairs(rows) do
      for column, cell in ipairs(row.cells) do
        local is_whole = part > 1 and has(cell, 'n')
        local text = {}
        local plain = pandoc.Blocks(cell.contents):walk { Superscript = function() return pandoc.Inlines {} end }
        for _, code in utf8.codes(pandoc.utils.stringify(plain)) do
          text[#text + 1] = is_wide(code) and ' ' or utf8.char(code)
        end
        local words = table.concat(text)
        for word in words:gmatch(is_whole and '.+' or '%S+') do
          local length = utf8.len(word) or 0
          if column <= count and length > lengths[column] and length <= LONGEST_WORD then
            longest[column], lengths[column] = word, length
          end
        end
      end
    end
  end
  for i = 1, count do longest[i] = quoted(longest[i]) end
  return longest
end

local function table_call(tbl, identifier, classes, parts)
  local widths, sides, heads = {}, {}, tbl.head.rows
  for i, spec in ipairs(tbl.colspecs) do
    widths[i] = spec[2] and string.format('%.4ffr', spec[2] * 100) or 'auto'
    sides[i] = 'left'
  end
  -- A column is aligned as its last head is; cells that differ say so.
  local last = heads[#heads] or (tbl.bodies[1] and tbl.bodies[1].body[1])
  if last then
    local column = 1
    for _, cell in ipairs(last.cells) do
      sides[column] = align_of(cell, 'left')
      column = column + cell.col_span
    end
  end
  local arguments = { 'quotes: ' .. tostring(classes:includes('quotes')) }
  if identifier ~= '' then arguments[#arguments + 1] = 'id: ' .. quoted(identifier) end
  named(arguments, { 'number', 'title', 'subtitle', 'note', 'source' }, parts)
  arguments[#arguments + 1] = 'columns: (' .. table.concat(widths, ', ') .. ',)'
  local parts_of_rows = { heads, tbl.foot.rows }
  for _, body in ipairs(tbl.bodies) do
    parts_of_rows[#parts_of_rows + 1] = body.head
    parts_of_rows[#parts_of_rows + 1] = body.body
  end
  arguments[#arguments + 1] = 'longest: (' .. table.concat(longest_words(parts_of_rows, #widths), ', ') .. ',)'
  arguments[#arguments + 1] = 'align: (' .. table.concat(sides, ', ') .. ',)'
  arguments[#arguments + 1] = 'heads: (\n' .. rows_of(heads, sides) .. '\n  )'
  local bodies = {}
  for _, body in ipairs(tbl.bodies) do
    bodies[#bodies + 1] = rows_of(body.head, sides)
    bodies[#bodies + 1] = rows_of(body.body, sides)
  end
  bodies[#bodies + 1] = rows_of(tbl.foot.rows, sides)
  return '#exhibit-table(\n  ' .. table.concat(arguments, ',\n  ') .. ',\n  (\n' .. table.concat(bodies, '\n') .. '\n  ),\n)'
end

local function figure_call(figure)
  local parts, tbl, image = caption_parts(figure), nil, nil
  for _, block in ipairs(figure.content) do
    if block.t == 'Table' then
      tbl = block
    elseif block.t == 'Div' and block.classes[1] then
      parts[block.classes[1]] = content(pandoc.utils.blocks_to_inlines(block.content))
    elseif block.t == 'Plain' or block.t == 'Para' then
      for _, inline in ipairs(block.content) do
        if inline.t == 'Image' then image = inline end
      end
    end
  end
  if tbl then return table_call(tbl, figure.identifier, figure.classes, parts) end
  if not image then return blocks(figure.content) end
  local arguments = { quoted(image.src), 'alt: ' .. quoted(pandoc.utils.stringify(image.caption)) }
  if figure.identifier ~= '' then arguments[#arguments + 1] = 'id: ' .. quoted(figure.identifier) end
  local width = tonumber(image.attributes['width-mm'] or image.attributes['data-width-mm'])
  if width then arguments[#arguments + 1] = 'width: ' .. width .. 'mm' end
  local wide, high = tonumber(image.attributes.width), tonumber(image.attributes.height)
  if width and wide and high then
    arguments[#arguments + 1] = 'height: ' .. string.format('%.1f', width * high / wide) .. 'mm'
  end
  named(arguments, { 'number', 'title', 'subtitle', 'caption', 'note', 'source' }, parts)
  return '#exhibit-figure(\n  ' .. table.concat(arguments, ',\n  ') .. ',\n)'
end

-- Blocks ---------------------------------------------------------------------------------------------------------

local function header(block)
  local first, gap = block.content[1], block.content[2]
  local label = block.identifier ~= '' and ', id: ' .. quoted(block.identifier) or ''
  if first and first.t == 'Str' and gap and gap.t == 'Space' and first.text:match('^[%dA-Z][%d%.]*$') then
    local rest = pandoc.Inlines(block.content)
    rest:remove(1)
    rest:remove(1)
    return '#head(' .. block.level .. ', number: ' .. quoted(first.text) .. label .. ')' .. content(rest)
  end
  return '#head(' .. block.level .. label .. ')' .. content(block.content)
end

local function items(call, list)
  local out = {}
  for _, item in ipairs(list) do out[#out + 1] = '  [' .. blocks(item) .. '],' end
  return '#' .. call .. '\n' .. table.concat(out, '\n') .. '\n)'
end

local function html_blocks(raw)
  return blocks(pandoc.read(raw, 'html+native_divs+native_spans-smart').blocks)
end

local function write(block)
  local kind = block.t
  if kind == 'Header' then
    return header(block)
  elseif kind == 'Para' or kind == 'Plain' then
    local text = inlines(block.content)
    return text ~= '' and text or nil
  elseif kind == 'BulletList' then
    return items('list(', block.content)
  elseif kind == 'OrderedList' then
    return items('enum(start: ' .. block.start .. ',', block.content)
  elseif kind == 'BlockQuote' then
    return '#quote(block: true)[' .. blocks(block.content) .. ']'
  elseif kind == 'HorizontalRule' then
    return '#parbreak()'
  elseif kind == 'CodeBlock' then
    return block.text ~= '' and '#code(' .. quoted(block.text) .. ', block: true)' or nil
  elseif kind == 'Figure' then
    return figure_call(block)
  elseif kind == 'Table' then
    return table_call(block, block.identifier, block.classes, {})
  elseif kind == 'RawBlock' then
    return block.format == 'html' and html_blocks(block.text) or nil
  elseif kind == 'Div' then
    if has(block, 'absent') then
      local id = block.identifier ~= '' and 'id: ' .. quoted(block.identifier) or ''
      return '#absent(' .. id .. ')[' .. blocks(block.content) .. ']'
    end
    if has(block, 'reference') then
      local parts = caption_parts({ caption = { long = block.content } })
      return '#reference(' .. quoted(block.identifier) .. ', ' .. parts.number .. ')' .. parts.entry
    end
    return blocks(block.content)
  elseif block.content then
    return blocks(block.content)
  end
end

function blocks(list)
  local out = {}
  for _, block in ipairs(list) do out[#out + 1] = write(block) end
  return table.concat(out, '\n\n')
end

function Writer(doc)
  return blocks(doc.blocks) .. '\n'
end
