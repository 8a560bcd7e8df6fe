#!/usr/bin/env python3
"""Labels of Word files as programs read them: right, wrong, or not there.

    pip install 'markitdown[docx]' mammoth docx2python          # and pandoc; those not installed are skipped
    python3 benches/docx_labels.py --tiaowen target/release/tiaowen LAW.txt …

Every law (plain text, a paragraph a line) is written as DOCX with numbers that Word counts and with typed ones; every
program reads the files, and what stands before each paragraph is compared with the label of the text. Files that end in
.docx are read as they are; what an office program shows of them (--texts FOLDER) says what is right.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HAN = "零〇一二三四五六七八九十百千"
LABEL = re.compile(
    rf"^(第[{HAN}\d]+[编編分章节節条條](?:之[{HAN}]+)?|[（(][{HAN}\d]+[）)]|[{HAN}]+、|\d+[．.、])[\s　]*(\S.*)$"
)


def squash(s):
    return re.sub(r"[\s\u200b\ufeff\\]+", "", s).replace("〇", "零")


def decoded(data):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def labels(text):
    """Labels and texts of the paragraphs that have one."""
    found = (LABEL.match(line.strip()) for line in text.splitlines())
    return [(squash(m[1]), squash(m[2])) for m in found if m]


def of_tiaowen(args, path):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "out.txt")
        subprocess.run([args.tiaowen, "convert", "--to", "text", "-o", out, path], capture_output=True)
        return out.read_text("utf-8") if out.exists() else ""


def of_pandoc(args, path):
    run = subprocess.run([args.pandoc, "-t", "plain", "--wrap=none", path], capture_output=True)
    return run.stdout.decode("utf-8")


def of_markitdown(args, path):
    import markitdown

    return markitdown.MarkItDown().convert(str(path)).text_content


def of_mammoth(args, path):
    import mammoth

    with open(path, "rb") as f:
        return mammoth.convert_to_markdown(f).value


def of_docx2python(args, path):
    import docx2python

    with docx2python.docx2python(path) as content:
        return content.text


PROGRAMS = {
    "tiaowen": of_tiaowen,
    "pandoc": of_pandoc,
    "MarkItDown": of_markitdown,
    "mammoth": of_mammoth,
    "docx2python": of_docx2python,
}


def judge(wanted, text):
    """How many labels are right, wrong and not there, each where its paragraph stands."""
    right = wrong = missing = at = 0
    # Signs of Markdown are no part of a label.
    lines = [squash(re.sub(r"<[^>]+>|^[\s#>*_-]+|\*\*|__", "", line)) for line in text.splitlines()]
    for label, words in wanted:
        found = next((k for k in range(at, len(lines)) if lines[k].endswith(words)), None)
        if found is None:
            missing += 1
            continue
        at = found + 1
        before = lines[found][: -len(words)]
        right += before == label
        wrong += before not in ("", label)
        missing += before == ""
    return right, wrong, missing


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tiaowen", default="target/release/tiaowen")
    parser.add_argument("--pandoc", default=shutil.which("pandoc"))
    parser.add_argument("--texts", type=pathlib.Path, default=pathlib.Path())
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    counts, left_out = {}, set()
    with tempfile.TemporaryDirectory() as folder:
        cases = []
        for k, path in enumerate(args.files):
            if path.suffix == ".docx":
                wanted = labels((args.texts / f"{path.stem}.txt").read_text("utf-8-sig"))
                cases.append(("as they are", path, wanted))
                continue
            for kind in ("auto", "literal"):
                out = pathlib.Path(folder, f"{k}-{kind}.docx")
                command = [args.tiaowen, "convert", "--to", "docx", "--numbering", kind, "-o", out, path]
                subprocess.run(command, capture_output=True, check=True)
                cases.append((kind, out, labels(decoded(path.read_bytes()))))
        for kind, path, wanted in cases:
            for name, read in PROGRAMS.items():
                if name in left_out:
                    continue
                try:
                    found = judge(wanted, read(args, path))
                except (ImportError, TypeError, FileNotFoundError):
                    left_out.add(name)
                    continue
                old = counts.setdefault((kind, name), (0, 0, 0, 0))
                counts[kind, name] = tuple(a + b for a, b in zip(old, (len(wanted), *found)))
    print("numbers\tprogram\tlabels\tright\twrong\tnot there")
    for (kind, name), (all_, right, wrong, missing) in sorted(counts.items()):
        print(f"{kind}\t{name}\t{all_}\t{right}\t{wrong}\t{missing}")
    for name in sorted(left_out):
        print(f"{name} is not there", file=sys.stderr)


if __name__ == "__main__":
    main()
