// A Word file as docx-preview shows it in Chromium: printed to PDF; its text and the rows of its tables as JSON.
//   node preview.cjs NODE_FOLDER FILE.docx OUT.pdf
const fs = require("fs");
const path = require("path");
const [folder, file, out] = process.argv.slice(2);
const modules = path.join(path.resolve(folder), "node_modules");
const puppeteer = require(path.join(modules, "puppeteer-core"));
(async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const page = await browser.newPage();
  await page.setContent("<!doctype html><div id=\"shown\"></div>");
  for (const script of ["jszip/dist/jszip.min.js", "docx-preview/dist/docx-preview.min.js"]) {
    await page.addScriptTag({ path: path.join(modules, script) });
  }
  const bytes = fs.readFileSync(file).toString("base64");
  const shown = await page.evaluate(async (bytes) => {
    const data = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
    const at = document.getElementById("shown");
    await docx.renderAsync(data, at, undefined, { breakPages: false, ignoreHeight: true, ignoreWidth: true });
    const tables = [...at.querySelectorAll("table")].map((t) => t.rows.length);
    return { text: at.innerText, tables };
  }, bytes);
  await page.pdf({ path: out, width: "2000px", height: "2000px" });
  await browser.close();
  process.stdout.write(JSON.stringify(shown));
})();
