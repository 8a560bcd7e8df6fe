// What a page can do beyond reading: previews where references, notes and terms lead, a search, where one is.
"use strict";
(() => {
  const text = document.querySelector("article.tiaowen");
  if (!text) return;

  // Previews: a copy of what a link leads to, without identifiers and without what is ours.
  const box = document.createElement("div");
  box.id = "tw-preview";
  box.hidden = true;
  box.setAttribute("role", "note");
  document.body.append(box);
  const kinds = "a.ref, a.term, a[role=doc-noteref]";
  let over = null;
  const close = () => { box.hidden = true; over = null; };
  const show = (link) => {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target || link === over) return;
    const whole = target.closest("dfn") ? target.closest("p, li, td") || target : target;
    const copy = whole.cloneNode(true);
    copy.querySelectorAll("[data-ours]").forEach((e) => e.remove());
    copy.querySelectorAll("a").forEach((a) => a.replaceWith(...a.childNodes));
    [copy, ...copy.querySelectorAll("*")].forEach((e) => ["id", "role", "aria-level", "tabindex"].forEach((n) => e.removeAttribute(n)));
    const holder = document.createElement("div");
    holder.className = "tiaowen";
    holder.lang = text.lang;
    holder.append(copy);
    box.replaceChildren(holder);
    box.hidden = false;
    box.scrollTop = 0;
    over = link;
    const at = link.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    box.style.left = Math.max(16, Math.min(at.left, room - box.offsetWidth - 16)) + scrollX + "px";
    const below = at.bottom + 6;
    const fits = below + box.offsetHeight < innerHeight || at.top < box.offsetHeight + 6;
    box.style.top = (fits ? below : at.top - box.offsetHeight - 6) + scrollY + "px";
  };
  let wait = 0;
  const later = (what, time) => { clearTimeout(wait); wait = setTimeout(what, time); };
  document.addEventListener("pointerover", (e) => {
    if (e.pointerType === "touch") return;
    const link = e.target.closest(kinds);
    if (link && text.contains(link)) later(() => show(link), 150);
    else if (box.contains(e.target)) clearTimeout(wait);
    else if (over) later(close, 250);
  });
  document.addEventListener("focusin", (e) => {
    const link = e.target.closest(kinds);
    if (link && text.contains(link)) show(link);
    else if (!box.contains(e.target)) close();
  });
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") close(); });
  // A note pops up where its sign is touched; a second touch goes there.
  document.addEventListener("click", (e) => {
    const sign = e.target.closest("a[role=doc-noteref]");
    if (sign && text.contains(sign) && over !== sign) { e.preventDefault(); show(sign); }
    else if (!box.contains(e.target)) close();
  });

  // Search: every place of the words in the text, white space or not.
  const form = document.querySelector(".search");
  if (form) {
    form.hidden = false;
    const field = form.querySelector("input");
    const count = form.querySelector("output");
    let places = [];
    let at = -1;
    const canPaint = typeof Highlight === "function" && CSS.highlights;
    if (canPaint) document.styleSheets[0].insertRule("::highlight(tw-found) { background-color: var(--found); color: inherit; }");
    const find = () => {
      places = [];
      at = -1;
      const words = field.value.replace(/\s+/g, "").toLowerCase();
      if (words) {
        const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        const nodes = [];
        let all = "";
        for (let n = walker.nextNode(); n; n = walker.nextNode()) {
          for (let i = 0; i < n.data.length; i++) {
            if (/\s/.test(n.data[i])) continue;
            const low = n.data[i].toLowerCase();
            all += low.length === 1 ? low : n.data[i];
            nodes.push(n, i);
          }
        }
        for (let i = all.indexOf(words); i >= 0; i = all.indexOf(words, i + words.length)) {
          const range = document.createRange();
          const last = i + words.length - 1;
          range.setStart(nodes[2 * i], nodes[2 * i + 1]);
          range.setEnd(nodes[2 * last], nodes[2 * last + 1] + 1);
          places.push(range);
        }
      }
      if (canPaint) CSS.highlights.set("tw-found", new Highlight(...places));
      count.textContent = words ? (places.length ? "0/" + places.length : "0") : "";
    };
    let typing = 0;
    field.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(find, 120); });
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      clearTimeout(typing);
      if (at < 0) find();
      if (!places.length) return;
      at = (at + 1) % places.length;
      count.textContent = at + 1 + "/" + places.length;
      const range = places[at];
      const here = range.getBoundingClientRect();
      scrollTo({ top: here.top + scrollY - innerHeight / 3 });
      const chosen = getSelection();
      chosen.removeAllRanges();
      chosen.addRange(range);
    });
    document.addEventListener("keydown", (e) => {
      if (e.key === "/" && !/^(input|textarea|select)$/i.test(e.target.nodeName)) { e.preventDefault(); field.focus(); }
    });
  }

  // The contents tell which part is being read.
  const contents = document.getElementById("tw-contents");
  if (contents && typeof IntersectionObserver === "function") {
    const links = new Map();
    contents.querySelectorAll("ol a").forEach((a) => {
      const target = document.getElementById(decodeURIComponent(a.hash.slice(1)));
      if (target) links.set(target, a);
    });
    const seen = new Set();
    let current = null;
    const observer = new IntersectionObserver((entries) => {
      entries.forEach((e) => { if (e.isIntersecting) seen.add(e.target); else seen.delete(e.target); });
      // Of those on the page, the innermost one that begins first.
      const all = [...seen].filter((e) => ![...seen].some((o) => o !== e && e.contains(o)));
      all.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
      const link = all.length ? links.get(all[0]) : null;
      if (link === current) return;
      if (current) current.removeAttribute("aria-current");
      current = link;
      if (link) link.setAttribute("aria-current", "location");
    }, { rootMargin: "-15% 0px -60% 0px" });
    links.forEach((_, target) => observer.observe(target));
  }
})();
