"""Characters, order and paragraphs of PDF files, beside other readers: pdftotext, pdfminer, PyMuPDF, pdfium.

Needs: pip install pypdfium2 pdfminer.six pymupdf rapidfuzz; poppler-utils with poppler-data. What is not there is skipped.
    python3 tests/pdf_peers.py FOLDER… [--bin target/release/tiaowen] [--files] [--each N]
A folder holds files `NAME.pdf`, where it is known with the text of each, a paragraph a line: `NAME.truth`, or `ABC.truth` for
all `ABC.….pdf` (tests/pdf.py leaves such a folder `pdf`). White space does not count. Without a truth the text of pdfium is
the measure, but for what this tool says it left out (page numbers, heads): order is of the shorter of two texts, and
agreement is how much of what this tool gives pdfium gives too. Paragraphs are lines of tiaowen and pdfium, blocks of PyMuPDF,
what blank lines part of pdftotext and pdfminer. CPU is that of a program, or of a call; --files prints every file.
"""
import argparse, collections, pathlib, re, resource, shutil, subprocess, sys

from rapidfuzz.distance import LCSseq

COLUMNS = ("characters", "added", "order", "paragraphs")


def bare(s):
    return re.sub(r"[\s\u200b\ufeff\ufffe\x00-\x1f]", "", s)


def spent():
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def run(*args):
    return subprocess.run(args, capture_output=True, text=True).stdout


def blocks(text):
    return [p for p in map(bare, re.split(r"\n\s*\n|\f", text)) if p]


def readers(binary):
    """Readers by name; each gives the paragraphs of a file."""
    lines = lambda text: [p for p in map(bare, text.split("\n")) if p]
    out = {"tiaowen": lambda p: lines(run(binary, "convert", "--to", "text", "-o", "-", p))}
    if shutil.which("pdftotext"):
        out["pdftotext"] = lambda p: blocks(run("pdftotext", p, "-"))
    try:
        from pdfminer.high_level import extract_text

        out["pdfminer"] = lambda p: blocks(extract_text(p))
    except ImportError:
        print("skipped: pdfminer is not there")
    try:
        import pymupdf

        shown = lambda page: [bare(b[4]) for b in page.get_text("blocks") if b[6] == 0 and bare(b[4])]
        out["PyMuPDF"] = lambda p: [b for page in pymupdf.open(p) for b in shown(page)]
    except ImportError:
        print("skipped: pymupdf is not there")
    try:
        import pypdfium2

        text = lambda page: page.get_textpage().get_text_range().replace("\r", "")
        out["pdfium"] = lambda p: [l for page in pypdfium2.PdfDocument(str(p)) for l in lines(text(page))]
    except ImportError:
        print("skipped: pypdfium2 is not there")
    return out


def truth_of(p):
    """The paragraphs of a file, if they are known."""
    for name in (p.with_suffix(".truth"), p.with_name(p.name.rsplit(".", 2)[0] + ".truth")):
        if name.is_file():
            return [t for t in map(bare, name.read_text().split("\n")) if t]
    return None


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("folders", type=pathlib.Path, nargs="+")
    ap.add_argument("--bin", default="target/release/tiaowen")
    ap.add_argument("--files", action="store_true")
    ap.add_argument("--each", type=int, default=1, help="only every nth file")
    a = ap.parse_args()
    for folder in a.folders:
        if not folder.is_dir():
            sys.exit(f"skipped: {folder} is not there")
    sums = {True: collections.defaultdict(list), False: collections.defaultdict(list)}
    for p in [p for folder in a.folders for p in sorted(folder.glob("*.pdf"))][:: a.each]:
        got = {}
        for name, read in readers(a.bin).items():
            start = spent()
            try:
                paragraphs = read(p)
            except Exception as e:  # what another reader cannot read is its figure
                paragraphs = []
                print("   ", name, type(e).__name__, str(e)[:80])
            got[name] = (paragraphs, spent() - start)
        truth = truth_of(p)
        known = truth is not None
        if not known:
            truth = got.get("pdfium", ([], 0))[0]
        whole = "".join(truth)
        if not got["tiaowen"][0]:
            # What has no text must be refused, whatever others make of it.
            print(f"refused: {p.name}")
            continue
        if a.files:
            print(f"{p.name}: {len(whole)} characters, by {'its truth' if known else 'pdfium'}")
        for name, (paragraphs, seconds) in got.items():
            text = "".join(paragraphs)
            same = sum((collections.Counter(whole) & collections.Counter(text)).values())
            kept = sum((collections.Counter(truth) & collections.Counter(paragraphs)).values())
            order = LCSseq.similarity(whole, text) / max(1, len(whole) if known else min(len(whole), len(text)))
            row = (same / max(1, len(whole)), 1 - same / max(1, len(text)), order, kept / max(1, len(truth)), seconds)
            sums[known][name].append(row)
            if a.files:
                print(f"    {name:10}", *(f"{c} {v:.5f} " for c, v in zip(COLUMNS, row)), f"{seconds:6.2f} s")
    for known, by in sums.items():
        count = max(map(len, by.values()), default=0)
        if not count:
            continue
        print(f"\n{count} files, measured by {'their truths' if known else 'pdfium'}\n")
        print("| reader |", *(f"{c} |" for c in COLUMNS), "CPU, s |\n|---|", *("---:|" for _ in range(len(COLUMNS) + 1)))
        for name, rows in by.items():
            mean = [sum(r[k] for r in rows) / len(rows) for k in range(4)]
            print(f"| {name} |", *(f"{v:.4f} |" for v in mean), f"{sum(r[4] for r in rows):.2f} |")


main()
