"""Documents: parsing them, asking them, writing them."""

from __future__ import annotations

import html
import json
import os
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any, Mapping, Sequence

from . import _native
from ._records import Article, Finding, Output, Provision, Verdict, build


def _named(given: str | os.PathLike[str] | None, name: str, beside: Path | None) -> tuple[str, str] | None:
    """A file that a person wrote: the one that is given, or the one beside the document."""
    if isinstance(given, str):
        return name, given
    path = Path(given) if given is not None else beside
    if path is None or given is None and not path.is_file():
        return None
    return path.name, _read(path).decode("utf-8", "replace")


def _read(path: Path) -> bytes:
    return _native.read(os.fspath(path))


def job(
    *,
    profile: str | os.PathLike[str] | None = None,
    fonts: Mapping[str, str | os.PathLike[str]] | None = None,
    font_dirs: Sequence[str | os.PathLike[str]] = (),
    system_fonts: bool = False,
    date: str | None = None,
    licence: str | None = None,
    numbering: str = "auto",
    marks: str = "shown",
    embed_fonts: bool = False,
    vertical: bool = False,
    toc_depth: int | None = None,
    cover: str | os.PathLike[str] | None = None,
    cover_format: str = "svg",
    css: str | os.PathLike[str] | None = None,
    fragment: bool = False,
    reference: str | os.PathLike[str] | None = None,
    max_chars: int | None = None,
) -> _native.Job:
    """How files are written: the options of the command line under the same names.

    Only the embedded fonts and those that are named are used unless ``system_fonts`` is said: the bytes are the same on
    every machine, and the same as the command line's with ``--no-system-fonts``.
    """
    return _native.Job(
        profile=None if profile is None else os.fspath(profile),
        fonts=[(role, os.fspath(path)) for role, path in (fonts or {}).items()],
        font_dirs=[os.fspath(path) for path in font_dirs],
        system_fonts=system_fonts,
        date=date,
        licence=licence,
        numbering=numbering,
        marks=marks,
        embed_fonts=embed_fonts,
        vertical=vertical,
        toc_depth=toc_depth,
        cover=None if cover is None else os.fspath(cover),
        cover_format=cover_format,
        css=None if css is None else os.fspath(css),
        fragment=fragment,
        reference=None if reference is None else os.fspath(reference),
        max_chars=max_chars,
    )


