#!/usr/bin/env python3
"""Measures tiaowen beside pandoc and Typst on many documents, and draws what was measured.

    benches/performance.py texts FOLDER [--tiaowen PATH] [--copies N]      the seeds, so many times, for each of the programs
    benches/performance.py measure FOLDER [--tiaowen PATH] [--pandoc PATH] [--rounds N]   → benches/performance.json
    benches/performance.py giants [--tiaowen PATH]                         memory and time of very large texts
    benches/performance.py law TEXT MARKDOWN [--tiaowen PATH] [--pandoc PATH]   one text as a page of the web beside pandoc, and what
                                                                           its references add to its recognition
    benches/performance.py plot                                                           → docs/img/performance.svg

FOLDER has NAME.src.md or NAME.txt for tiaowen, and the same texts structured for the others: NAME.md for pandoc, NAME.typ
for Typst (pip install typst). Every program works in its best way: one process for all documents, fonts loaded once. CPU
is user and system time of the process with its children; the rounds are interleaved, and the best of each counts.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "benches/performance.json"
PICTURE = ROOT / "docs/img/performance.svg"
FORMATS = ["pdf", "docx", "epub", "tei"]

LUA = """
local to, out = "%s", "%s"
for name in io.lines("%s") do
  local f = io.open(name); local text = f:read("a"); f:close()
  local doc = pandoc.read(text, "commonmark_x+yaml_metadata_block")
  local o = io.open(out .. "/" .. name:match("([^/]+)%%.md$") .. "." .. to, "wb")
  o:write(pandoc.write(doc, to)); o:close()
end
"""
TYPST = """
import sys, typst
compiler = typst.Compiler(root="/", font_paths=typst.Fonts(include_system_fonts=True))
for name in open(sys.argv[1]).read().split():
    compiler.compile(input=name, output=sys.argv[2] + "/" + name.rsplit("/", 1)[1] + ".pdf")
"""


def typst_of(markdown: str) -> str:
    """A text as Typst has it: headings and paragraphs of what tiaowen writes as Markdown."""
    body = markdown.split("\n---\n", 1)[-1] if markdown.startswith("---\n") else markdown
    out = ['#set text(lang: "zh", font: ("Noto Serif CJK SC", "Noto Sans CJK SC"))', "#set par(justify: true)"]
    for line in body.splitlines():
        level = len(line) - len(line.lstrip("#"))
        text = line[level:].strip().replace("\\", "")
        for sign in "\\#$*_@<>`[]~":
            text = text.replace(sign, "\\" + sign)
        out.append("=" * level + " " + text if level and text else text)
    return "\n".join(out) + "\n"


def texts(args: argparse.Namespace) -> None:
    """Makes the folder to measure with of the seeds that are plain text."""
    folder = Path(args.folder)
    folder.mkdir(parents=True, exist_ok=True)
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        first = folder / f"{seed.stem}-1.txt"
        shutil.copy(seed, first)
        subprocess.run([args.tiaowen, "convert", "-q", "--to", "md", "-o", f"{folder}/", first], check=True)
        markdown = first.with_suffix(".md").read_text("utf-8")
        for k in range(1, args.copies + 1):
            shutil.copy(seed, folder / f"{seed.stem}-{k}.txt")
            (folder / f"{seed.stem}-{k}.md").write_text(markdown, "utf-8")
            (folder / f"{seed.stem}-{k}.typ").write_text(typst_of(markdown), "utf-8")


def run(command: list[str]) -> dict[str, float]:
    """Runs a command: seconds of CPU and of the clock, the largest process in MB."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        # What this one process took, and what it waited for: no other one is counted.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - began
        if process.returncode not in (0, 1):
            said.seek(0)
            sys.exit(f"{command[:4]}: exit status {process.returncode}\n{said.read()[-2000:]}")
    return {"cpu": used.ru_utime + used.ru_stime, "wall": wall, "mb": used.ru_maxrss / 1024}


