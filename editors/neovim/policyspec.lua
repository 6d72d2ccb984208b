-- policyspec in Neovim 0.11 or later. Put this file into `lua/` of your configuration, and into init.lua:
--
--   require("policyspec").setup({ example = "tenders/example.yaml" })

local M = {}

--- `options`: `path` (the command), and what the server takes: `example`, `on`, `pause`.
function M.setup(options)
  options = options or {}
  vim.filetype.add({
    extension = { policy = "policyspec" },
    pattern = { [".*%.policy%.md"] = { "markdown.policyspec", { priority = 10 } } },
  })
  vim.lsp.config("policyspec", {
    cmd = { options.path or "policyspec", "lsp" },
    filetypes = { "policyspec", "markdown.policyspec", "yaml" },
    root_markers = { "policyspec.toml", ".git" },
    init_options = { example = options.example, on = options.on, pause = options.pause },
  })
  vim.lsp.enable("policyspec")
  vim.api.nvim_create_autocmd("FileType", {
    pattern = { "policyspec", "markdown.policyspec" },
    callback = function()
      vim.bo.commentstring = "# %s"
      vim.bo.shiftwidth = 2
      vim.bo.expandtab = true
    end,
  })
end

return M