class Document:
    """A recognised document. 识别好的文件。

    Made by :func:`parse` or :meth:`from_json`; it never changes, can be pickled, and is shared between threads safely.
    """

    __slots__ = ("__dict__", "_native")
    _native: _native.Native

    def __init__(self, native: _native.Native) -> None:
        self._native = native

    # ------------------------------------------------------------ what it is

    @property
    def title(self) -> str:
        """The title, or the file's name where none was recognised. 标题。"""
        return self._native.title

    @property
    def kind(self) -> str:
        """``statement``, ``treaty``, ``law``, ``regulation``, ``notice`` or ``other``. 文种。"""
        return self._native.kind

    @property
    def language(self) -> str:
        """BCP 47: ``zh-Hans-CN``. 语言。"""
        return self._native.language

    @property
    def file_name(self) -> str:
        """The name of the source without folders; empty for text. 原文件名。"""
        return self._native.file_name

    @cached_property
    def meta(self) -> dict[str, Any]:
        """What is known of the document: title, number, source, place, dates, …, and ``provenance``. 元数据。"""
        meta, provenance = json.loads(self._native.meta())
        plain = {k: v["text"] if isinstance(v, dict) and v.keys() == {"text", "span"} else v for k, v in meta.items()}
        plain["dates"] = [{"role": d["role"], "when": d["when"]} for d in meta.get("dates", [])]
        plain["provenance"] = provenance
        return plain

    @cached_property
    def text(self) -> str:
        """The decoded source, character for character; all places are in it. 原文，一字不差。"""
        return self._native.text()

    @cached_property
    def plain_text(self) -> str:
        """A line for every paragraph, without markup. 每段一行的纯文本。"""
        return self._native.plain_text()

    def articles(self) -> list[Article]:
        """The articles in order. 各条。"""
        return [Article._of(row) for row in json.loads(self._native.articles(False))]

    def units(self) -> list[Article]:
        """The articles and what stands in none: title, preamble, signatures. 各条，以及不在条里的文字。"""
        return [Article._of(row) for row in json.loads(self._native.articles(True))]

    def provisions(self) -> list[Provision]:
        """Every numbered unit in order, with its parent. 全部编、章、节、条、款、项。"""
        return [build(Provision, row) for row in json.loads(self._native.provisions())]

    def findings(self) -> list[Finding]:
        """What reading, recognition and checks have to say. 提示和警告。"""
        return [build(Finding, row) for row in json.loads(self._native.findings())]

    # ------------------------------------------------------------ JSON

    def json(self) -> str:
        """The document in its JSON form, as ``--to json`` writes it. JSON 形式。"""
        return self.to("json").decode("utf-8")

    @classmethod
    def from_json(cls, data: str | bytes) -> Document:
        """A document out of its JSON form. 由 JSON 形式读回。"""
        return cls(_native.Native.from_json(data.encode("utf-8") if isinstance(data, str) else bytes(data), None))

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, self._native.state()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return self._native.state() == other._native.state()

    def __hash__(self) -> int:
        return hash(self._native.state())

    # ------------------------------------------------------------ files

    def convert(self, format: str, profile: str | os.PathLike[str] | None = None, **options: Any) -> Output:
        """The document in a format, with what there is to say about it; options as for :meth:`to`.

        写成一种格式，连同有关的提示。
        """
        data, said = self._native.write(format, job(profile=profile, **options))
        row = next(f for f in _FORMATS if f["name"] == format)
        findings = tuple(build(Finding, f) for f in json.loads(said))
        return Output(format, row["extensions"][0], row["mime"], data, findings)

    def to(self, format: str, profile: str | os.PathLike[str] | None = None, **options: Any) -> bytes:
        """The document in a format. 写成一种格式。

        :param format: a name of ``tiaowen.formats()`` that is written: ``pdf``, ``docx``, ``epub``, ``tei``, …
        :param profile: how pages look: ``statement``, ``law``, ``book``, ``gbt9704``, or a file ``….toml``
        :param options: those of :func:`tiaowen.job`: ``fonts``, ``date``, ``licence``, ``embed_fonts``, …
        """
        return self._native.write(format, job(profile=profile, **options))[0]

    def to_pdf(self, profile: str | os.PathLike[str] | None = None, **options: Any) -> bytes:
        """PDF/A-2a and PDF/UA-1."""
        return self.to("pdf", profile, **options)

    def to_docx(self, profile: str | os.PathLike[str] | None = None, **options: Any) -> bytes:
        """Word."""
        return self.to("docx", profile, **options)

    def to_epub(self, profile: str | os.PathLike[str] | None = None, **options: Any) -> bytes:
        """EPUB 3.3."""
        return self.to("epub", profile, **options)

    def to_tei(self, **options: Any) -> bytes:
        """TEI-XML."""
        return self.to("tei", **options)

    def save(
        self, path: str | os.PathLike[str], format: str | None = None,
        profile: str | os.PathLike[str] | None = None, **options: Any,
    ) -> Path:
        """Writes a file in the format that its name ends in; it is there whole or not at all. 存成文件。"""
        target = Path(path)
        data = self.to(format or _writer_of(target.name), profile, **options)
        handle, temporary = tempfile.mkstemp(prefix=".tiaowen-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(temporary, 0o666 & ~mask)
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise
        return target

    # ------------------------------------------------------------ how it looks

    def __repr__(self) -> str:
        articles = sum(p.level == "article" for p in self.provisions())
        return (
            f"<Document {self.title!r}: {self.kind}, {self.language}, "
            f"{articles} articles, {len(self.findings())} findings>"
        )

    def _repr_html_(self) -> str:
        most = 400
        provisions = self.provisions()
        shown = [p for p in provisions if p.level not in _BELOW_ARTICLES]
        rows = "".join(
            f'<div style="padding-left:{1.2 * p.depth:.1f}em"><code>{_html(p.id)}</code> {_html(p.caption)}</div>'
            for p in shown[:most]
        )
        more = f"<div>… + {len(shown) - most}</div>" if len(shown) > most else ""
        findings = "".join(
            f"<li><code>{f.code}</code> {f.line}:{f.column} {_html(f.message_zh)} {_html(f.message)}</li>"
            for f in self.findings()
        )
        return (
            f"<div><strong>{_html(self.title)}</strong> <small>{self.kind} · {_html(self.language)}</small>"
            f"<details open><summary>{len(shown)}</summary>{rows}{more}</details>"
            + (f"<ul>{findings}</ul>" if findings else "")
            + "</div>"
        )


_BELOW_ARTICLES = frozenset({"paragraph", "item", "subitem", "point"})
_FORMATS: list[dict[str, Any]] = json.loads(_native.formats())


def _html(text: str) -> str:
    return html.escape(text)


def _restored(data: bytes, findings: str) -> Document:
    return Document(_native.Native.from_json(data, findings))


def _writer_of(name: str) -> str:
    lower = name.lower()
    ends = [(len(e), f["name"]) for f in _FORMATS if f["writes"] for e in f["extensions"] if lower.endswith("." + e)]
    if not ends:
        known = ", ".join(f["extensions"][0] for f in _FORMATS if f["writes"])
        raise ValueError(f"{name}: its name ends in none of {known}; name the format")
    return max(ends)[1]


def formats() -> list[dict[str, Any]]:
    """The formats: name, extensions, media type, and whether each is read, written and verified. 各种格式。"""
    return json.loads(_native.formats())


def parse(
    data: bytes | bytearray | memoryview | str | os.PathLike[str],
    *,
    name: str | None = None,
    format: str | None = None,
    language: str | None = None,
    corrections: str | os.PathLike[str] | None = None,
    metadata: str | os.PathLike[str] | None = None,
    keep_all: bool = False,
    revisions: str = "accept",
    keep_comments: bool = False,
) -> Document:
    """Reads and recognises a document. 读取并识别一个文件。

    :param data: bytes; a text; or the path of a file, beside which ``NAME.toml`` and ``NAME.corrections.toml`` count as
        they do for the command line
    :param name: the file's name, which outputs record
    :param format: the format that it is in; without it content and name tell
    :param language: its language, ``zh-Hans-CN``; without it the text tells
    :param corrections: what its lines are, in TOML or as the path of a file (docs/corrections.md)
    :param metadata: what is known of it, in TOML or as the path of a file (docs/settings.md)
    :raises TiaowenError: where it cannot be read; ``code`` says why
    """
    path = None
    if isinstance(data, str):
        raw, format = data.encode("utf-8"), format or (None if name else "text")
    elif isinstance(data, (bytes, bytearray, memoryview)):
        raw = bytes(data)
    else:
        path = Path(data)
        raw = _read(path)
        name = path.name if name is None else name
    return Document(
        _native.Native.parse(
            raw,
            name or "",
            format,
            language,
            _named(metadata, "metadata.toml", path and path.with_suffix(".toml")),
            _named(corrections, "corrections.toml", path and path.with_suffix(".corrections.toml")),
            keep_all,
            revisions,
            keep_comments,
        )
    )


def verify(
    source: Document | bytes | str | os.PathLike[str] | None,
    output: bytes | os.PathLike[str],
    *,
    name: str | None = None,
) -> Verdict:
    """Whether a file holds its source, character by character. 核对输出与原文。

    :param source: the document, or what :func:`parse` takes; with ``None`` the file is held against the hash that it
        states itself
    :param output: the file; for bytes, ``name`` tells the format: ``a.pdf``
    """
    if isinstance(output, (bytes, bytearray, memoryview)):
        data = bytes(output)
        if name is None:
            raise TypeError("verify: bytes need a name that tells their format, as name='a.pdf'")
    else:
        path = Path(output)
        data, name = _read(path), name or path.name
    if source is None:
        return build(Verdict, json.loads(_native.verify_alone(data, name)))
    doc = source if isinstance(source, Document) else parse(source)
    return build(Verdict, json.loads(doc._native.verify(data, name)))
