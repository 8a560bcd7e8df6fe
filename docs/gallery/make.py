#!/usr/bin/env python3
"""Makes the pictures of this gallery: pages of ours, and the same text on the same page by Typst and XeTeX.

    python3 docs/gallery/make.py [--tiaowen target/release/tiaowen] [--civil-code FILE] [--only NAME …]

Needs pdftoppm; for the pages beside ours the Python package typst, and xelatex with ctex; for Uyghur and Tibetan the Noto fonts
(fonts-noto-core), which --noto names the folder of. What is not there is told, and its picture stays as it is. Pictures have as
many greys as fit into 60 KB.
"""

import argparse
import re
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FONTS = ROOT / "fonts"
SEED = ROOT / "seeds/china-cuba-joint-statement-2022.txt"
MOST = 60_000
# The page of the profile `statement`: 36 characters of 12 pt, 21 pt apart.
PAGE = {"left": 81.64, "top": 79.37, "width": 432.0, "height": 672.0, "size": 12.0, "pitch": 21.0, "title": 20.0}

LABEL = re.compile(r"^(第[一二三四五六七八九十百]+条|[一二三四五六七八九十]+、)")


def grey(pdf, page, dpi, crop=None):
    """A page as (width, height, bytes), a byte for every dot; crop: the shares of left, upper, right and lower edge."""
    done = subprocess.run(
        ["pdftoppm", "-gray", "-r", str(dpi), "-f", str(page), "-l", str(page), str(pdf)], capture_output=True, check=True
    ).stdout
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", done)
    w, h = int(head[1]), int(head[2])
    data = done[head.end():]
    if not crop:
        return w, h, data
    x0, y0, x1, y1 = int(crop[0] * w), int(crop[1] * h), int(crop[2] * w), int(crop[3] * h)
    rows = [data[y * w + x0:y * w + x1] for y in range(y0, y1)]
    return x1 - x0, y1 - y0, b"".join(rows)


def beside(parts):
    """Pictures side by side, with a grey line around each."""
    high = max(h for _, h, _ in parts)
    rows = [bytearray() for _ in range(high + 4)]
    for w, h, data in parts:
        for y, row in enumerate(rows):
            inner = data[(y - 2) * w:(y - 1) * w] if 2 <= y < h + 2 else b"\x99" * w
            row += b"\x99\x99" + inner + b"\x99\x99"
    return len(rows[0]), len(rows), rows


def png(path, picture):
    """Writes a picture in as many greys as fit."""
    w, h, rows = picture
    chunk = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    for greys in (16, 12, 8, 6, 4):
        step = [round(round(v / 255 * (greys - 1)) / (greys - 1) * 15) for v in range(256)]
        lines = []
        for row in rows:
            values = [step[v] for v in row] + [0] * (w % 2)
            lines.append(b"\0" + bytes(a << 4 | b for a, b in zip(values[::2], values[1::2])))
        body = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 4, 0, 0, 0, 0))
        body += chunk(b"IDAT", zlib.compress(b"".join(lines), 9)) + chunk(b"IEND", b"")
        if len(body) <= MOST:
            break
    else:
        sys.exit(f"{path.name}: {len(body)} bytes; a smaller picture is wanted")
    path.write_bytes(body)
    print(f"{path.name}: {w} × {h}, {greys} greys, {len(body)} bytes")


def paragraphs(text):
    """The paragraphs of a text: a line each, or two wide spaces before each."""
    parts = re.split(r"\n|\u3000{2,}", text.read_text("utf-8"))
    return [p.strip("\u3000 ") for p in parts if p.strip("\u3000 ")]


