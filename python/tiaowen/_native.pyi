from collections.abc import Sequence
from os import PathLike
from typing import Protocol

import pyarrow as pa

__version__: str

class Reading(Protocol):
    content: str | None
    document: str | None
    format: str | None
    language: str | None
    keep_all: bool
    revisions: str
    keep_comments: bool

class Job:
    def __new__(
        cls,
        *,
        profile: str | None = ...,
        fonts: Sequence[tuple[str, str]] = ...,
        font_dirs: Sequence[str | PathLike[str]] = ...,
        system_fonts: bool = ...,
        date: str | None = ...,
        licence: str | None = ...,
        numbering: str = ...,
        marks: str = ...,
        embed_fonts: bool = ...,
        vertical: bool = ...,
        toc_depth: int | None = ...,
        cover: str | PathLike[str] | None = ...,
        cover_format: str = ...,
        css: str | PathLike[str] | None = ...,
        fragment: bool = ...,
        reference: str | PathLike[str] | None = ...,
        max_chars: int | None = ...,
    ) -> Job: ...

class Native:
    @staticmethod
    def parse(
        data: bytes,
        name: str,
        format: str | None,
        language: str | None,
        metadata: tuple[str, str] | None,
        corrections: tuple[str, str] | None,
        keep_all: bool,
        revisions: str,
        keep_comments: bool,
    ) -> Native: ...
    @staticmethod
    def from_json(data: bytes, findings: str | None) -> Native: ...
    def state(self) -> tuple[bytes, str]: ...
    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def file_name(self) -> str: ...
    def text(self) -> str: ...
    def plain_text(self) -> str: ...
    def meta(self) -> str: ...
    def articles(self, all: bool) -> str: ...
    def provisions(self) -> str: ...
    def findings(self) -> str: ...
    def write(self, format: str, job: Job) -> tuple[bytes, str]: ...
    def verify(self, data: bytes, name: str) -> str: ...

def run(arguments: Sequence[str]) -> int: ...
def read(path: str | PathLike[str]) -> bytes: ...
def formats() -> str: ...
def verify_alone(data: bytes, name: str) -> str: ...
def records(
    batch: pa.RecordBatch,
    formats: Sequence[str],
    job: Job,
    reading: Reading,
    articles: bool,
    threads: int | None,
) -> pa.RecordBatch: ...
def failed(batch: pa.RecordBatch, reading: Reading, code: str, details: Sequence[str]) -> pa.RecordBatch: ...
def table(name: str) -> pa.RecordBatch: ...
