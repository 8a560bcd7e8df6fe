"""Many documents at once, as Arrow record batches: for dataframes, Spark, Ray, and whatever else speaks Arrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Sequence

from . import _native
from ._document import job

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = ("documents", "articles", "references", "findings", "outputs")
_LISTS = ("articles", "findings", "outputs")


@dataclass(frozen=True)
class Reading:
    """How the rows of a batch are read; the columns that are named, else the usual ones."""

    content: str | None = None
    document: str | None = None
    format: str | None = None
    language: str | None = None
    keep_all: bool = False
    revisions: str = "accept"
    keep_comments: bool = False

    @classmethod
    def take(cls, options: dict[str, Any]) -> Reading:
        """Takes what is about reading out of options."""
        return cls(**{name: options.pop(name) for name in cls.__dataclass_fields__ if name in options})


def convert_batch(
    batch: pa.RecordBatch,
    formats: Sequence[str] = (),
    threads: int | None = None,
    *,
    articles: bool = False,
    **options: Any,
) -> pa.RecordBatch:
    """A row for every document of a batch: what it is, and its ``findings``, ``outputs`` and ``articles`` as lists.

    每行一个文件，连同提示、做成的文件和各条。

    The batch has a column of files, ``content`` (or ``bytes``, ``data``, ``text``; Binary or text of any width), and as a
    rule one that says what each is called, ``path`` (or ``document``, ``file``, ``name``, ``id``). Columns ``metadata``,
    ``corrections`` (TOML) and ``language`` count where they are there. A document that cannot be read is a row whose
    ``error`` holds the code; it never fails the batch.

    :param formats: what to write of every document
    :param threads: how many work; as many as the machine has by default
    :param articles: whether the articles are wanted
    :param options: ``content`` and ``document`` name the columns; ``format``, ``language``, ``keep_all``, ``revisions`` and
        ``keep_comments`` are those of :func:`tiaowen.parse`, all others those of :func:`tiaowen.job`
    """
    reading = Reading.take(options)
    return _native.records(batch, list(formats), job(**options), reading, articles, threads)


def articles_batch(batch: pa.RecordBatch, threads: int | None = None, **options: Any) -> pa.RecordBatch:
    """A row for every article of the documents of a batch; for a document that cannot be read, a row with its ``error``.

    每行一条；读不了的文件占一行，写明错误代码。
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    records = convert_batch(batch, (), threads, articles=True, **options)
    found = explode(records, "articles")
    errors = records.select(["document", "error", "message", "message_zh"])
    failed = errors.filter(pc.is_valid(errors.column("error")))
    # Every row has only some of the columns.
    loose = pa.schema([f.with_nullable(True) for f in [*found.schema, *list(errors.schema)[1:]]])
    rows = [row for part in (found, failed) for row in part.to_pylist()]
    place = {name: k for k, name in enumerate(records.column("document").to_pylist())}
    rows.sort(key=lambda row: place[row["document"]])
    return pa.RecordBatch.from_pylist(rows, loose)


def explode(batch: pa.RecordBatch, name: str, **keys: str) -> pa.RecordBatch:
    """A row for every member of a list, with columns of its row before it: by default its document."""
    import pyarrow as pa
    import pyarrow.compute as pc

    keys = keys or {"document": "document"}
    lists = batch.column(name)
    parents = pc.list_parent_indices(lists)
    members = pc.list_flatten(lists)
    fields = [batch.schema.field(column).with_name(key) for key, column in keys.items()]
    arrays = [batch.column(column).take(parents) for column in keys.values()]
    return pa.RecordBatch.from_arrays([*arrays, *members.flatten()], schema=pa.schema([*fields, *members.type]))


def tables(records: pa.RecordBatch) -> dict[str, pa.RecordBatch]:
    """The five tables of a batch that :func:`convert_batch` made. 拆成五张表。"""
    articles = explode(records, "articles")
    return {
        "documents": records.select([name for name in records.schema.names if name not in _LISTS]),
        "articles": articles,
        "references": explode(articles, "references", document="document", article="id"),
        "findings": explode(records, "findings"),
        "outputs": explode(records, "outputs"),
    }


def schema(name: str) -> pa.Schema:
    """The columns of a table: ``records``, ``documents``, ``articles``, ``references``, ``findings``, ``outputs``. 表的列。"""
    return _native.table(name).schema
