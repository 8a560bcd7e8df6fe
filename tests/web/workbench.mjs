// The workbench in a browser: what a person does with it. Prints a line for every test and exits with 1 when one fails.
//   node tests/web/workbench.mjs PROGRAM NODE_MODULES [--pictures FOLDER]

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync, existsSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import assert from 'node:assert/strict';

const [program, modules, ...rest] = process.argv.slice(2).map((a, k) => (k < 2 ? resolve(a) : a));
const pictures = rest[0] === '--pictures' ? resolve(rest[1]) : null;
const require = createRequire(join(modules, 'x.js'));
const { chromium } = require('playwright-core');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const SEED = 'seeds/china-cuba-joint-statement-2022.txt';
const folder = mkdtempSync(join(tmpdir(), 'workbench-'));
const running = [];

/** Starts the workbench; gives its address and a way to kill it. */
function serve(...args) {
  const child = spawn(program, ['serve', '--no-system-fonts', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  return new Promise((done, failed) => {
    let said = '';
    child.stdout.on('data', d => {
      said += d;
      if (said.includes('\n')) done({ address: said.trim(), child });
    });
    child.on('exit', code => failed(new Error(`it ended with ${code}: ${said}`)));
  });
}

let browser;
/** A page of the workbench; what it says wrong in the console fails the test. */
async function open(address, options = {}) {
  const context = await browser.newContext({ locale: 'zh-CN', acceptDownloads: true, viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.wrong = [];
  page.on('pageerror', e => page.wrong.push(String(e)));
  page.on('console', m => m.type() === 'error' && !/403|404|ERR_CONNECTION|Failed to load resource/.test(m.text()) && page.wrong.push(m.text()));
  page.on('request', r => /^(http|ws)/.test(r.url()) && !r.url().startsWith(new URL(address).origin) && page.wrong.push(`asked for ${r.url()}`));
  await page.goto(address);
  await page.waitForSelector('body[data-ready]');
  return page;
}
const reads = page => page.evaluate(() => Number(document.body.dataset.read ?? 0));
/** Does something and waits until the document was read anew. */
async function anew(page, what) {
  const before = await reads(page);
  await what();
  await page.waitForFunction(n => Number(document.body.dataset.read ?? 0) > n && document.body.dataset.pages === document.body.dataset.read, before, { timeout: 60000 });
}
const drop = (page, name, text) => anew(page, () => page.evaluate(([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}, [name, text]));
const paste = (page, text) => anew(page, async () => {
  await page.fill('#pasted', text);
  await page.click('#paste button');
});
const articles = page => page.locator('#tree .node[data-level="article"]').count();
async function downloaded(page, click) {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  return readFileSync(await file.path());
}
async function accessible(page, where) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  assert.deepEqual(violations.map(v => `${where}: ${v.id} ${v.nodes[0].html.slice(0, 200)}`), []);
}
async function picture(page, name) {
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  }
}
/** Makes sure that nothing stands out to the right of the window. */
async function fits(page, where) {
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= window, `${where}: ${wide} px in a window of ${window}`);
}

const LAW = ['示例市公园条例', '第一条　为了加强公园管理，制定本条例。', '第二条　本条例适用于公园。', '（一）甲；', '（二）乙。', '公园的名录另行公布。', '第三条　本条例自公布之日起施行。', ''].join('\n');

const TESTS = {
  async 'a seed that is dropped shows 18 articles, pages and no finding of its own making'(page) {
    await drop(page, 'china-cuba-joint-statement-2022.txt', readFileSync(SEED, 'utf8'));
    assert.equal(await articles(page), 18);
    await page.waitForSelector('.sheet svg use');
    assert.ok(await page.locator('.sheet').count() >= 2);
    await picture(page, 'workbench');
    await accessible(page, 'document');
    await page.locator('#tree .node', { hasText: '第十条' }).or(page.locator('#tree .node').nth(9)).first().click();
    assert.ok(await page.locator('#tree .node.here').count() === 1);
    assert.ok(await page.locator('#source .row.here').count() === 1);
  },
  async 'text that is pasted is recognised'(page) {
    await paste(page, LAW);
    assert.equal(await articles(page), 3);
  },
  async 'a line is corrected, undone, redone, saved, and survives a reload'(page) {
    await drop(page, 'park.txt', LAW);
    await page.locator('#source .row', { hasText: '第三条' }).locator('button').click();
    await picture(page, 'correct');
    await accessible(page, 'dialogue of a line');
    await page.selectOption('#pin-role', 'trailer');
    await anew(page, () => page.click('#apply-role'));
    assert.equal(await articles(page), 2);
    assert.ok(await page.locator('#source .pinned').count() === 1);
    await anew(page, () => page.keyboard.press('Control+z'));
    assert.equal(await articles(page), 3);
    await anew(page, () => page.keyboard.press('Control+y'));
    assert.equal(await articles(page), 2);
    const toml = await downloaded(page, () => page.click('#save'));
    assert.match(toml.toString(), /role = "trailer"/);
    await page.reload();
    await page.waitForSelector('body[data-ready]');
    assert.equal(await articles(page), 2);
    // The command line reads what was saved.
    writeFileSync(join(folder, 'park.txt'), LAW);
    writeFileSync(join(folder, 'park.corrections.toml'), toml);
    const tree = JSON.parse(execFileSync(program, ['outline', '--format', 'json', join(folder, 'park.txt')], { stdio: ['ignore', 'pipe', 'ignore'] }));
    assert.equal(tree.provisions.length, 2);
  },
  async 'files that are taken are the bytes of the command line'(page) {
    const seed = resolve(SEED);
    await drop(page, 'china-cuba-joint-statement-2022.txt', readFileSync(seed, 'utf8'));
    await page.click('#take-show');
    await accessible(page, 'dialogue of files');
    await page.click('#make');
    await page.waitForSelector('#made .get', { timeout: 60000 });
    await picture(page, 'take');
    assert.equal(await page.locator('#made .seal b', { hasText: '✓' }).count(), 4);
    execFileSync(program, ['convert', '--no-system-fonts', '--to', 'pdf,docx,epub,tei', '-o', join(folder, 'cli'), seed], { stdio: 'ignore' });
    for (const end of ['pdf', 'docx', 'epub', 'tei.xml']) {
      const name = `china-cuba-joint-statement-2022.${end}`;
      const bytes = await downloaded(page, () => page.click(`#made .get[data-name="${name}"]`));
      assert.ok(bytes.equals(readFileSync(join(folder, 'cli', name))), name);
    }
    const zip = await downloaded(page, () => page.locator('#made > .get').click());
    assert.equal(zip.subarray(0, 2).toString(), 'PK');
  },
  async 'metadata and pages by forms, as TOML'(page) {
    await drop(page, 'park.txt', LAW);
    await page.click('#forms-show');
    await accessible(page, 'dialogue of forms');
    await page.fill('#meta-title', '另一个“题名” \\ ok');
    await page.fill('#meta-effective', '2026-01-02');
    await page.selectOption('#profile-base', 'law');
    await page.selectOption('#profile-paper', 'A5');
    await page.fill('#profile-left', '20mm');
    await picture(page, 'forms');
    await anew(page, () => page.click('#forms-use'));
    assert.match(await page.textContent('#status'), /另一个“题名” \\ ok/);
    const [w, h] = await page.evaluate(() => document.querySelector('.sheet').style.aspectRatio.split('/').map(Number));
    assert.ok(Math.abs(w / 419.5 - 1) < .01 && Math.abs(h / 595.3 - 1) < .01, `${w} ${h}`);
  },
  async 'the whole by keyboard alone'(page) {
    await paste(page, LAW);
    await page.focus('#source .row > button');
    for (let k = 0; k < 5; k++) await page.keyboard.press('ArrowDown');
    assert.match(await page.evaluate(() => document.activeElement.closest('.row').textContent), /公园的名录/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#correct[open]');
    await page.focus('#pin-level');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await anew(page, () => page.keyboard.press('Enter'));
    await anew(page, () => page.keyboard.press('Control+z'));
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement !== document.body));
  },
  async 'EPUB and TEI views'(page) {
    await paste(page, LAW);
    await page.selectOption('#view', 'book');
    const frame = page.frameLocator('#pages iframe');
    await frame.locator('#art-2').waitFor();
    // Its own style sheet came along.
    assert.ok(await frame.locator('body').evaluate(b => [...b.ownerDocument.styleSheets].length > 0));
    await page.selectOption('#view', 'tei');
    await page.waitForFunction(() => document.querySelector('#pages pre')?.textContent.includes('xml:id="art-2"'));
  },
  async 'a hostile document stays text'(page) {
    let bad = '<script>document.title="owned"</script> 示例办法\n第一条　<img src=x onerror="document.title=\'owned\'">甲\u202e乙\u2066丙。\n第二条　javascript:alert(1) <svg onload=alert(1)>。\n';
    for (let k = 0; k < 3000; k++) bad += `第${k % 7 + 1}条　丁“。\n`;
    await drop(page, '<b>x.txt', bad);
    assert.notEqual(await page.title(), 'owned');
    assert.ok(Number(await page.textContent('#findings-count')) >= 3000);
    assert.equal(await page.locator('#source script, #source img, #source svg, #tree img').count(), 0);
    assert.ok(await page.locator('#source .sign', { hasText: '‹RLO›' }).count() === 1);
    await page.click('#findings-box summary');
    assert.ok(await page.locator('#findings li').count() <= 200);
  },
  async 'dark, 360 px, Chinese and English'(page, address) {
    for (const [name, options] of [['light-360', { viewport: { width: 360, height: 740 } }], ['dark-360', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }], ['dark-1280', { colorScheme: 'dark' }], ['zoom', { viewport: { width: 640, height: 400 } }]]) {
      const small = await open(address, options);
      await fits(small, `${name} start`);
      await accessible(small, `${name} start`);
      await picture(small, `${name}-start`);
      await drop(small, 'china-cuba-joint-statement-2022.txt', readFileSync(SEED, 'utf8'));
      await fits(small, name);
      await accessible(small, name);
      await picture(small, name);
      if (name.includes('360')) {
        await small.click('#tabs [data-pane="page-pane"]');
        await small.waitForSelector('.sheet svg use');
        await picture(small, `${name}-page`);
        await small.click('#tabs [data-pane="source-pane"]');
        await fits(small, `${name} source`);
        await picture(small, `${name}-source`);
      }
      await small.selectOption('#lang', 'en');
      assert.equal(await small.textContent('#take-show'), 'Take files');
      assert.deepEqual(small.wrong, []);
      await small.context().close();
    }
  },
  async 'two tabs at once'(page, address) {
    const other = await open(address);
    await Promise.all([paste(page, LAW), paste(other, LAW.replaceAll('公园', '图书馆'))]);
    assert.match(await page.textContent('#tree'), /第一条/);
    assert.match(await other.textContent('#source'), /图书馆/);
    assert.doesNotMatch(await page.textContent('#source'), /图书馆/);
    await other.context().close();
  },
  async 'a law of 320 KB'(page) {
    let law = '示例法\n';
    for (let k = 1; k <= 1300; k++) law += `第${chinese(k)}条　${'为了保护民事主体的合法权益，调整民事关系，维护社会和经济秩序，制定本法。'.repeat(2)}\n`;
    await page.evaluate(() => { globalThis.began = 0; });
    const data = law;
    const times = await page.evaluate(async text => {
      const began = performance.now();
      const data = new DataTransfer();
      data.items.add(new File([text], 'law.txt'));
      const before = Number(document.body.dataset.read ?? 0);
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      while (Number(document.body.dataset.read ?? 0) === before) await new Promise(done => setTimeout(done, 10));
      const tree = performance.now() - began;
      while (!document.querySelector('.sheet svg')) await new Promise(done => setTimeout(done, 10));
      const first = performance.now() - began;
      const box = document.querySelector('#pages');
      let worst = 0;
      for (let at = 0; at < box.scrollHeight; at += 4 * box.clientHeight) {
        const turn = performance.now();
        box.scrollTop = at;
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        worst = Math.max(worst, performance.now() - turn);
      }
      return [tree, first, worst, document.querySelectorAll('.sheet').length];
    }, data);
    assert.equal(await articles(page), 1300);
    console.log(`      ${(data.length * 3 / 1024) | 0} KB: tree after ${times[0] | 0} ms, first page after ${times[1] | 0} ms, ${times[3]} pages, longest step of scrolling ${times[2] | 0} ms`);
  },
  async 'a folder: the table, a document, and its corrections beside it'() {
    const corpus = join(folder, 'corpus');
    mkdirSync(join(corpus, 'deep'), { recursive: true });
    writeFileSync(join(corpus, 'a.txt'), LAW);
    writeFileSync(join(corpus, 'deep', 'b.md'), `# 示例规定\n\n${LAW}`);
    writeFileSync(join(corpus, '.hidden.txt'), LAW);
    writeFileSync(join(folder, 'outside.txt'), LAW);
    const { address } = await serve(corpus);
    const page = await open(address);
    await page.waitForFunction(() => document.querySelectorAll('#corpus-rows tr').length === 2 && !document.querySelector('#corpus-rows').textContent.includes('待读'));
    await picture(page, 'corpus');
    await accessible(page, 'corpus');
    assert.doesNotMatch(await page.textContent('#corpus-rows'), /hidden/);
    await page.fill('#corpus-filter', 'b.md');
    assert.equal(await page.locator('#corpus-rows tr').count(), 1);
    await page.fill('#corpus-filter', '');
    await anew(page, () => page.locator('#corpus-rows button', { hasText: 'a.txt' }).click());
    await page.locator('#source .row', { hasText: '第三条' }).locator('button').click();
    await page.selectOption('#pin-role', 'trailer');
    await anew(page, () => page.click('#apply-role'));
    await page.click('#save');
    await page.waitForFunction(() => document.querySelector('#status').textContent.includes('a.corrections.toml'));
    assert.match(readFileSync(join(corpus, 'a.corrections.toml'), 'utf8'), /role = "trailer"/);
    for (const path of ['../outside.txt', 'deep/../../outside.txt', join(folder, 'outside.txt'), '.hidden.txt']) {
      const status = await page.evaluate(async path => (await fetch('api/open', { method: 'POST', body: JSON.stringify({ path }) })).status, path);
      assert.equal(status, 404, path);
    }
    assert.deepEqual(page.wrong, []);
    await page.context().close();
  },
  async 'a server that is killed and started again loses nothing'() {
    const first = await serve();
    const port = new URL(first.address).port;
    const page = await open(first.address);
    await drop(page, 'park.txt', LAW);
    await page.locator('#source .row', { hasText: '第三条' }).locator('button').click();
    await page.selectOption('#pin-role', 'trailer');
    await anew(page, () => page.click('#apply-role'));
    first.child.removeAllListeners('exit');
    first.child.kill('SIGKILL');
    await new Promise(done => first.child.on('close', done));
    await page.click('#undo');
    await page.waitForFunction(() => document.querySelector('#status').classList.contains('bad'));
    let second;
    for (let k = 0; !second; k++) {
      try {
        second = await serve('--port', port);
      } catch (e) {
        if (k > 40) throw e;
        await new Promise(done => setTimeout(done, 250));
      }
    }
    await page.goto(second.address);
    await page.waitForSelector('body[data-ready]');
    assert.equal(await articles(page), 2);
    await page.context().close();
  },
};

/** A number up to 9,999 in Chinese. */
function chinese(n) {
  const [d, u] = ['零一二三四五六七八九', ['', '十', '百', '千']];
  const s = String(n);
  let out = '';
  for (let k = 0; k < s.length; k++) {
    const c = Number(s[k]);
    out += c ? d[c] + u[s.length - 1 - k] : out.endsWith('零') ? '' : '零';
  }
  return out.replace(/零$/, '').replace(/^一十/, '十');
}

let failed = 0;
try {
  browser = await chromium.launch({ executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync), args: ['--no-sandbox'] });
  const { address } = await serve();
  for (const [name, test] of Object.entries(TESTS)) {
    if (process.env.ONLY && !name.includes(process.env.ONLY)) continue;
    let page;
    try {
      if (test.length) page = await open(address);
      await test(page, address);
      assert.deepEqual(page?.wrong ?? [], []);
      console.log(`ok    ${name}`);
    } catch (e) {
      failed += 1;
      console.log(`FAIL  ${name}\n      ${String(e?.stack ?? e).split('\n').slice(0, 12).join('\n      ')}`);
    }
    await page?.context().close();
  }
} finally {
  await browser?.close();
  for (const child of running) {
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
  }
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
