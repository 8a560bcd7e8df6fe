"""Characters and order of PDF files, beside other readers: pdftotext, pdfminer, PyMuPDF, pdfium.

Needs: pip install pypdfium2 pdfminer.six pymupdf rapidfuzz; poppler-utils with poppler-data. What is not there is skipped.
    python3 tests/pdf_peers.py FOLDER [--bin target/release/tiaowen]
FOLDER holds files `NAME.pdf`, where it is known with `NAME.truth`. White space does not count. Without a truth the text of
pdfium is the measure, after what this tool says it left out (page numbers, heads) is set aside: its lines are looked for in
pdfium's text, so that the share of common characters is of the shorter one.
"""
import argparse, pathlib, re, resource, shutil, subprocess, sys

from rapidfuzz.distance import LCSseq


def bare(s):
    return re.sub(r"[\s\u200b\ufeff\ufffe\x00-\x1f]", "", s)


def timed(f):
    """What a reader gives, and its processor time: its own, and that of programs that it runs."""
    def spent():
        return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
    start = spent()
    try:
        text = f()
    except Exception as e:  # what another reader cannot read is its figure
        text = ""
        print("   ", type(e).__name__, str(e)[:80])
    return bare(text), spent() - start


def readers(binary):
    def ours(p):
        got = subprocess.run([binary, "convert", "--to", "text", "-o", "-", p], capture_output=True, text=True)
        return got.stdout
    out = {"tiaowen": ours}
    if shutil.which("pdftotext"):
        out["pdftotext"] = lambda p: subprocess.run(["pdftotext", p, "-"], capture_output=True, text=True).stdout
    try:
        import pypdfium2
        def pdfium(p):
            doc = pypdfium2.PdfDocument(str(p))
            return "\n".join(page.get_textpage().get_text_range() for page in doc)
        out["pdfium"] = pdfium
    except ImportError:
        print("skipped: pypdfium2 is not there")
    try:
        import pymupdf
        out["pymupdf"] = lambda p: "\n".join(page.get_text() for page in pymupdf.open(p))
    except ImportError:
        print("skipped: pymupdf is not there")
    try:
        from pdfminer.high_level import extract_text
        out["pdfminer"] = extract_text
    except ImportError:
        print("skipped: pdfminer is not there")
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("folder", type=pathlib.Path)
    ap.add_argument("--bin", default="target/release/tiaowen")
    a = ap.parse_args()
    if not a.folder.is_dir():
        sys.exit(f"skipped: {a.folder} is not there")
    for p in sorted(a.folder.glob("*.pdf")):
        got = {name: timed(lambda: read(p)) for name, read in readers(a.bin).items()}
        truth = p.with_suffix(".truth")
        measure = bare(truth.read_text()) if truth.is_file() else got.get("pdfium", ("", 0))[0]
        print(f"{p.name}: {len(measure)} characters, by {'its truth' if truth.is_file() else 'pdfium'}")
        for name, (text, seconds) in got.items():
            from collections import Counter
            one, two = Counter(measure), Counter(text)
            same = sum((one & two).values())
            order = LCSseq.similarity(measure, text) / max(1, min(len(measure), len(text)))
            print(f"    {name:10} has {same / max(1, len(measure)):.5f}  adds {1 - same / max(1, len(text)):.5f}  order {order:.5f}  {seconds:6.2f} s")


main()
