"""The records that documents are asked for. Places are characters of ``Document.text``.

各种记录；``start`` 和 ``end`` 是 ``Document.text`` 里的字符位置。
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, TypeVar

_T = TypeVar("_T")


def build(kind: type[_T], row: dict[str, Any]) -> _T:
    """A record out of what the library says; what a newer library says too is left out."""
    return kind(**{f.name: row.get(f.name) for f in fields(kind)})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Crumb:
    """A container on the way to an article. 条所在的编、章、节。"""

    id: str
    kind: str
    caption: str


@dataclass(frozen=True)
class Passage:
    """A line of an article: a heading, a paragraph (款), an item, a note, a table. 条里的一行：款、项、注、表。"""

    id: str
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Reference:
    """A reference from a passage to a provision. 引用：从哪一款到哪一条。"""

    source: str
    target: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """An article, or with ``units()`` a piece of text that stands in none. 一条。"""

    id: str
    kind: str
    breadcrumb: tuple[Crumb, ...]
    label: str | None
    number: str | None
    heading: str | None
    confidence: int | None
    text: str
    passages: tuple[Passage, ...]
    start: int
    end: int
    references: tuple[Reference, ...]
    sha256: str

    @classmethod
    def _of(cls, row: dict[str, Any]) -> Article:
        references = [{**r, "source": r["from"]} for r in row["references"]]
        return build(
            cls,
            {
                **row,
                "breadcrumb": tuple(build(Crumb, c) for c in row["breadcrumb"]),
                "passages": tuple(build(Passage, p) for p in row["passages"]),
                "references": tuple(build(Reference, r) for r in references),
            },
        )


@dataclass(frozen=True)
class Provision:
    """A unit of the document at any level: chapter, article, paragraph, item. 编、章、节、条、款、项、目。"""

    id: str
    level: str
    parent: str | None
    depth: int
    label: str | None
    number: str | None
    heading: str | None
    caption: str
    confidence: int | None
    start: int
    end: int


@dataclass(frozen=True)
class Finding:
    """What there is to say about a document. 提示或警告。"""

    code: str
    name: str
    severity: str
    line: int
    column: int
    start: int
    end: int
    message: str
    message_zh: str


@dataclass(frozen=True)
class Verdict:
    """How a file stands to its source; true where it is proved. 核对的结果；相符时为真。"""

    verdict: str
    holds: bool
    source_at: int | None = None
    output_at: int | None = None
    expected: str | None = None
    found: str | None = None
    id: str | None = None
    stated: str | None = None

    def __bool__(self) -> bool:
        return self.holds


@dataclass(frozen=True)
class Output:
    """A file that was made, with what there is to say about it. 做成的文件。"""

    format: str
    extension: str
    mime: str
    data: bytes
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        return f"Output({self.format!r}, {len(self.data)} bytes, {len(self.findings)} findings)"
