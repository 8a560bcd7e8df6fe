"""Checks of table.toml that no judge makes alone: texts of written files beside the source's.

Each takes (world, file, row) and returns what is wrong, or None.
"""

import html
import json
import os
import re
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BLANK = re.compile(r"[\s\u3000\u200b\ufeff]+")


def squash(text):
    return BLANK.sub("", text)


def output(*line):
    done = subprocess.run([str(w) for w in line], capture_output=True, timeout=600)
    return done.stdout.decode("utf-8", "replace")


def source(world, file):
    """What stands in the source: the signs of Markdown and of our JSON are no part of the text read."""
    seed, stem = world.seed(file), file.name.split(".")[0]
    own = world.out / "in" / f"{stem}.txt"
    path = seed if seed and seed.suffix == ".txt" else own if own.exists() else world.out / f"{stem}.txt"
    return squash(path.read_text("utf-8"))


def differ(got, want):
    """Where two texts part, or None."""
    if got == want and got:
        return None
    at = next((i for i, (a, b) in enumerate(zip(got, want)) if a != b), min(len(got), len(want)))
    return f"from character {at} on: got “{got[at:at + 40]}”, want “{want[at:at + 40]}” ({len(got)} and {len(want)})"


def twice(world, file, row):
    again = world.out / "again" / file.relative_to(world.out)
    return None if file.stat().st_size and file.read_bytes() == again.read_bytes() else "other bytes the second time"


def tei_text(world, file, row):
    """The text element, character for character, is the source."""
    got = output("xmllint", "--xpath", 'string(/*/*[local-name()="text"])', file).removesuffix("\n")
    want = world.seed(file).read_text("utf-8")
    return differ(got, want.removesuffix("\n") if want.endswith("\n") and not got.endswith("\n") else want)


def again(world, file, name):
    """A file read and written again in its own format, twice over: the first and the second time."""
    made = []
    for k in (1, 2):
        to = world.out / "back" / str(k)
        to.mkdir(parents=True, exist_ok=True)
        target = to / file.name
        done = subprocess.run([world.bin, "convert", "--to", name, "-o", target, made[-1] if made else file], capture_output=True, timeout=600)
        if done.returncode:
            return done.stderr.decode("utf-8", "replace")[:400], None
        made.append(target)
    return made


def akn_again(world, file, row):
    """What was read and written once is the same bytes the next time, and valid."""
    first, second = again(world, file, "akn")
    if second is None:
        return first
    if first.read_bytes() != second.read_bytes():
        return "other bytes the second time"
    judged = subprocess.run(["xmllint", "--noout", "--schema", world.words["akn"], str(first)], capture_output=True, timeout=600)
    return judged.stderr.decode("utf-8", "replace")[:400] if judged.returncode else None


def epub_again(world, file, row):
    """The files of the book and its navigation are the same, and EPUBCheck finds nothing."""
    first, second = again(world, file, "epub")
    if second is None:
        return first
    texts = lambda f: {n: zipfile.ZipFile(f).read(n) for n in zipfile.ZipFile(f).namelist() if n.endswith("xhtml")}
    if texts(first) != texts(second):
        return "other texts the second time"
    if texts(file) != texts(first) and file.name != "every-mark.epub":
        return "other texts than the book that was read"
    judged = subprocess.run([*world.words["epubcheck"].split(), str(first)], capture_output=True, timeout=600)
    return judged.stdout.decode("utf-8", "replace")[:400] if judged.returncode else None


def epub_text(world, file, row):
    """Every file in reading order, without heads and without what is ours."""
    book = zipfile.ZipFile(file)
    package = book.read("OEBPS/content.opf").decode()
    items = {re.search(r'id="([^"]+)"', m).group(1): re.search(r'href="([^"]+)"', m).group(1) for m in re.findall(r"<item [^>]+>", package)}
    got = ""
    for ref in re.findall(r'<itemref idref="([^"]+)"', package):
        body = book.read("OEBPS/" + items[ref]).decode()
        body = body[body.index("<body>"):]
        body = re.sub(r'<h1 class="assigned">.*?</h1>', "", body, flags=re.S)
        # Formulas and pictures say what they are in one line.
        body = re.sub(r'<math [^>]*alttext="([^"]*)".*?</math>', r"\1", body, flags=re.S)
        body = re.sub(r'<img (?!role="doc-cover")[^>]*alt="([^"]*)"[^>]*>', r"\1", body)
        got += html.unescape(re.sub(r"<[^>]+>", "", body))
    return differ(squash(got), source(world, file))


