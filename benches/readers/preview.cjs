// Word files as docx-preview shows them in Chromium: each printed to FOLDER/STEM.pdf; a line of JSON for each with its text,
// the paragraphs of styles that headings have, rows of tables, rubies, stretches with dots, and links.
//   node preview.cjs NODE_FOLDER FOLDER FILE.docx …
const fs = require("fs");
const path = require("path");
const [folder, out, ...files] = process.argv.slice(2);
const modules = path.join(path.resolve(folder), "node_modules");
const puppeteer = require(path.join(modules, "puppeteer-core"));

async function show(bytes) {
  const data = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
  const at = document.getElementById("shown");
  await docx.renderAsync(data, at, undefined, { breakPages: false, ignoreHeight: true, ignoreWidth: true });
  const all = (selector) => [...at.querySelectorAll(selector)];
  const text = (e) => e.textContent;
  return {
    text: at.innerText,
    headings: all("p").filter((p) => /(^|[ _])(heading\d|annextitle|annexlabel)/i.test(p.className)).map(text),
    tables: all("table").map((t) => t.rows.length),
    ruby: all("ruby").map((r) => {
      const annotation = [...r.querySelectorAll("rt")].map(text).join("");
      return [text(r).replace(annotation, ""), annotation];
    }),
    dots: all("span").filter((s) => !s.children.length && getComputedStyle(s).textEmphasisStyle !== "none").map(text),
    links: all("a[href]").filter((a) => !a.getAttribute("href").startsWith("#")).map((a) => [text(a), a.getAttribute("href")]),
  };
}

(async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
    protocolTimeout: 600000,
  });
  for (const file of files) {
    const page = await browser.newPage();
    let shown;
    try {
      await page.setContent('<!doctype html><div id="shown"></div>');
      for (const script of ["jszip/dist/jszip.min.js", "docx-preview/dist/docx-preview.min.js"]) {
        await page.addScriptTag({ path: path.join(modules, script) });
      }
      shown = await page.evaluate(show, fs.readFileSync(file).toString("base64"));
      await page.pdf({ path: path.join(out, path.parse(file).name + ".pdf"), width: "2000px", height: "2000px", timeout: 600000 });
    } catch (e) {
      shown = { fails: String(e) };
    }
    console.log(JSON.stringify({ file, ...shown }));
    await page.close();
  }
  await browser.close();
})();
