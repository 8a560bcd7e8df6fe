// The judge of web pages: axe-core finds nothing at 1280 and 360 px, light and dark; the page asks nothing of the
// network; every link inside it leads somewhere; without a program all of its text is there.
// node pages.cjs FOLDER-WITH-NODE-MODULES CHROMIUM PAGE…
const path = require("path");
const [modules, chromium, ...pages] = process.argv.slice(2);
const find = (name) => require.resolve(name, { paths: [path.resolve(modules)] });
const puppeteer = require(find("puppeteer-core"));
const axe = find("axe-core/axe.min.js");

(async () => {
  const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox"] });
  let bad = 0;
  const say = (...what) => { bad += 1; console.log(...what); };
  const open = async (file, width, scheme, program) => {
    const page = await browser.newPage();
    await page.setBypassCSP(true);
    await page.setJavaScriptEnabled(program);
    await page.setViewport({ width, height: 800 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    page.on("request", (r) => { if (!/^(file|data):/.test(r.url())) say(file, "asks for", r.url()); });
    page.on("pageerror", (e) => say(file, "fails:", e.message));
    await page.goto("file://" + path.resolve(file));
    return page;
  };
  for (const file of pages) {
    for (const [width, scheme] of [[1280, "light"], [360, "dark"]]) {
      const page = await open(file, width, scheme, true);
      await page.addScriptTag({ path: axe });
      const { violations } = await page.evaluate(() => axe.run());
      violations.forEach((v) => say(file, width, scheme, v.id, v.nodes[0].html.slice(0, 160)));
      const lost = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')].map((a) => decodeURIComponent(a.hash.slice(1))).filter((id) => !document.getElementById(id)));
      if (lost.length) say(file, "leads nowhere:", lost.join(" "));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (wide) say(file, width, "is wider than the window");
      await page.close();
    }
    const page = await open(file, 1280, "light", false);
    const text = await page.evaluate(() => document.querySelector("article.tiaowen").innerText.length);
    if (!text) say(file, "has no text without a program");
    await page.close();
  }
  await browser.close();
  process.exit(bad ? 1 : 0);
})();
