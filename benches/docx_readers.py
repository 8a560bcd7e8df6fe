#!/usr/bin/env python3
"""What independent readers find in the Word files that tiaowen writes: text, labels, headings, notes, tables.

    pip install python-docx mammoth                  # LibreOffice, poppler, chromium: by apt
    npm install docx-preview puppeteer-core          # --node: the folder with node_modules
    mvn -f benches/readers/pom.xml dependency:copy-dependencies -DoutputDirectory=DIR   # --docx4j DIR
    python3 benches/docx_readers.py --tiaowen target/release/tiaowen [--node DIR] [--docx4j DIR] [-o TABLE.md] FILE …

Every file (anything that tiaowen reads) is written as DOCX, with numbers that Word counts (auto) and with typed ones
(literal). What its tree holds (JSON) is looked for in what each reader shows; readers that are not there are skipped.
Readers that take text out count no numbers (python-docx, mammoth, docx4j): they show labels of literal files only.
python-docx knows no footnotes, docx-preview no headings; LibreOffice gives every heading that is in its navigator.
"""

import argparse
import collections
import html
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import zipfile
from xml.etree import ElementTree

HERE = pathlib.Path(__file__).resolve().parent
CONTAINERS = {"part", "subpart", "chapter", "section", "subsection", "other", "annex"}
COLUMNS = ["text", "labels", "headings", "notes", "tables"]


def squash(s):
    return re.sub(r"[\s\u200b\ufeff\u00ad]+", "", s)


def kind(mark):
    return mark["kind"] if isinstance(mark["kind"], str) else next(iter(mark["kind"]))


def pieces(t):
    """The text as it is read, in stretches between signs that a reader shows in its own way."""
    signs = ("markup", "noteReference", "noteLabel", "rubyText", "image", "math")
    raw = t["text"].encode("utf-8")
    for m in sorted(t.get("marks", []), key=lambda m: -m["start"]):
        if kind(m) in signs:
            raw = raw[: m["start"]] + b"\0" * (m["end"] - m["start"]) + raw[m["end"] :]
    return [squash(s) for s in raw.decode("utf-8", "replace").split("\0") if squash(s)]


class Tree:
    """What a document holds: texts, labels with the text behind them, headings, notes, tables."""

    def __init__(self, document):
        self.texts, self.labels, self.headings, self.notes, self.tables = [], [], [], [], []
        for part in ("front", "body", "back"):
            self.blocks(document[part])

    def blocks(self, blocks):
        for block in blocks:
            if "text" in block:
                self.text(block["text"])
            else:
                self.provision(block["provision"])

    def text(self, t):
        role, read = t["role"], pieces(t)
        if role == "note":
            self.notes += read[-1:]
        elif role == "table":
            self.tables.append(sum(kind(m) == "row" for m in t["marks"]))
        else:
            self.texts.append(read)

    def provision(self, p):
        label = squash((p.get("label") or {}).get("text", ""))
        heading = squash((p.get("heading") or {}).get("text", ""))
        behind = heading or self.first(p)
        if label and behind:
            self.labels.append((label, behind[:8]))
        if heading and p["level"] in CONTAINERS:
            self.headings.append(heading)
        self.blocks(p.get("blocks", []))

    def first(self, p):
        for block in p.get("blocks", []):
            if "text" in block:
                return (pieces(block["text"]) or [""])[0]
            return self.first(block["provision"]) if not block["provision"].get("label") else ""
        return ""


class Found:
    """What a reader shows: all text, text where automatic numbers are shown, headings, rows of tables."""

    def __init__(self, text, headings=(), tables=None, notes=None):
        self.text = squash(text)
        self.headings = collections.Counter(squash(h) for h in headings) if headings is not None else None
        self.tables = tables
        self.notes = self.text if notes is None else squash(notes)


def within(found, tree):
    """Shares of what the tree holds: (found, all) for each column; nothing where the reader tells no such thing."""
    texts = [p for t in tree.texts for p in t]
    text = (sum(len(p) for p in texts if p in found.text), sum(map(len, texts)))
    labels = (sum(label + behind in found.text for label, behind in tree.labels), len(tree.labels))
    headings = None
    if found.headings is not None:
        headings = (sum(any(h in f for f in found.headings) for h in tree.headings), len(tree.headings))
    notes = (sum(n in found.notes for n in tree.notes), len(tree.notes))
    tables = None
    if found.tables is not None:
        left = list(found.tables)
        hits = 0
        for rows in tree.tables:
            if rows in left:
                left.remove(rows)
                hits += 1
        tables = (hits, len(tree.tables))
    return dict(zip(COLUMNS, (text, labels, headings, notes, tables)))


def run(line, **more):
    return subprocess.run([str(x) for x in line], capture_output=True, timeout=600, **more)


