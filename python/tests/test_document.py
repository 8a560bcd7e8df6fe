"""Documents: what they say of themselves, the files they are written to, and how they fail."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import tiaowen
from conftest import TIAOWEN


def test_a_text_is_recognised(law: str) -> None:
    doc = tiaowen.parse(law)
    assert (doc.title, doc.kind, doc.language) == ("示例办法", "regulation", "zh-Hans-CN")
    assert doc.text == law
    assert [a.id for a in doc.articles()] == ["art-1", "art-2", "art-3"]
    second = doc.articles()[1]
    assert (second.label, second.number, second.breadcrumb[0].caption) == ("第二条", "2", "第一章　总则")
    assert [p.id for p in second.passages] == ["art-2.p1", "art-2.p1.i1", "art-2.p1.i2"]
    assert doc.text[second.start : second.end] == second.text
    for passage in second.passages:
        assert doc.text[passage.start : passage.end] == passage.text
    reference = second.references[0]
    assert (reference.source, reference.target) == ("art-2.p1", "art-1")
    assert doc.text[reference.start : reference.end] == "第一条"
    assert doc.units()[0].kind == "title"
    provisions = {p.id: p for p in doc.provisions()}
    assert provisions["art-2.p1.i1"].parent == "art-2.p1" and provisions["art-1"].parent == "ch-1"
    assert doc.meta["title"] == "示例办法" and doc.meta["provenance"]["encoding"] == "UTF-8"
    adopted = tiaowen.parse(law.replace("办法\n", "办法\n（2023年12月1日通过）\n", 1))
    effective = {"role": "effective", "when": "2024-01-01"}
    assert adopted.meta["dates"] == [{"role": "adopted", "when": "2023-12-01"}, effective]


def test_files_are_those_of_the_command_line(seeds: list[Path], command, tmp_path: Path) -> None:
    formats = ["pdf", "docx", "epub", "tei", "json", "text"]
    sources = seeds[:2]
    out = command(sources, ",".join(formats))
    for source in sources:
        doc = tiaowen.parse(source)
        for row in (f for f in tiaowen.formats() if f["name"] in formats):
            expected = (out / f"{source.stem}.{row['extensions'][0]}").read_bytes()
            assert doc.to(row["name"]) == expected, (source, row["name"])
            assert doc.save(tmp_path / f"a.{row['extensions'][0]}").read_bytes() == expected
    assert len(list(tmp_path.iterdir())) == len(formats)


def test_profiles_options_and_proofs(law: str, tmp_path: Path) -> None:
    doc = tiaowen.parse(law, name="law.txt")
    assert doc.to_pdf(profile="gbt9704") != doc.to_pdf()
    profile = tmp_path / "own.toml"
    profile.write_text('base = "law"\ncontents = false\n')
    assert doc.to_pdf(profile=profile) != doc.to_pdf(profile="law")
    made = doc.convert("docx", embed_fonts=True)
    assert made.mime.endswith("wordprocessingml.document") and any(f.code == "TW308" for f in made.findings)
    assert b"2026-01-02" in doc.to_tei(date="2026-01-02")
    assert doc.to("jsonl", max_chars=10).count(b"\n") > doc.to("jsonl").count(b"\n")
    template = tmp_path / "house.docx"
    template.write_bytes(doc.to("docx", profile="book"))
    assert doc.to("docx", reference=template) != doc.to("docx")
    verdict = tiaowen.verify(doc, doc.to_pdf(), name="a.pdf")
    assert verdict and verdict.verdict == "whitespace"
    other = tiaowen.parse(law.replace("（一）甲", "（一）丙"))
    differs = tiaowen.verify(other, doc.to_tei(), name="a.tei.xml")
    assert not differs and other.text[differs.source_at] == "丙"
    assert tiaowen.verify(None, doc.to_epub(), name="a.epub")


def test_errors_have_codes(tmp_path: Path) -> None:
    def code(action) -> str:
        with pytest.raises(tiaowen.TiaowenError) as caught:
            action()
        error = caught.value
        assert error.message_zh and str(error).startswith(error.code)
        again = pickle.loads(pickle.dumps(error))
        assert (again.code, again.message) == (error.code, error.message)
        return error.code

    doc = tiaowen.parse("第一条　甲。")
    assert code(lambda: tiaowen.parse(b"PK\x03\x04\0\0\0\0", name="a.txt")) == "TW005"
    assert code(lambda: tiaowen.parse(b" \n")) == "TW004"
    assert code(lambda: tiaowen.parse(tmp_path / "nowhere.txt")) == "TW001"
    assert code(lambda: tiaowen.parse(tmp_path)) == "TW002"
    assert code(lambda: tiaowen.parse("甲", format="nix")) == "TW007"
    assert code(lambda: tiaowen.parse("甲", metadata="titel = 1")) == "TW030"
    assert code(lambda: doc.to("nix")) == "TW007"
    assert code(lambda: doc.to_pdf(profile="nix")) == "TW014"
    assert code(lambda: doc.to_tei(date="nix")) == "TW013"
    assert code(lambda: doc.to_pdf(fonts={"song": tmp_path / "nowhere.otf"})) == "TW001"
    assert code(lambda: tiaowen.Document.from_json("{}")) == "TW017"
    assert code(lambda: tiaowen.verify(doc, b"x", name="a.nix")) == "TW027"
    wrong = [
        lambda: doc.to_docx(numbering="nix"),
        lambda: tiaowen.parse("甲", revisions="nix"),
        lambda: doc.save("a.nix"),
    ]
    for action in wrong:
        with pytest.raises(ValueError):
            action()
    with pytest.raises(TypeError):
        doc.to_pdf(colour="red")
    with pytest.raises(TypeError):
        tiaowen.verify(doc, b"x")


def test_what_a_person_says_counts(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("示例办法\n第五条规定的事项，从其规定。\n", "utf-8")
    assert not tiaowen.parse(file).articles()
    pin = '[[pin]]\nline = 2\nstarts = "第五条"\nlevel = "article"\n'
    assert tiaowen.parse(file, corrections=pin).articles()[0].id == "art-5"
    (tmp_path / "a.corrections.toml").write_text(pin, "utf-8")
    (tmp_path / "a.toml").write_text('licence = "CC0"\n', "utf-8")
    beside = tiaowen.parse(file)
    assert beside.articles()[0].id == "art-5" and beside.meta["licence"] == "CC0"
    assert tiaowen.parse("第1条　甲", language="ja").language.startswith("ja")


def test_json_pickle_and_equality(law: str) -> None:
    doc = tiaowen.parse(law.replace("第二条", "第五条", 1), name="law.txt")
    assert [f.code for f in doc.findings()] != []
    for again in [pickle.loads(pickle.dumps(doc)), copy.deepcopy(doc), tiaowen.Document.from_json(doc.json())]:
        assert again.json() == doc.json() and again.to_docx() == doc.to_docx()
    again = pickle.loads(pickle.dumps(doc))
    assert again.findings() == doc.findings() and again == doc and hash(again) == hash(doc)
    assert doc != tiaowen.parse("第一条　甲。")


def test_it_looks_well_in_a_notebook() -> None:
    doc = tiaowen.parse("示例<b>办法\n第一条　甲。\n第三条　乙。\n")
    assert repr(doc).startswith("<Document ") and "2 articles" in repr(doc)
    shown = doc._repr_html_()
    assert "art-3" in shown and "TW201" in shown and "<b>" not in shown


def test_other_threads_run_while_a_document_is_converted(law: str) -> None:
    doc = tiaowen.parse(law + "".join(f"第{n}条　有下列情形之一的，适用第一条。\n" for n in range(4, 400)))
    stations: list[str] = []

    def work() -> None:
        stations.append("in")
        doc.to_pdf()
        stations.append("out")

    seen_inside = 0
    before = sys.getswitchinterval()
    # The lock changes hands only where somebody lets it go.
    sys.setswitchinterval(600)
    try:
        worker = threading.Thread(target=work)
        worker.start()
        while "out" not in stations:
            seen_inside += stations == ["in"]
            time.sleep(0.001)
        worker.join()
    finally:
        sys.setswitchinterval(before)
    assert seen_inside > 0


def test_the_command_is_the_programs(tmp_path: Path) -> None:
    done = subprocess.run([TIAOWEN, "formats", "--lang", "en"], capture_output=True, text=True)
    assert done.returncode == 0 and "tei" in done.stdout
    module = [sys.executable, "-m", "tiaowen", "check", str(tmp_path / "nowhere")]
    done = subprocess.run(module, capture_output=True, text=True)
    assert done.returncode == 2 and "TW001" in done.stderr
    assert subprocess.run([TIAOWEN, "--nix"], capture_output=True).returncode == 2


def test_every_name_is_documented_and_typed() -> None:
    package = Path(tiaowen.__file__).parent
    assert (package / "py.typed").is_file() and (package / "_native.pyi").is_file()
    for name in tiaowen.__all__:
        thing = getattr(tiaowen, name)
        assert name.startswith("__") or (thing.__doc__ or "").strip(), name
    stub = (package / "_native.pyi").read_text("utf-8")
    from tiaowen import _native

    for name in dir(_native):
        assert (name.startswith("__") and name != "__version__") or name in stub, name