class Maker:
    def __init__(self, options, work):
        self.options, self.work = options, work

    def ours(self, text, profile, *more):
        out = self.work / f"{text.stem}-{profile}.pdf"
        command = [self.options.tiaowen, "convert", "--no-system-fonts", "--profile", profile, *more, "-o", out, text]
        subprocess.run([str(w) for w in command], check=True, capture_output=True)
        return out

    def typst(self, text):
        """The text as a Typst document, its labels and title in the faces that ours have."""
        try:
            import typst
        except ImportError:
            return print("no typst: pip install typst") or None
        p = PAGE
        escape = lambda s: re.sub(r"([\\#\[\]*_$@<>`=~])", r"\\\1", s)
        bold = lambda s: f'#text(font: "Tiaowen Hei")[{escape(s)}]'
        title, *rest = paragraphs(text)
        source = (
            f'#set page(paper: "a4", margin: (left: {p["left"]}pt, right: {p["left"]}pt, top: {p["top"]}pt, bottom: {841.89 - p["top"] - p["height"]}pt))\n'
            f'#set text(font: "Tiaowen Song", size: {p["size"]}pt, lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em)\n'
            f'#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: {p["pitch"] - p["size"]}pt, spacing: {p["pitch"] - p["size"]}pt)\n'
            f'#v({p["pitch"]}pt)\n#align(center)[#text(size: {p["title"]}pt, weight: "bold")[{escape(title)}]]\n#v({p["pitch"]}pt)\n\n'
        )
        for line in rest:
            label = LABEL.match(line)
            source += (bold(label[0]) + escape(line[label.end():]) if label else escape(line)) + "\n\n"
        out, at = self.work / f"{text.stem}-typst.pdf", self.work / f"{text.stem}.typ"
        at.write_text(source, "utf-8")
        out.write_bytes(typst.compile(str(at), font_paths=[str(FONTS)]))
        return out

    def xetex(self, text):
        """The same for XeTeX with ctex, which breaks lines by xeCJK."""
        p = PAGE
        escape = lambda s: re.sub(r"([\\#{}_$&%^~])", r"\\\1", s)
        title, *rest = paragraphs(text)
        face = lambda name: f"[Path={FONTS}/]{{{name}}}"
        source = (
            "\\documentclass[UTF8,fontset=none,a4paper]{ctexart}\n"
            f"\\usepackage[a4paper,left={p['left']}bp,top={p['top']}bp,textwidth={p['width']}bp,textheight={p['height']}bp]{{geometry}}\n"
            f"\\setCJKmainfont[Path={FONTS}/,BoldFont=TiaowenSong-Bold.otf]{{TiaowenSong-Regular.otf}}\\setmainfont{face('TiaowenSong-Regular.otf')}\n"
            f"\\newCJKfontfamily\\hei{face('TiaowenHei-Regular.otf')}\\pagestyle{{plain}}\n"
            f"\\begin{{document}}\\linespread{{1}}\\fontsize{{{p['size']}bp}}{{{p['pitch']}bp}}\\selectfont\\parskip=0pt\n"
            f"\\begin{{center}}\\fontsize{{{p['title']}bp}}{{{1.5 * p['pitch']}bp}}\\selectfont\\bfseries {escape(title)}\\end{{center}}\n\n"
        )
        for line in rest:
            label = LABEL.match(line)
            source += (f"{{\\hei {label[0]}}}" + escape(line[label.end():]) if label else escape(line)) + "\n\n"
        at = self.work / f"{text.stem}-xetex.tex"
        at.write_text(source + "\\end{document}\n", "utf-8")
        try:
            subprocess.run(["xelatex", "-interaction=nonstopmode", at.name], cwd=self.work, capture_output=True, timeout=300)
        except FileNotFoundError:
            return print("no xelatex: texlive-xetex, texlive-lang-chinese") or None
        out = at.with_suffix(".pdf")
        return out if out.exists() else print(f"xelatex made nothing of {at.name}") or None

    def pages(self, pdf, pages, dpi):
        return beside([grey(pdf, n, dpi) for n in pages])

    def peers(self, text, profile):
        made = [self.ours(text, profile), self.typst(text), self.xetex(text)]
        # The type area and what is around it, as far as all have text.
        return beside([grey(pdf, 1, 70, (0.11, 0.08, 0.89, 0.62)) for pdf in made]) if all(made) else None

    def other(self, name):
        faces = sorted(f for k in ("NaskhArabic", "SerifTibetan") for f in self.options.noto.glob(f"Noto{k}-*.ttf"))
        if not faces:
            return print(f"no Noto fonts in {self.options.noto}") or None
        # A folder of these alone: the same faces on every machine.
        folder = self.work / "noto"
        folder.mkdir(exist_ok=True)
        for f in faces:
            (folder / f.name).write_bytes(f.read_bytes())
        return beside([grey(self.ours(HERE / f"texts/{name}.txt", "book", "--font-dir", folder), 1, 100, (0.08, 0.1, 0.92, 0.62))])

    def pictures(self):
        yield "seed-statement", lambda: self.pages(self.ours(SEED, "statement"), (1, 2), 57)
        yield "seed-law", lambda: self.pages(self.ours(SEED, "law"), (1, 2), 57)
        yield "seed-book", lambda: self.pages(self.ours(SEED, "book"), (1, 2), 57)
        yield "seed-gbt9704", lambda: self.pages(self.ours(SEED, "gbt9704"), (1, 2), 57)
        # The second page lies on the right of the first.
        yield "seed-zhipai", lambda: self.pages(self.ours(SEED, "zhipai"), (2, 1), 70)
        yield "peers-seed", lambda: self.peers(SEED, "statement")
        yield "peers-law", lambda: self.peers(HERE / "texts/law.txt", "statement")
        yield "uyghur", lambda: self.other("uyghur")
        yield "tibetan", lambda: self.other("tibetan")
        if self.options.civil_code:
            yield "civil-code-law", lambda: self.pages(self.ours(self.options.civil_code, "law"), (1, 2, 9, 60), 50)


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--tiaowen", type=Path, default=ROOT / "target/release/tiaowen")
    ask.add_argument("--noto", type=Path, default=Path("/usr/share/fonts/truetype/noto"))
    ask.add_argument("--civil-code", type=Path, help="the text of the Civil Code, which is not kept here")
    ask.add_argument("--only", nargs="+", default=[])
    options = ask.parse_args()
    with tempfile.TemporaryDirectory() as work:
        maker = Maker(options, Path(work))
        for name, make in maker.pictures():
            if options.only and name not in options.only:
                continue
            picture = make()
            if picture:
                png(HERE / f"{name}.png", picture)


if __name__ == "__main__":
    main()