def measure(args: argparse.Namespace) -> None:
    folder = Path(args.folder)
    typ = sorted(folder.glob("*.typ"))
    names = [p.stem for p in typ] or sorted({p.name.split(".")[0] for p in folder.iterdir() if p.suffix in (".md", ".txt")})
    sources = [next(p for p in (folder / f"{n}.src.md", folder / f"{n}.txt") if p.exists()) for n in names]
    figures: list[dict] = []
    with tempfile.TemporaryDirectory() as temporary:
        tmp = Path(temporary)
        (tmp / "sources").write_text("".join(f"{s}\n" for s in sources))
        (tmp / "md").write_text("".join(f"{folder / n}.md\n" for n in names))
        (tmp / "typ").write_text("".join(f"{t}\n" for t in typ))
        (tmp / "peer.py").write_text(TYPST)

        def tiaowen(to: str, jobs: int = 1) -> list[str]:
            out = ["-o", str(tmp / "out"), "-q", "--jobs", str(jobs), "--manifest", str(tmp / "sources")]
            return [args.tiaowen, "convert", "--from", "md" if sources[0].suffix == ".md" else "text", "--to", to, *out]

        cells: list[tuple[str, str, list[str]]] = []
        for to in FORMATS:
            cells.append(("tiaowen", to, tiaowen(to)))
            if to == "pdf" and typ:
                cells.append(("Typst", to, [sys.executable, str(tmp / "peer.py"), str(tmp / "typ"), str(tmp / "out")]))
            if to != "pdf" and (folder / f"{names[0]}.md").exists() and shutil.which(args.pandoc):
                (tmp / f"{to}.lua").write_text(LUA % (to, tmp / "out", tmp / "md"))
                cells.append(("pandoc", to, [args.pandoc, "lua", str(tmp / f"{to}.lua")]))
        cells += [("tiaowen", "text", tiaowen("text")), ("tiaowen, two jobs", "pdf", tiaowen("pdf", 2))]
        best: dict[tuple[str, str], dict[str, float]] = {}
        runs = itertools.count()
        for _ in range(args.rounds):
            for who, to, command in cells:
                (tmp / "out").mkdir()
                figure = run(command)
                files = len(list((tmp / "out").rglob("*.*")))
                # Nothing is deleted until all is measured: ext4 looks through the files deleted in the last minute for every new
                # one, and that would count as the time of whoever comes next.
                (tmp / "out").rename(tmp / f"done-{next(runs)}")
                if files < len(names):
                    sys.exit(f"{who} {to}: {files} of {len(names)} files")
                print(f"{who:18} {to:5} cpu {figure['cpu']:7.2f} s  wall {figure['wall']:7.2f} s  {figure['mb']:5.0f} MB", flush=True)
                known = best.setdefault((who, to), figure)
                best[who, to] = {k: min(known[k], figure[k]) for k in ("cpu", "wall")} | {"mb": max(known["mb"], figure["mb"])}
        figures = [{"program": who, "format": to, **{k: round(v, 3) for k, v in f.items()}} for (who, to), f in best.items()]
    facts = {
        "date": time.strftime("%Y-%m-%d"),
        "documents": len(names),
        "bytes": sum(s.stat().st_size for s in sources),
        "machine": f"{platform.machine()}, {os.cpu_count()} processors",
        "load": round(os.getloadavg()[0], 1),
        "rounds": args.rounds,
        "figures": figures,
    }
    FIGURES.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", "utf-8")


def giants(args: argparse.Namespace) -> None:
    """Memory and time of large texts, as rows of a table; memory also as so many times the text."""
    shapes = {
        "150,000 short lines": "示例办法\n" + "短行\n" * 150_000,
        "20,000 articles": "示例办法\n" + "".join(f"第{k}条　依照第{k // 2 + 1}条处理；甲、乙，办理有关的事项，并且报告。\n" for k in range(1, 20_001)),
        "200,000 articles": "示例办法\n" + "".join(f"第{k}条　依照第{k // 2 + 1}条处理；甲、乙，办理有关的事项，并且报告。\n" for k in range(1, 200_001)),
        "one line": "示例办法\n第一条　" + "为了示例，制定本办法。" * 32_000 + "\n",
    }
    with tempfile.TemporaryDirectory() as temporary:
        source = Path(temporary) / "a.txt"
        for name, text in shapes.items():
            source.write_text(text, "utf-8")
            size = source.stat().st_size / 1e6
            for to in args.formats.split(","):
                figure = run([args.tiaowen, "convert", "-q", "--no-system-fonts", "--to", to, "-o", f"{temporary}/a.out", str(source)])
                print(f"| {name}, {size:.1f} MB | `{to}` | {figure['mb']:,.0f} MB | {figure['mb'] / size:.0f} | {figure['cpu']:.1f} s |", flush=True)


def law(args: argparse.Namespace) -> None:
    """One text as a page of the web, beside pandoc's of the same text in Markdown; then the share of references, terms and dates."""
    with tempfile.TemporaryDirectory() as temporary:
        commands = {
            "tiaowen": [args.tiaowen, "convert", "-q", "--to", "html", "-o", f"{temporary}/a.html", args.text],
            "pandoc": [args.pandoc, "-s", "-t", "html", "-o", f"{temporary}/b.html", args.markdown],
        }
        best = dict.fromkeys(commands, float("inf"))
        for _ in range(args.rounds):
            for who, command in commands.items():
                best[who] = min(best[who], run(command)["cpu"])
        print(f"tiaowen {best['tiaowen'] * 1000:.1f} ms, pandoc {best['pandoc'] * 1000:.1f} ms of CPU: {best['pandoc'] / best['tiaowen']:.1f} times", flush=True)
    subprocess.run(["cargo", "bench", "-q", "--bench", "recognise", "--", "--files", str(Path(args.text).resolve())], cwd=ROOT, check=True)


