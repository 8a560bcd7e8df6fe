"""What the tests share: documents, and the command line to hold results against."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The command that the wheel installs.
TIAOWEN = str(Path(sysconfig.get_path("scripts")) / "tiaowen")
LAW = (
    "示例办法\n第一章　总则\n第一条　为了示例，制定本办法。\n第二条　有下列情形之一的，适用第一条：\n（一）甲；\n（二）乙。\n"
    "第三条　本办法自2024年1月1日起施行。\n"
)


@pytest.fixture(scope="session")
def law() -> str:
    return LAW


@pytest.fixture(scope="session")
def seeds() -> list[Path]:
    return sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents that differ, one that cannot be read among them."""
    folder = tmp_path_factory.mktemp("corpus")
    for k in range(int(os.environ.get("TIAOWEN_CORPUS", "24"))):
        text = LAW.replace("示例", f"示例{k}号") + "".join(f"第{n}条　第{n}条的内容{k}。\n" for n in range(4, 4 + k % 7))
        (folder / f"办法 {k:03}.txt").write_text(text, "utf-8")
    (folder / "broken.txt").write_bytes(b"PK\x03\x04\0\0\0\0")
    return folder


@pytest.fixture(scope="session")
def command(tmp_path_factory: pytest.TempPathFactory):
    """Files as the command of the wheel writes them."""

    def convert(sources: list[Path], formats: str) -> Path:
        out = tmp_path_factory.mktemp("command")
        arguments = ["convert", "--no-system-fonts", "--to", formats, "-o", str(out), *map(str, sources)]
        done = subprocess.run([TIAOWEN, *arguments], capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        return out

    return convert