def office(world, *words):
    """The command of an office program that has the same fonts everywhere."""
    home = (world.t / "lo").resolve()
    return ["env", f"FONTCONFIG_FILE={HERE / 'fonts.conf'}", "soffice", "--headless", f"-env:UserInstallation=file://{home}", *words]


def office_text(world, file, row):
    """LibreOffice reads the source's text and numbers; it leaves the texts of footnotes out, verify has proved them."""
    parts = zipfile.ZipFile(file)
    if "word/footnotes.xml" in parts.namelist() and b"w:footnoteRef" in parts.read("word/footnotes.xml"):
        return None
    folder = file.parent.name
    if b"PAGEREF" in parts.read("word/document.xml"):
        # It exports the contents that we made too: the same file without them.
        folder = "plain-literal" if folder == "literal" else "plain"
        file = world.out / folder / file.name
    made = world.t / "lo-out" / folder
    made.mkdir(parents=True, exist_ok=True)
    subprocess.run(office(world, "--convert-to", "txt:Text", "--outdir", made, file), capture_output=True, timeout=300)
    return differ(squash((made / f"{file.stem}.txt").read_text("utf-8-sig")), source(world, file))


def office_files(world, file, row):
    """Word files from elsewhere: the text as an office program shows it, or a listed difference."""
    made = office_made(world, "txt")
    test = ["cargo", "test", "-q", "--test", "it", "docx_text"]
    done = subprocess.run(test, capture_output=True, text=True, env={**os.environ, "OFFICE_TEXTS": str(made)})
    return None if done.returncode == 0 else done.stdout[-2000:]


def office_open(world, file, row):
    """OpenDocument texts, packed or flat, that an office program makes of Word files: read as those are, or a listed difference."""
    made = office_made(world, row["end"])
    test = ["cargo", "test", "-q", "--test", "it", "an_opendocument"]
    done = subprocess.run(test, capture_output=True, text=True, env={**os.environ, "OFFICE_FILES": str(made)})
    return None if done.returncode == 0 else done.stdout[-2000:]


# What an office program calls the formats that it makes.
OFFICE = {"odt": "odt", "fodt": "fodt", "doc": "doc:MS Word 97", "rtf": "rtf", "txt": "txt:Text (encoded):UTF8"}


def office_files_of(world, files, made, end):
    """Lets an office program make files of a kind of others. At one that it cannot read it stops, or waits for ever: the
    rest is asked for again."""
    made.mkdir(parents=True, exist_ok=True)
    given_up = set()
    while True:
        left = [f for f in files if f not in given_up and not (made / f"{f.stem}.{end}").exists()]
        if not left:
            return
        command = office(world, "--convert-to", OFFICE[end], "--outdir", made, *left)
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        there, quiet = -1, 0
        while run.poll() is None and quiet < 90:
            time.sleep(1)
            now = sum(1 for _ in made.iterdir())
            there, quiet = now, quiet + 1 if now == there else 0
        run.kill()
        run.wait()
        given_up.update([f for f in left if not (made / f"{f.stem}.{end}").exists()][:1])


def office_made(world, end):
    """The folder with what an office program makes of the Word files from elsewhere."""
    made = (world.t / "office-copies" / end).resolve()
    office_files_of(world, sorted(Path("../shared/corpus/docx/files").glob("*.docx")), made, end)
    return made


def copies(world, made, files):
    """Copies of Word files in every other format beside these, and the text that the program has of each."""
    made.mkdir(parents=True, exist_ok=True)
    if not (made / "docx").exists():
        (made / "docx").symlink_to(files[0].parent.resolve())
    office_files_of(world, files, made / "docx-txt", "txt")
    for end in ("odt", "fodt", "doc", "rtf"):
        office_files_of(world, files, made / end, end)
        office_files_of(world, sorted((made / end).glob(f"*.{end}")), made / f"{end}-txt", "txt")
    return share(made)


def share(made):
    test = ["cargo", "test", "-q", "--test", "it", "docx_text::share"]
    done = subprocess.run(test, capture_output=True, text=True, env={**os.environ, "OFFICE_SHARE": str(made)})
    return None if done.returncode == 0 else done.stdout[-3000:]


def office_share(world, file, row):
    """Copies of Word files from elsewhere."""
    return copies(world, (world.t / "office-copies").resolve(), sorted(Path("../shared/corpus/docx/files").glob("*.docx")))


