"""How well PDF files are read back: texts of a corpus set by this tool, by Typst and by LibreOffice in four layouts each.

Needs: pip install typst pikepdf rapidfuzz; LibreOffice as `soffice`. What is not there is skipped.
    python3 tests/pdf.py CORPUS WORK [--bin target/debug/tiaowen] [--sets laws_zh,tw,jp,kr,official] [--each 6] [--keep-tags]
By default the structure tree of every file is taken off, so that lines are told by their places alone; --keep-tags leaves
it. The truth of a text is what this tool makes of its plain copy (--to text), paragraph by paragraph. For the structure every
line of `outline` counts by its kind or identifier and its first ten characters; the lines of a title are one, for nothing
tells where a setter broke it, and tables of contents that profiles print and the text does not have are set aside. `words`
is how much of the text is there in order with its white space, which in Korean parts words.
"""
import argparse, collections, difflib, json, pathlib, re, shutil, subprocess, sys

try:
    import typst
except ImportError:
    typst = None
try:
    import pikepdf
except ImportError:
    pikepdf = None
from rapidfuzz.distance import LCSseq

OURS = ["statement", "law", "book", "gbt9704"]
#        paper, width and height in mm, margin, size, columns, indent, head, foot
LAYOUTS = {
    "plain": ("a4", 210, 297, 25, 12, 1, 2, "", "— {n} —"),
    "block": ("a5", 148, 210, 18, 10, 1, 0, "公报 2024 年第 3 号", "第 {n} 页 共 {all} 页"),
    "columns": ("a4", 210, 297, 20, 9, 2, 2, "", "{n}"),
    "large": ("a4", 210, 297, 30, 16, 1, 2, "法律汇编", "- {n} -"),
}
# Encodings with a byte order mark, by their names in the corpora.
MARKED = {"utf-8-bom": "utf-8-sig", "utf-16le-bom": "utf-16", "utf-16be-bom": "utf-16"}
FONTS = {"zh": "Noto Serif CJK SC", "tw": "Noto Serif CJK TC", "jp": "Noto Serif CJK JP", "kr": "Noto Serif CJK KR"}


def paragraphs(text):
    return [p for p in (re.sub(r"\s", "", line) for line in text.split("\n")) if p]


def run(*args):
    return subprocess.run(args, capture_output=True, text=True)


def typst_source(lines, layout, font):
    paper, _, _, margin, size, columns, indent, head, foot = LAYOUTS[layout]
    escape = lambda s: json.dumps(s, ensure_ascii=False)
    foot = foot.replace("{n}", '" + str(counter(page).get().first()) + "').replace(
        "{all}", '" + str(counter(page).final().first()) + "')
    out = [
        f'#set page(paper: "{paper}", margin: {margin}mm, columns: {columns}, header: align(center, text(9pt, {escape(head)})), '
        f'footer: context align(center, text(9pt, "{foot}")))',
        f'#set text(font: "{font}", size: {size}pt, lang: "zh")',
        f"#set par(justify: true, first-line-indent: (amount: {indent}em, all: true), spacing: {0.65 if indent else 1.3}em)",
        f"#align(center, text(1.5em, weight: \"bold\", {escape(lines[0])}))",
    ]
    out += [f"#par({escape(line)})" for line in lines[1:]]
    return "\n".join(out)


def fodt(lines, layout, font):
    _, w, h, margin, size, columns, indent, head, foot = LAYOUTS[layout]
    esc = lambda s: s.replace("&", "&amp;").replace("<", "&lt;")
    foot = esc(foot).replace("{n}", '<text:page-number text:select-page="current"/>').replace("{all}", "<text:page-count/>")
    cols = f'<style:columns fo:column-count="{columns}" fo:column-gap="8mm"/>' if columns > 1 else ""
    space = "0pt" if indent else "6pt"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles><style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="{w}mm" fo:page-height="{h}mm" fo:margin="{margin}mm">{cols}</style:page-layout-properties><style:header-style><style:header-footer-properties fo:min-height="8mm" fo:margin-bottom="4mm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="4mm"/></style:footer-style></style:page-layout>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties style:punctuation-wrap="simple" fo:text-align="justify" fo:text-indent="{indent * size}pt" fo:margin-bottom="{space}" fo:line-height="150%"/><style:text-properties style:font-name-asian="{font}" fo:font-size="{size}pt" style:font-size-asian="{size}pt" style:font-family-asian="{font}" fo:font-family="{font}"/></style:style>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center" fo:margin-bottom="12pt"/><style:text-properties fo:font-size="{size * 1.5}pt" style:font-size-asian="{size * 1.5}pt" style:font-family-asian="{font}" fo:font-family="{font}"/></style:style>
<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="9pt" style:font-size-asian="9pt" style:font-family-asian="{font}"/></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm">{f'<style:header><text:p text:style-name="C">{esc(head)}</text:p></style:header>' if head else ''}<style:footer><text:p text:style-name="C">{foot}</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text><text:p text:style-name="T">{esc(lines[0])}</text:p>{''.join(f'<text:p text:style-name="P">{esc(l)}</text:p>' for l in lines[1:])}</office:text></office:body></office:document>"""


