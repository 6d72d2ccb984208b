// Opens each page in a real browser and says what axe-core finds, at a wide and at a narrow window and in the dark.
// Also: whether anything is wider than the window at 320 pixels (400% of 1280), and whether the page asks for anything.
//
//   node tests/report/axe/check.mjs [--pictures FOLDER] PAGE.html …
//
// CHROMIUM names the browser (else /usr/bin/chromium). Needs puppeteer-core and axe-core: see README.md.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "package.json"));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const TALLEST = 12000; // pixels of a page that a picture shows

const args = process.argv.slice(2);
const pictures = args[0] === "--pictures" ? args.splice(0, 2)[1] : null;
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
let failed = false;

for (const file of args) {
  const page = await browser.newPage();
  const asked = [];
  const said = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => said.push(message.text()));
  page.on("dialog", (dialog) => (said.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  await page.setBypassCSP(false);
  for (const [name, width, scheme] of [["wide", 1280, "light"], ["narrow", 320, "light"], ["dark", 1280, "dark"]]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.setViewport({ width, height: 900 });
    await page.goto(pathToFileURL(resolve(file)).href);
    if (pictures) {
      const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), TALLEST);
      const clip = { x: 0, y: 0, width, height };
      await page.screenshot({ path: join(pictures, `${basename(file, ".html")}-${name}.png`), clip, captureBeyondViewport: true });
    }
    await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await page.evaluate(axe);
    const found = await page.evaluate((tags) => axe.run(document, { runOnly: { type: "tag", values: tags } }), TAGS);
    const open = found.incomplete.map((each) => `${each.id} (${each.nodes.length})`).join(", ") || "none";
    const bad = found.violations.length > 0 || wider > 0;
    failed ||= bad;
    console.log(
      `${bad ? "FAILED" : "passed"}  ${basename(file)} ${name}: ${found.violations.length} violations, ` +
        `${found.passes.length} rules passed, to be looked at: ${open}, wider than the window by ${Math.max(wider, 0)}`,
    );
    for (const each of found.violations) {
      console.log(`        ${each.id} (${each.impact}): ${each.help}`);
      for (const node of each.nodes.slice(0, 3)) console.log(`          ${node.target.join(" ")}  ${node.html.slice(0, 160)}`);
    }
  }
  await page.goto(pathToFileURL(resolve(file)).href);
  if (pictures) await page.pdf({ path: join(pictures, `${basename(file, ".html")}.pdf`), preferCSSPageSize: true, tagged: true });
  const elsewhere = asked.filter((url) => !url.startsWith("file:") || !url.endsWith(basename(file)));
  if (elsewhere.length || said.length) {
    failed = true;
    console.log(`FAILED  ${basename(file)}: asked for ${elsewhere.join(", ")}; said ${said.join(" | ")}`);
  }
  await page.close();
}
await browser.close();
process.exit(failed ? 1 : 0);