def own_share(world, file, row):
    """Copies of Word files that this program wrote, of the seeds and of some documents of each kind."""
    made = (world.t / "own-copies").resolve()
    shutil.rmtree(made, ignore_errors=True)
    (made / "texts").mkdir(parents=True)
    for kind in ("diplomatic", "laws_zh", "official", "treaties", "tw", "jp", "kr"):
        for text in sorted(Path("../shared/corpus", kind).glob("*/lines.txt"))[:12]:
            shutil.copy(text, made / "texts" / f"{text.parent.name}.txt")
    # A table of contents that we make is none of the document, and no copy says that it is ours.
    (made / "plain.toml").write_text('base = "law"\ncontents = false\n')
    texts = [s for s in world.seeds if s.suffix != ".json"] + sorted((made / "texts").iterdir())
    subprocess.run([world.bin, "convert", "--to", "docx", "--profile", made / "plain.toml", "-o", f"{made}/files/", *texts], capture_output=True, timeout=600)
    return copies(world, made, sorted((made / "files").glob("*.docx")))


def older_files(world, file, row):
    """Files of older formats that an office program makes of Word files from elsewhere, beside these."""
    made = office_made(world, "rtf").parent
    office_made(world, "doc")
    if not (made / "docx").exists():
        (made / "docx").symlink_to(Path("../shared/corpus/docx/files").resolve())
    test = ["cargo", "test", "-q", "--test", "it", "docx_text::older"]
    done = subprocess.run(test, capture_output=True, text=True, env={**os.environ, "OFFICE_COPIES": str(made)})
    return None if done.returncode == 0 else done.stdout[-2000:]


def fonts(world, file, row):
    """Every font is embedded, a subset, and has a Unicode map."""
    for line in output("pdffonts", file).splitlines()[2:]:
        fields = line.split()
        if fields[-5:-2] != ["yes", "yes", "yes"]:
            return line
    return None


def structure_text(world, file, row):
    """The structure tree as poppler reads it, without the contents that we made."""
    got, skip = "", None
    for line in output("pdfinfo", "-struct-text", file).splitlines():
        depth = len(line) - len(line.lstrip())
        if skip is not None and depth > skip:
            continue
        skip = depth if re.match(r'\s*TOC "', line) else None
        m = re.fullmatch(r'\s*"(.*)"', line)
        got += m.group(1) if m else ""
    return differ(squash(got), source(world, file))


# The type area in points, x y w h: page numbers stand below it.
AREAS = {"gbt9704": (70, 100, 480, 643), "zhipai": (30, 74, 370, 460), None: (70, 76, 470, 676)}


def profile(world, file):
    if file.parent.name == "grid":
        return "gbt9704"
    lines = world.out / f"{file.name.split('.')[0]}.pages.txt"
    return lines.read_text("utf-8").split("\n")[0].split(" ")[1] if lines.exists() else "law"


def page_text(world, file, row):
    """pdftotext gives the source, in its default order and by layout."""
    kind = profile(world, file)
    if kind == "law" and file.parent.name not in ("plain", "pages"):
        # Without contents of ours, page by page text is the source too.
        file = world.out / "plain" / file.name
    area = AREAS.get(kind, AREAS[None])
    x, y, w, h = (str(n) for n in area)
    for how in ([], ["-layout"]):
        got = output("pdftotext", "-q", "-enc", "UTF-8", "-x", x, "-y", y, "-W", w, "-H", h, *how, file, "-")
        wrong = differ(squash(got), source(world, file))
        if wrong and how:
            # By layout poppler keeps the hyphens of divided words, which it takes away otherwise.
            wrong = differ(squash(got).replace("-", ""), source(world, file).replace("-", ""))
        if wrong:
            return f"pdftotext {' '.join(how)}: {wrong}"
    return None


def vertical_text(world, file, row):
    """The same of vertical pages, by layout and in the order of the file."""
    x, y, w, h = (str(n) for n in AREAS["zhipai"])
    for how in ("-layout", "-raw"):
        got = output("pdftotext", "-q", "-enc", "UTF-8", "-x", x, "-y", y, "-W", w, "-H", h, how, file, "-")
        wrong = differ(squash(got), source(world, file))
        if wrong:
            return f"pdftotext {how}: {wrong}"
    return None


