"""Arrow batches: bad rows are rows, all kinds of columns are taken, and the tables are those that are published."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import tiaowen
from conftest import ROOT
from tiaowen._isolate import Isolated

KINDS = [pa.binary(), pa.large_binary(), pa.binary_view(), pa.string(), pa.large_string(), pa.string_view()]


def batch_of(texts: list, kind: pa.DataType = pa.binary()) -> pa.RecordBatch:
    raw = [t.encode() if isinstance(t, str) and "binary" in str(kind) else t for t in texts]
    paths = [f"/a/{k}.txt" for k in range(len(texts))]
    return pa.RecordBatch.from_arrays([pa.array(paths), pa.array(raw, kind)], names=["path", "content"])


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_columns_of_any_width_are_taken(kind: pa.DataType, law: str) -> None:
    made = tiaowen.convert_batch(batch_of([law, None], kind), ["tei"])
    assert made.column("error").to_pylist() == [None, "TW091"]
    expected = tiaowen.parse(law, name="0.txt").to_tei()
    assert made.column("outputs").to_pylist()[0][0]["data"] == expected


def test_a_bad_row_is_an_error_row(law: str) -> None:
    raw = [law.encode(), b"PK\x03\x04\0\0\0\0", b" ", None, law.encode()]
    batch = pa.RecordBatch.from_arrays([pa.array(raw, pa.binary())], names=["data"])
    made = tiaowen.convert_batch(batch, ["json", "pdf"], threads=3)
    assert made.column("error").to_pylist() == [None, "TW005", "TW004", "TW091", None]
    assert made.num_rows == 5 and made.schema == tiaowen.schema("records")
    # Without a name a document is called by its hash.
    names = made.column("document").to_pylist()
    assert names[0] == made.column("sha256").to_pylist()[0] and names[0] == names[4]
    rows = tiaowen.articles_batch(batch_of([law, b"PK\x03\x04\0\0\0\0", law]))
    assert [(r["document"], r["id"], r["error"]) for r in rows.to_pylist()] == [
        *[("/a/0.txt", f"art-{n}", None) for n in (1, 2, 3)],
        ("/a/1.txt", None, "TW005"),
        *[("/a/2.txt", f"art-{n}", None) for n in (1, 2, 3)],
    ]


def test_the_number_of_threads_changes_nothing(law: str) -> None:
    batch = batch_of([law.replace("示例", f"第{k}示例") for k in range(9)])
    once = tiaowen.convert_batch(batch, ["tei", "docx"], threads=1, articles=True)
    assert once.equals(tiaowen.convert_batch(batch, ["tei", "docx"], threads=4, articles=True))


def test_tables_are_those_that_are_published(law: str, tmp_path: Path) -> None:
    records = tiaowen.convert_batch(batch_of([law, " "]), ["tei"], articles=True)
    made = tiaowen.tables(records)
    page = (ROOT / "docs/tables.md").read_text("utf-8")
    for name, table in made.items():
        assert table.schema.equals(tiaowen.schema(name)), name
        rows = re.search(rf"^## `{name}`$(.*?)(?=^## |\Z)", page, re.M | re.S)
        assert rows, name
        listed = re.findall(r"^\| `(\w+)` \|", rows.group(1), re.M)
        assert listed == table.schema.names, name
        pq.write_table(pa.Table.from_batches([table]), tmp_path / f"{name}.parquet")
        assert pq.read_table(tmp_path / f"{name}.parquet").num_rows == table.num_rows
    assert (made["documents"].num_rows, made["articles"].num_rows) == (2, 3)
    leads = [(r["article"], r["from"], r["target"]) for r in made["references"].to_pylist()]
    assert ("art-2", "art-2.p1", "art-1") in leads


def test_columns_say_what_they_are_called(law: str) -> None:
    columns = {"what": [law], "who": ["甲"], "metadata": ['licence = "CC0"'], "language": ["ja"]}
    batch = pa.RecordBatch.from_pydict(columns)
    made = tiaowen.convert_batch(batch, ["json"], content="what", document="who").to_pylist()[0]
    assert (made["document"], made["language"]) == ("甲", "ja") and b"CC0" in made["outputs"][0]["data"]
    for wrong in [{}, {"content": "nix"}, {"content": "what", "document": "nix"}]:
        with pytest.raises(tiaowen.TiaowenError, match="TW094"):
            tiaowen.convert_batch(batch, **wrong)
    with pytest.raises(tiaowen.TiaowenError, match="TW007"):
        tiaowen.convert_batch(batch, ["nix"], content="what")


def test_a_process_apart_gives_the_same(law: str) -> None:
    batch = batch_of([law, " ", law + "第四条　丁。\n"])
    with Isolated(["tei", "pdf"]) as isolated:
        assert isolated.records(batch).equals(tiaowen.convert_batch(batch, ["tei", "pdf"], articles=True))
        assert isolated.records(batch.slice(0, 0)).num_rows == 0
    with pytest.raises(tiaowen.TiaowenError, match="TW007"):
        Isolated(["nix"])
    with pytest.raises(tiaowen.TiaowenError, match="TW014"):
        Isolated(["pdf"], profile="nix")


def test_poison_is_an_error_row_after_bounded_tries(law: str) -> None:
    # Converting this takes far longer than the limit.
    large = batch_of([law + "".join(f"第{n}条　有下列情形之一的，适用第一条。\n" for n in range(4, 30000))])
    with Isolated(["tei", "docx", "epub", "pdf"], timeout=1.0, tries=2) as isolated:
        late = isolated.records(large).to_pylist()[0]
        assert (late["document"], late["error"]) == ("/a/0.txt", "TW093") and "2 times" in late["message"]
    # The next one is converted all the same, by a process of its own.
    with Isolated(["pdf"], memory=48 << 20, tries=2) as isolated:
        assert isolated.records(large).column("error").to_pylist() == ["TW092"]
        assert isolated.records(batch_of([law])).column("error").to_pylist() == [None]


def test_a_process_that_is_killed_is_started_again(law: str) -> None:
    with Isolated(["pdf"], tries=3) as isolated:
        isolated.records(batch_of([law]))
        first = isolated._process
        assert first is not None
        os.kill(first.pid, signal.SIGKILL)
        assert isolated.records(batch_of([law])).column("error").to_pylist() == [None]
        assert isolated._process is not first
        # While it works.
        stop = threading.Event()

        def kill_one() -> None:
            while not stop.is_set():
                time.sleep(0.05)
                now = isolated._process
                if now is not None:
                    now.kill()
                    return

        isolated.close()
        killer = threading.Thread(target=kill_one)
        killer.start()
        made = isolated.records(batch_of([law] * 6))
        stop.set()
        killer.join()
        assert made.column("error").to_pylist() == [None] * 6
