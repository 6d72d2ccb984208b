// Starts `policyspec lsp` for the folders that are open. All that it knows of policies it asks the server.

import * as path from "node:path";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions, State } from "vscode-languageclient/node";

const SECTION = "policyspec";

/** The server goes by the names of files; YAML of other kinds it leaves alone. */
const FILES: LanguageClientOptions["documentSelector"] = ["file", "untitled"].flatMap((scheme) => [
  { scheme, language: "policyspec" },
  { scheme, pattern: "**/*.policy.md" },
  { scheme, language: "yaml" },
]);

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("policyspec", { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand("policyspec.restart", () => restart(log)),
    vscode.commands.registerCommand("policyspec.chooseExample", chooseExample),
    vscode.commands.registerCommand("policyspec.tryThisTender", tryThisTender),
    vscode.commands.registerCommand("policyspec.chooseDate", chooseDate),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration(`${SECTION}.path`)) {
        await restart(log);
      }
    }),
  );
  await start(log);
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}

async function start(log: vscode.LogOutputChannel): Promise<void> {
  const command = settings().get<string>("path") || "policyspec";
  const server: ServerOptions = { command, args: ["lsp"] };
  client = new LanguageClient(SECTION, "policyspec", server, {
    documentSelector: FILES,
    outputChannel: log,
    initializationOptions: () => options(),
    synchronize: { configurationSection: SECTION },
  });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    await notStarted(command, error, log);
  }
}

async function restart(log: vscode.LogOutputChannel): Promise<void> {
  const running = client;
  client = undefined;
  if (running?.state === State.Running) {
    await running.stop();
  }
  await start(log);
}

async function notStarted(command: string, error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  log.error(String(error));
  const choose = "Set its path";
  const said = `\`${command} lsp\` did not start. It is installed by pip install 'policyspec[lsp]'.`;
  if ((await vscode.window.showErrorMessage(said, choose)) === choose) {
    await vscode.commands.executeCommand("workbench.action.openSettings", `${SECTION}.path`);
  }
}

/** Let a person choose the tender that rules are tried on, and keep the choice in the folder's settings. */
async function chooseExample(): Promise<void> {
  const picked = await vscode.window.showOpenDialog({
    title: "The tender to try rules on",
    canSelectMany: false,
    filters: { Tenders: ["yaml", "yml", "json", "xml", "xlsx", "ods", "csv"] },
  });
  if (picked?.[0]) {
    await set("example", fromFolder(picked[0]));
  }
}

/** The tender of the menu's file, or of the editor, as the example: for this session, as its lens does. */
async function tryThisTender(file?: vscode.Uri): Promise<void> {
  const tender = file ?? vscode.window.activeTextEditor?.document.uri;
  if (tender && client?.state === State.Running) {
    await vscode.commands.executeCommand("policyspec.tryOn", tender.toString());
  }
}

async function chooseDate(): Promise<void> {
  const written = await vscode.window.showInputBox({
    title: "The date to judge on",
    prompt: "Such as 1 April 2026 or 2026-04-01. Empty: as the configuration and the rules say.",
    value: settings().get<string>("on"),
  });
  if (written !== undefined) {
    await set("on", written.trim());
  }
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(SECTION);
}

function options(): { example: string; on: string; pause: number } {
  const { example, on, pause } = settings() as unknown as { example: string; on: string; pause: number };
  return { example, on, pause };
}

function set(name: string, value: string): Thenable<void> {
  const target = vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  return settings().update(name, value, target);
}

/** The file as it is found from the folder that it is in, so that the setting fits on other machines too. */
function fromFolder(file: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(file);
  return folder ? path.relative(folder.uri.fsPath, file.fsPath).replaceAll("\\", "/") : file.fsPath;
}