def links_followed(world, file, row):
    """Where a link lies on the words of an article, the page that it leads to has that label at that height (poppler, qpdf)."""
    objects = json.loads(output("qpdf", "--json=2", "--json-key=qpdf", file))["qpdf"][1]
    get = lambda o: objects[f"obj:{o}"]["value"] if isinstance(o, str) and f"obj:{o}" in objects else o  # noqa: E731
    leaves = lambda node: [l for k in get(node)["/Kids"] for l in leaves(k)] if "/Kids" in get(node) else [node]  # noqa: E731
    pages = [get(p) for p in leaves(get(objects["trailer"]["value"]["/Root"])["/Pages"])]
    places = {}
    for line in output("pdfinfo", "-dests", file).splitlines():
        m = re.match(r'\s*(\d+) \[ XYZ\s+\S+\s+(\d+)\s+\S+\s*\] "(.*)"', line)
        if m:
            places[m.group(3)] = (int(m.group(1)), int(m.group(2)))
    boxes = re.split(r"<page ", output("pdftotext", "-q", "-enc", "UTF-8", "-bbox", file, "-"))[1:]
    words = lambda page: re.findall(r'yMin="([\d.]+)".*?>(.*?)</word>', boxes[page - 1])  # noqa: E731
    followed = 0
    for number, page in enumerate(pages, 1):
        height = get(page["/MediaBox"])[3]
        for link in map(get, get(page.get("/Annots", []))):
            name = get(link.get("/Dest", "")).removeprefix("u:")
            said = re.match(r"u:(本[^第]*)?(第[一二三四五六七八九十百千]+[条條]) →", link.get("/Contents", ""))
            if not said or followed == row["most"] or name not in places:
                continue
            left, low, right, top = get(link["/Rect"])
            area = [str(round(n)) for n in (left + 2, height - top, right - left - 4, top - low)]
            where = sum(zip(("-x", "-y", "-W", "-H"), area, strict=True), ())
            under = squash(output("pdftotext", "-q", "-enc", "UTF-8", "-f", number, "-l", number, *where, file, "-"))
            there, at = places[name]
            # A place is a little above its line; a link over two lines has two parts.
            near = [squash(w) for y, w in words(there) if -4 <= float(y) - (height - at) <= 16]
            if under not in said.group(0) or not any(w.startswith(said.group(2)) for w in near):
                return f"{said.group(0)} {under} on page {number} leads to {name} on page {there}, where {near} is"
            followed += 1
    return None if followed >= row["least"] else f"only {followed} links were followed"


def refused(world, file, row):
    """The schema objects to each of these changes of a valid file."""
    text = (world.out / "contents-and-annex.tei.xml").read_text("utf-8")
    wrong = []
    for name, (old, new) in row["changes"].items():
        changed = text.replace(old, new)
        if changed == text:
            wrong.append(f"{name}: nothing was changed")
            continue
        bad = world.t / f"refused-{len(wrong)}.xml"
        bad.write_text(changed, "utf-8")
        for judge in (["jing", "-c", "schema/tiaowen.rnc", bad], ["xmllint", "--noout", "--relaxng", "schema/tiaowen.rng", bad]):
            if subprocess.run(judge, capture_output=True, timeout=60).returncode == 0:
                wrong.append(f"{name}: {judge[0]} passes it")
    return "\n".join(wrong) or None


def everywhere(world, file, row):
    """The 18 articles of the statement stand under one identifier in TEI, DOCX, EPUB and PDF."""
    stem = world.out / "china-cuba-joint-statement-2022"
    tei = stem.with_suffix(".tei.xml").read_text("utf-8")
    document = zipfile.ZipFile(stem.with_suffix(".docx")).read("word/document.xml").decode()
    numbering = zipfile.ZipFile(stem.with_suffix(".docx")).read("word/numbering.xml").decode()
    book = zipfile.ZipFile(stem.with_suffix(".epub")).read("OEBPS/c0001.xhtml").decode()
    plain = world.t / "statement.qdf"
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", stem.with_suffix(".pdf"), plain], capture_output=True, timeout=60)
    pdf = plain.read_bytes()
    if tei.count('div type="article"') != 18:
        return f"{tei.count('div type=' + chr(34) + 'article')} articles in TEI"
    if "chineseCountingThousand" not in numbering:
        return "no native Chinese numbering in DOCX"
    for n in range(1, 19):
        places = {
            "TEI": f'xml:id="art-{n}"' in tei, "DOCX": f'w:name="art_{n}"' in document,
            "EPUB": f'id="art-{n}"' in book, "PDF": f"(art-{n})".encode() in pdf,
        }
        missing = [k for k, there in places.items() if not there]
        if missing:
            return f"art-{n} is not in {', '.join(missing)}"
    return None


def figures(world, file, row):
    """Gaps around figures in the grid are no columns for pdftotext."""
    return None if "下降4.59%，化学" in output("pdftotext", "-q", "-enc", "UTF-8", file, "-") else "torn apart"


def schema_made(world, file, row):
    """schema/tiaowen.rng is made from schema/tiaowen.rnc."""
    folder = world.t / "schema"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy("schema/tiaowen.rnc", folder)
    subprocess.run(["trang", "tiaowen.rnc", "tiaowen.rng"], cwd=folder, capture_output=True, timeout=60)
    made = folder / "tiaowen.rng"
    return None if made.exists() and made.read_bytes() == Path("schema/tiaowen.rng").read_bytes() else "they differ"
