"""Tables of a run of the command line: whole, the same whatever the threads, and read by others."""

from __future__ import annotations

import subprocess
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
import tiaowen
from conftest import TIAOWEN

TABLES = ["documents", "articles", "references", "findings"]


def convert(*arguments: object) -> int:
    done = subprocess.run([TIAOWEN, "convert", *map(str, arguments)], capture_output=True, text=True, timeout=600)
    assert done.returncode in (0, 2), done.stderr
    return done.returncode


def test_a_run_writes_its_tables(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert convert("--to", "parquet,text", "-o", out, corpus) == 2
    sources = sorted(corpus.glob("*.txt"))
    for name in TABLES:
        assert pq.read_schema(out / f"{name}.parquet").equals(tiaowen.schema(name)), name
    documents = pq.read_table(out / "documents.parquet").to_pylist()
    assert [d["document"] for d in documents] == [str(s) for s in sources]
    broken = next(d for d in documents if d["file"] == "broken.txt")
    assert (broken["error"], broken["bytes"], broken["title"]) == ("TW005", 8, None)
    rows = pq.read_table(out / "articles.parquet").to_pylist()
    sound = [s for s in sources if s.name != "broken.txt"]
    expected = [(str(s), a.id, a.text, a.sha256) for s in sound for a in tiaowen.parse(s).articles()]
    assert [(r["document"], r["id"], r["text"], r["sha256"]) for r in rows] == expected
    assert len(list(out.glob("*.txt"))) == len(sound)


def test_threads_parts_and_what_was_done_before_change_no_row(corpus: Path, tmp_path: Path) -> None:
    convert("--to", "parquet", "--jobs", 1, "-o", tmp_path / "one", corpus)
    whole = {name: (tmp_path / "one" / f"{name}.parquet").read_bytes() for name in TABLES}
    assert all(whole.values()) and len(list((tmp_path / "one").iterdir())) == len(TABLES)
    for _ in range(2):
        convert("--to", "parquet,text", "--resume", "--jobs", 3, "-o", tmp_path / "again", corpus)
        assert whole == {name: (tmp_path / "again" / f"{name}.parquet").read_bytes() for name in TABLES}
    for part in (1, 2):
        convert("--to", "parquet", "--shard", f"{part}/2", "-o", tmp_path / "parts", corpus)
    count = "SELECT count(*), count(DISTINCT document) FROM '{}/articles*.parquet'"
    both = [duckdb.sql(count.format(tmp_path / folder)).fetchall() for folder in ("one", "parts")]
    assert both[0] == both[1] and both[0][0][0] > 50


def test_duckdb_reads_the_tables(corpus: Path, tmp_path: Path) -> None:
    convert("--to", "parquet", "-o", tmp_path, corpus)
    led = duckdb.sql(
        f"SELECT r.target, count(*) FROM '{tmp_path}/references.parquet' r JOIN '{tmp_path}/articles.parquet' a "
        "ON r.document = a.document AND r.target = a.id GROUP BY r.target ORDER BY 2 DESC"
    ).fetchall()
    documents = duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/documents.parquet' WHERE error IS NULL").fetchall()[0]
    assert led[0] == ("art-1", documents[0])
    passages = duckdb.sql(f"SELECT unnest(passages).text FROM '{tmp_path}/articles.parquet' LIMIT 5").fetchall()
    assert any("为了示例" in p[0] for p in passages)


def test_what_cannot_be_is_said_before_anything_is_done(law: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(law, "utf-8")
    convert("--to", "parquet", "-o", tmp_path / "out", tmp_path / "a.txt")
    for arguments, code in [
        (["-o", "-"], "TW011"),
        (["--no-clobber", "-o", str(tmp_path / "out")], "TW035"),
    ]:
        run = [TIAOWEN, "convert", "--to", "parquet", *arguments, str(tmp_path / "a.txt")]
        done = subprocess.run(run, capture_output=True, text=True, timeout=600)
        assert done.returncode == 2 and code in done.stderr, done.stderr
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(f"{name}.parquet" for name in TABLES)