def plot() -> None:
    facts = json.loads(FIGURES.read_text("utf-8"))
    rate = {(f["program"], f["format"]): facts["documents"] / f["cpu"] for f in facts["figures"]}
    rows = [(to, next((p for p in ("Typst", "pandoc") if (p, to) in rate), None)) for to in FORMATS]
    left, right, top, step = 70, 660, 58, 46
    most = max(rate.values())
    ends = (10.0, 10 ** len(str(int(most))))

    def x(value: float) -> float:
        import math

        return left + (right - left) * math.log(value / ends[0]) / math.log(ends[1] / ends[0])

    height = top + step * len(rows) + 34
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" font-family="sans-serif" font-size="13" role="img" '
        f'aria-label="Documents per second of CPU, tiaowen beside pandoc and Typst">',
        f'<rect width="720" height="{height}" fill="#fff"/>',
        f'<text x="{left}" y="22" font-weight="bold">Documents per second of CPU (logarithmic)</text>',
        f'<text x="{left}" y="40" fill="#555">{facts["documents"]} laws in one process each; {facts["date"]}</text>',
    ]
    tick = ends[0]
    while tick <= ends[1]:
        for value in (tick, 3 * tick):
            if value <= ends[1]:
                out.append(f'<path d="M{x(value):.1f} {top - 6}V{height - 30}" stroke="#ddd"/>')
                out.append(f'<text x="{x(value):.1f}" y="{height - 12}" text-anchor="middle" fill="#555">{value:,.0f}</text>')
        tick *= 10
    for k, (to, peer) in enumerate(rows):
        y = top + step * k + 22
        ours, theirs = rate["tiaowen", to], rate.get((peer or "", to))
        out.append(f'<text x="{left - 14}" y="{y + 5}" text-anchor="end" font-weight="bold">{to.upper()}</text>')
        if theirs:
            out.append(f'<path d="M{x(theirs):.1f} {y}H{x(ours):.1f}" stroke="#999" stroke-width="2"/>')
            middle = (x(theirs) + x(ours)) / 2
            out.append(f'<text x="{middle:.1f}" y="{y - 6}" text-anchor="middle" fill="#333">{ours / theirs:.1f} ×</text>')
            out.append(f'<circle cx="{x(theirs):.1f}" cy="{y}" r="6" fill="#fff" stroke="#555" stroke-width="2"/>')
            out.append(f'<text x="{x(theirs):.1f}" y="{y + 20}" text-anchor="middle" fill="#555">{peer} {theirs:,.0f}</text>')
        out.append(f'<circle cx="{x(ours):.1f}" cy="{y}" r="7" fill="#a3262a"/>')
        out.append(f'<text x="{x(ours):.1f}" y="{y + 20}" text-anchor="middle" fill="#a3262a">tiaowen {ours:,.0f}</text>')
    PICTURE.write_text("\n".join([*out, "</svg>", ""]), "utf-8")
    for who, to in rate:
        print(f"{who:18} {to:5} {rate[who, to]:8.1f} documents per CPU-second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    first = commands.add_parser("measure")
    first.add_argument("folder")
    first.add_argument("--tiaowen", default=str(ROOT / "target/release/tiaowen"))
    first.add_argument("--pandoc", default="pandoc")
    first.add_argument("--rounds", type=int, default=3)
    made = commands.add_parser("texts")
    made.add_argument("folder")
    made.add_argument("--tiaowen", default=str(ROOT / "target/release/tiaowen"))
    made.add_argument("--copies", type=int, default=40)
    large = commands.add_parser("giants")
    large.add_argument("--tiaowen", default=str(ROOT / "target/release/tiaowen"))
    large.add_argument("--formats", default="tei,akn,html,epub,docx,pdf")
    one = commands.add_parser("law")
    one.add_argument("text")
    one.add_argument("markdown")
    one.add_argument("--tiaowen", default=str(ROOT / "target/release/tiaowen"))
    one.add_argument("--pandoc", default="pandoc")
    one.add_argument("--rounds", type=int, default=7)
    commands.add_parser("plot")
    args = parser.parse_args()
    {"measure": measure, "texts": texts, "giants": giants, "law": law, "plot": lambda _: plot()}[args.command](args)


if __name__ == "__main__":
    main()