def plain(markup):
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def of_libreoffice(args, path, folder):
    for kind in ("txt:Text (encoded):UTF8", "fodt"):
        run(["soffice", f"-env:UserInstallation=file://{folder}/lo", "--headless", "--convert-to", kind, "--outdir", folder, path])
    stem = folder / path.stem
    text = pathlib.Path(f"{stem}.txt").read_text("utf-8-sig")
    flat = pathlib.Path(f"{stem}.fodt").read_text("utf-8")
    flat = re.sub(r"<text:table-of-content .*?</text:table-of-content>", "", flat, flags=re.S)
    headings = [plain(h) for h in re.findall(r"<text:h [^>]*>(.*?)</text:h>", flat, re.S)]
    tables = [t.count("<table:table-row") for t in re.findall(r"<table:table .*?</table:table>", flat, re.S)]
    # Its plain text has no notes.
    return Found(text, headings, tables, plain(flat))


def of_python_docx(args, path, folder):
    import docx

    document = docx.Document(str(path))
    paragraphs = list(document.paragraphs)
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    headings = [p.text for p in paragraphs if p.style.name.lower().startswith(("heading", "annex", "附件标题"))]
    return Found("\n".join([p.text for p in paragraphs] + cells), headings, [len(t.rows) for t in document.tables])


def of_mammoth(args, path, folder):
    import mammoth

    with open(path, "rb") as file:
        page = mammoth.convert_to_html(file, style_map="p[style-name='附件标题'] => h1").value
    headings = [plain(h) for h in re.findall(r"<h[1-6]>(.*?)</h[1-6]>", page)]
    tables = [t.count("<tr>") for t in re.findall(r"<table>.*?</table>", page, re.S)]
    return Found(plain(page), headings, tables)


def of_docx4j(args, path, folder):
    if not args.docx4j:
        return None
    done = run(["java", "-cp", f"{args.docx4j}/*", HERE / "readers/Docx4j.java", path])
    lines = done.stdout.decode("utf-8").splitlines()
    headings = [line[2:] for line in lines if line.startswith("H ")]
    tables = [int(line[2:]) for line in lines if line.startswith("T ")]
    return Found("\n".join(line[2:] for line in lines if line[:2] in ("H ", "P ")), headings, tables)


def of_docx_preview(args, path, folder):
    if not args.node:
        return None
    pdf = folder / "preview.pdf"
    done = run(["node", HERE / "readers/preview.cjs", args.node, path, pdf])
    if not pdf.exists():
        raise RuntimeError(done.stderr.decode("utf-8")[-300:])
    shown = json.loads(done.stdout)
    # Numbers are drawn by rules of style: only a print of the page has them.
    text = run(["pdftotext", "-raw", pdf, "-"]).stdout.decode("utf-8")
    pdf.unlink()
    return Found(text + shown["text"], None, shown["tables"])


READERS = {
    "LibreOffice": of_libreoffice,
    "docx4j": of_docx4j,
    "python-docx": of_python_docx,
    "mammoth": of_mammoth,
    "docx-preview": of_docx_preview,
}


def cell(pair):
    return "" if pair is None else "–" if pair[1] == 0 else f"{pair[0]} / {pair[1]}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiaowen", required=True)
    parser.add_argument("--node")
    parser.add_argument("--docx4j")
    parser.add_argument("--readers", default=",".join(READERS))
    parser.add_argument("-o", "--output")
    parser.add_argument("--each", action="store_true", help="what is missing, file by file")
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    sums = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for k, file in enumerate(args.files):
            for numbering in ("auto", "literal"):
                out = folder / f"{k}-{numbering}.docx"
                for path in (out, out.with_suffix(".json")):
                    run([args.tiaowen, "convert", "--no-system-fonts", "--numbering", numbering, "-o", path, file])
                if not out.exists():
                    print(f"not written: {file}")
                    continue
                tree = Tree(json.loads(out.with_suffix(".json").read_text("utf-8")))
                for name in args.readers.split(","):
                    try:
                        found = READERS[name](args, out, folder)
                    except Exception as e:
                        print(f"{name} fails on {file} ({numbering}): {e}")
                        continue
                    if found is None:
                        continue
                    for column, pair in within(found, tree).items():
                        if pair is None:
                            continue
                        total = sums[(name, numbering)].setdefault(column, [0, 0])
                        total[0] += pair[0]
                        total[1] += pair[1]
                        if args.each and pair[0] != pair[1]:
                            print(f"{name} {numbering} {column} {pair[0]} / {pair[1]}: {file}")
    lines = ["| reader | numbers | " + " | ".join(COLUMNS) + " |", "|---|---|" + "---|" * len(COLUMNS)]
    for (name, numbering), row in sums.items():
        lines.append(f"| {name} | {numbering} | " + " | ".join(cell(row.get(c)) for c in COLUMNS) + " |")
    print("\n".join(lines))
    if args.output:
        pathlib.Path(args.output).write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
