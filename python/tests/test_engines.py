"""Spark and Ray: every document is a row once, with the bytes of the command line, whatever dies on the way.

The cluster of several processes takes long and is made with TIAOWEN_FULL=1 only.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import ROOT

FORMATS = ["pdf", "tei"]
TABLES = ["documents", "articles", "references", "findings", "outputs"]
full = pytest.mark.skipif(not os.environ.get("TIAOWEN_FULL"), reason="takes long: TIAOWEN_FULL=1")


def processes(word: str) -> list[int]:
    """Processes below this one whose command line holds a word, the youngest last."""
    parents: dict[int, int] = {}
    lines: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                lines[int(entry.name)] = line
            except (OSError, IndexError):
                pass

    def ours(pid: int) -> bool:
        while pid > 1:
            if pid == os.getpid():
                return True
            pid = parents.get(pid, 0)
        return False

    return sorted(pid for pid, line in lines.items() if word in line and ours(pid))


class Killer(threading.Thread):
    """Kills one process once documents are being converted."""

    def __init__(self, word: str) -> None:
        super().__init__(daemon=True)
        self.word, self.killed, self.stop = word, 0, threading.Event()

    def run(self) -> None:
        while not self.stop.is_set():
            time.sleep(0.05)
            found = processes(self.word) if processes("tiaowen._worker") else []
            if found:
                os.kill(found[-1], signal.SIGKILL)
                self.killed = found[-1]
                return


def check(rows: list[dict], corpus: Path, command) -> None:
    """Every file of a folder once, and its outputs those of the command line."""
    files = sorted(corpus.glob("*.txt"))
    by_name = {row["file"]: row for row in rows}
    assert len(rows) == len(by_name) == len(files)
    assert by_name["broken.txt"]["error"] == "TW005"
    sound = [f for f in files if f.name != "broken.txt"]
    out = command(sound, ",".join(FORMATS))
    for file in sound:
        row = by_name[file.name]
        assert row["error"] is None, row
        for output, end in zip(row["outputs"], ["pdf", "tei.xml"], strict=True):
            assert output["data"] == (out / f"{file.stem}.{end}").read_bytes(), file
        assert [a["id"] for a in row["articles"]][:3] == ["art-1", "art-2", "art-3"]


def on_spark(master: str, corpus: Path, word: str) -> list[dict]:
    pytest.importorskip("pyspark")
    from pyspark.sql import SparkSession
    from tiaowen import spark as recipe

    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = SparkSession.builder.master(master).config("spark.ui.enabled", "false").getOrCreate()
    killer = Killer(word)
    try:
        frame = recipe.records(recipe.read(spark, str(corpus), 4), FORMATS)
        killer.start()
        started = time.monotonic()
        rows = [row.asDict(recursive=True) for row in frame.collect()]
        print(f"{master}: {len(rows)} documents in {time.monotonic() - started:.1f} s, one process killed")
        assert killer.killed, f"no {word} was killed"
        return rows
    finally:
        killer.stop.set()
        spark.stop()


def test_spark_loses_a_worker_and_no_document(corpus: Path, command) -> None:
    check(on_spark("local[2,4]", corpus, "pyspark.daemon"), corpus, command)


@full
def test_spark_loses_an_executor_and_no_document(corpus: Path, command) -> None:
    check(on_spark("local-cluster[2,1,1024]", corpus, "CoarseGrainedExecutorBackend"), corpus, command)


def test_spark_writes_the_tables(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    example(["examples/spark_corpus.py", "seeds", str(tmp_path / "out")])
    tables_there(tmp_path / "out")


def test_ray_loses_a_worker_and_no_document(corpus: Path, command) -> None:
    ray = pytest.importorskip("ray")
    from tiaowen import ray as recipe

    ray.init(num_cpus=2, include_dashboard=False, logging_level="ERROR", log_to_driver=False)
    killer = Killer("MapBatches(_convert)")
    try:
        records = recipe.records(recipe.read(str(corpus), 4), FORMATS)
        killer.start()
        started = time.monotonic()
        rows = [plain(row) for row in records.take_all()]
        print(f"ray: {len(rows)} documents in {time.monotonic() - started:.1f} s, one process killed")
        assert killer.killed, "no worker was killed"
        check(rows, corpus, command)
    finally:
        killer.stop.set()
        ray.shutdown()


def plain(value):
    """What Ray hands out, without numpy."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if hasattr(value, "tolist") and not isinstance(value, (str, bytes)):
        value = value.tolist()
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value


def test_ray_writes_the_tables(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    example(["examples/ray_corpus.py", "seeds", str(tmp_path / "out")])
    tables_there(tmp_path / "out")


def example(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr[-3000:]


def tables_there(out: Path) -> None:
    sources = [f for f in (ROOT / "seeds").rglob("*") if f.is_file()]
    count = {name: pq.read_table(out / name).num_rows for name in TABLES}
    assert count["documents"] == len(sources), count
    assert count["articles"] > 18 and count["references"] > 0 and count["findings"] > 0, count
    assert {p.name for p in (out / "outputs").iterdir() if "=" in p.name} == {"format=pdf", "format=tei"}
