-- Drives `policyspec lsp` from Neovim, without a window, and writes what it got:
--
--   nvim --headless --clean -c "luafile editors/neovim/try.lua"
--
-- POLICYSPEC names the command where it is not on the path. It exits 0 where every answer came, 1 where one did not.

local folder = vim.fn.tempname()
local wrong = 0

local function write(name, lines)
  vim.fn.writefile(lines, folder .. "/" .. name)
  return folder .. "/" .. name
end

local function say(what, answer)
  io.write(what, ": ", answer, "\n")
end

local function expect(what, answer, ok)
  if not ok then
    wrong = wrong + 1
  end
  say((ok and "ok      " or "MISSING ") .. what, answer)
end

vim.fn.mkdir(folder, "p")
write("policyspec.toml", { 'tenders = ["tender.yaml"]', 'policy = ["care.policy"]' })
write("tender.yaml", { "tender: Day care", "estimated value: GBP 700,000", "procedure: open procedure" })
local policy = write("care.policy", {
  'policy council/care "Standards for care" version 1.0.0',
  "  judged on publication date",
  '  under "Care strategy" not checked',
  "",
  "parameter most is GBP 500,000",
  "",
  'rule small "Contracts stay small"',
  "  estimated value must be at most most",
  "",
  'rule open "The procedure is open"',
  "  procedure must be open procedur",
})

local function start(buffer)
  local config = {
    name = "policyspec",
    cmd = { vim.env.POLICYSPEC or "policyspec", "lsp" },
    root_dir = folder,
    workspace_folders = { { name = "care", uri = vim.uri_from_fname(folder) } },
    init_options = { pause = 0 },
  }
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  local id = vim.lsp.start_client(config) -- before Neovim 0.8
  vim.lsp.buf_attach_client(buffer, id)
  return id
end

--- The answer to a request, at a line and a column from 0.
local function ask(method, extra, line, column)
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(0) },
    position = { line = line or 0, character = column or 0 },
  }
  local answers = vim.lsp.buf_request_sync(0, method, vim.tbl_extend("force", params, extra or {}), 10000) or {}
  for _, answer in pairs(answers) do
    return answer.result
  end
end

local function find(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local from = line:find(text, 1, true)
    if from then
      return number - 1, from - 1
    end
  end
end

local function diagnostics()
  return vim.tbl_map(function(one)
    return string.format("%d:%d %s %s", one.lnum + 1, one.col + 1, one.code or "", one.message:gsub("\n.*", ""))
  end, vim.diagnostic.get(0))
end

vim.cmd("edit " .. vim.fn.fnameescape(policy))
vim.bo.filetype = "policyspec"
start(0)

-- Mistakes, and that they go when they are mended.
vim.wait(20000, function()
  return #vim.diagnostic.get(0) > 0
end)
expect("diagnostics", table.concat(diagnostics(), "; "), #vim.diagnostic.get(0) == 1)

local line, column = find("open procedur")
local actions = ask("textDocument/codeAction", {
  context = { diagnostics = {} },
  range = { start = { line = line, character = column }, ["end"] = { line = line, character = column + 13 } },
}) or {}
expect("quick fix", actions[1] and actions[1].title or "", #actions > 0)

vim.api.nvim_buf_set_lines(0, line, line + 1, false, { "  procedure must be open procedure" })
vim.wait(20000, function()
  return #vim.diagnostic.get(0) == 0
end)
expect("mended", tostring(#vim.diagnostic.get(0)) .. " diagnostics", #vim.diagnostic.get(0) == 0)

-- Completion, while the word is being typed.
vim.api.nvim_buf_set_lines(0, line, line + 1, false, { "  procedure must be " })
local found = ask("textDocument/completion", nil, line, 20) or { items = {} }
local labels = vim.tbl_map(function(item)
  return item.label
end, found.items or found)
expect("completion", table.concat(vim.list_slice(labels, 1, 6), ", "), vim.tbl_contains(labels, "open procedure"))
vim.api.nvim_buf_set_lines(0, line, line + 1, false, { "  procedure must be    open procedure" })

-- Hover, definition, rename, the verdict over a rule, the layout.
line, column = find("estimated value")
local hover = ask("textDocument/hover", nil, line, column + 2)
local words = hover and (hover.contents.value or "") or ""
expect("hover", words:gsub("%s+", " "):sub(1, 110), words:find("estimated value", 1, true) ~= nil)

line, column = find("at most most")
local definition = ask("textDocument/definition", nil, line, column + 9)
local at = definition and (definition[1] or definition)
expect("definition", at and "line " .. ((at.range or at.targetRange).start.line + 1) or "", at ~= nil)

local renamed = ask("textDocument/rename", { newName = "largest value" }, line, column + 9)
local edits = 0
for _, change in pairs((renamed or {}).changes or {}) do
  edits = edits + #change
end
for _, change in ipairs((renamed or {}).documentChanges or {}) do
  edits = edits + #change.edits
end
expect("rename", edits .. " places", edits == 2)

local lenses = ask("textDocument/codeLens") or {}
local titles = vim.tbl_map(function(lens)
  return lens.command and lens.command.title or ""
end, lenses)
expect("verdicts on the example", table.concat(titles, "; "), #lenses == 2)

local symbols = ask("textDocument/documentSymbol") or {}
expect("outline", #symbols .. " at the top", #symbols > 0)

local layout = ask("textDocument/formatting", { options = { tabSize = 2, insertSpaces = true } }) or {}
for _, client in pairs((vim.lsp.get_clients or vim.lsp.get_active_clients)()) do
  vim.lsp.util.apply_text_edits(layout, vim.api.nvim_get_current_buf(), client.offset_encoding)
end
local laid = vim.api.nvim_buf_get_lines(0, -2, -1, false)[1]
expect("formatting", laid, laid == "  procedure must be open procedure")

say("Neovim", vim.fn.execute("version"):match("NVIM [^\n]+"))
vim.fn.delete(folder, "rf")
vim.cmd(wrong == 0 and "qall!" or "cquit 1")