def strip_tags(path):
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in pdf.Root:
                del pdf.Root[key]
        pdf.save(path)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("corpus", type=pathlib.Path)
    ap.add_argument("work", type=pathlib.Path)
    ap.add_argument("--bin", default="target/debug/tiaowen")
    ap.add_argument("--sets", default="laws_zh,official,tw,jp,kr,diplomatic")
    ap.add_argument("--each", type=int, default=4)
    ap.add_argument("--keep-tags", action="store_true")
    ap.add_argument("--again", action="store_true", help="use the files that are there")
    ap.add_argument("--show", type=int, default=0, help="differences to show for every file")
    a = ap.parse_args()
    if not a.corpus.is_dir():
        sys.exit(f"skipped: {a.corpus} is not there")
    pdfs, texts = a.work / "pdf", a.work / "text"
    docs = []
    for name in a.sets.split(","):
        found = [d for d in sorted((a.corpus / name).iterdir()) if (d / "lines.txt").is_file()]
        step = max(1, len(found) // a.each)
        docs += [(name, d) for d in found[::step][: a.each]]
    if not a.again:
        shutil.rmtree(a.work, ignore_errors=True)
        for folder in (pdfs, texts, a.work / "fodt"):
            folder.mkdir(parents=True, exist_ok=True)
        for name, d in docs:
            truth = json.loads((d / "truth.json").read_text())
            encoding = truth.get("shapes", {}).get("lines.txt", {}).get("encoding", "utf-8")
            text = (d / "lines.txt").read_text(encoding=MARKED.get(encoding, encoding))
            lines = [l.strip() for l in text.split("\n") if l.strip()]
            (texts / f"{name}.{d.name}.txt").write_text("\n".join(lines) + "\n")
            font = FONTS.get(name, FONTS["zh"])
            for profile in OURS:
                run(a.bin, "convert", "--to", "pdf", "--profile", profile, "-o", pdfs / f"{name}.{d.name}.ours-{profile}.pdf",
                    texts / f"{name}.{d.name}.txt")
            for layout in LAYOUTS:
                if typst:
                    src = a.work / "a.typ"
                    src.write_text(typst_source(lines, layout, font))
                    typst.compile(str(src), output=str(pdfs / f"{name}.{d.name}.typst-{layout}.pdf"))
                if shutil.which("soffice"):
                    (a.work / "fodt" / f"{name}.{d.name}.office-{layout}.fodt").write_text(fodt(lines, layout, font))
        made = sorted(map(str, (a.work / "fodt").glob("*.fodt")))
        if made:
            run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(pdfs), *made)
        if pikepdf and not a.keep_tags:
            for p in pdfs.glob("*.pdf"):
                strip_tags(p)
    scores, sets = collections.defaultdict(list), collections.defaultdict(list)
    out = a.work / "out"
    out.mkdir(exist_ok=True)

    def read(path):
        """Paragraphs, and the structure as identifiers with labels."""
        target = out / (path.name + ".txt")
        got = run(a.bin, "convert", "--to", "text", "-o", target, path)
        if got.returncode > 1 or not target.is_file():
            print("FAILED", path.name, got.stderr.strip()[:200])
            return [], "", ""
        outline = run(a.bin, "outline", "--lang", "en", path).stdout
        lines = []
        for line in outline.split("\n"):
            kind, _, rest = line.strip().partition(" ")
            if kind != "contents":
                rest = re.sub(r"[\s\u3000…]", "", rest)
                lines.append(f"{kind} {rest[:10] if kind != 'title' else rest}")
        joined = []
        for line in lines:
            if joined and line.startswith("title") and joined[-1].startswith("title"):
                joined[-1] += line.removeprefix("title ")
            else:
                joined.append(line)
        joined = [line[:26] for line in joined]
        text = target.read_text()
        return paragraphs(text), "\n".join(joined), re.sub(r"\s+", " ", text)

    for name, d in docs:
        truth, structure, spaced = read(texts / f"{name}.{d.name}.txt")
        (pdfs / f"{name}.{d.name}.truth").write_text("\n".join(truth) + "\n")
        for p in sorted(pdfs.glob(f"{name}.{d.name}.*.pdf")):
            kind = p.name.rsplit(".", 2)[1]
            got, outline, words = read(p)
            a_, b_ = collections.Counter(truth), collections.Counter(got)
            same = sum((a_ & b_).values())
            one, two = "".join(truth), "".join(got)
            lcs = LCSseq.similarity(one, two)
            row = (same / max(1, len(got)), same / len(truth), lcs / len(one), lcs / max(1, len(two)), outline == structure,
                   LCSseq.similarity(spaced, words) / max(1, len(spaced)))
            scores[kind].append(row)
            sets[name].append(row)
            if a.show and outline != structure:
                print("==", p.name)
                apart = difflib.unified_diff(structure.split("\n"), outline.split("\n"), lineterm="", n=0)
                for line in [l for l in apart if not l.startswith(("---", "+++", "@@"))][: 2 * a.show]:
                    print("  ", line)
            if a.show and (same < len(truth) or same < len(got)):
                print("==", p.name, *(f"{v:.4f}" for v in row[:4]), row[4])
                for sign, lot in (("-", a_ - b_), ("+", b_ - a_)):
                    for text in list(lot)[: a.show]:
                        print("  ", sign, text[:60], "…", text[-30:] if len(text) > 60 else "")
    print(f"{'made by, or from':18} files precision recall  chars  clean  structure  words")
    everything = [row for rows in scores.values() for row in rows]
    for kind, rows in [*sorted(scores.items()), *sorted(sets.items()), ("all", everything)]:
        mean = [sum(r[k] for r in rows) / len(rows) for k in range(6)]
        print(f"{kind:18} {len(rows):5} {mean[0]:9.4f} {mean[1]:6.4f} {mean[2]:6.4f} {mean[3]:6.4f} {mean[4]:9.3f} {mean[5]:7.4f}")


main()
