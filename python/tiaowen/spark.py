"""A corpus on Spark, over ``DataFrame.mapInArrow``: documents in, five tables out.

在 Spark 上处理语料：读入文件，写出五张表（见 docs/tables.md）。

Every task converts its documents in a process apart (:class:`tiaowen._isolate.Isolated`): a document that crashes, hangs
or takes all memory is tried a few times and becomes a row with its error. Needs pyspark 3.5 or later, pyarrow and pandas 2.2 or later
on every machine, and this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterator, Sequence

from . import _native
from ._isolate import Isolated

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

#: Documents that travel together: more of them need more memory, and gain nothing.
BATCH = 16


def read(spark: SparkSession, folder: str, partitions: int) -> DataFrame:
    """The files below a folder, a row each with ``path`` and ``content``, spread over so many partitions.

    The rows are spread before they are converted: what comes out is much larger than what goes in.
    """
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(folder)
    return files.select("path", "content").repartition(partitions)


def records(frame: DataFrame, formats: Sequence[str] = (), *, batch_size: int = BATCH, **options: Any) -> DataFrame:
    """A row for every document, with its articles, findings and files as lists: ``tiaowen.schema("records")``.

    :param frame: a column of files and one that says what they are called, as :func:`tiaowen.convert_batch` takes them
    :param options: those of :class:`tiaowen._isolate.Isolated` (``timeout``, ``memory``, ``tries``, ``articles``) and of
        :func:`tiaowen.convert_batch`
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    # What is wrong with the options is said here, and not by every task.
    Isolated(formats, **options).close()
    wanted = from_arrow_schema(_native.table("records").schema)
    formats = list(formats)

    def convert(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        schema = to_arrow_schema(wanted)
        with Isolated(formats, **options) as isolated:
            for batch in batches:
                for start in range(0, batch.num_rows, batch_size):
                    yield isolated.records(batch.slice(start, batch_size)).cast(schema)

    frame.sparkSession.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(batch_size))
    return frame.mapInArrow(convert, wanted)


def tables(records: DataFrame) -> dict[str, DataFrame]:
    """The five tables of what :func:`records` gives. Each reads the records anew: keep them first, as
    :func:`write_tables` does."""
    articles = records.selectExpr("document", "inline(articles)")
    return {
        "documents": records.drop("articles", "findings", "outputs"),
        "articles": articles,
        "references": articles.selectExpr("document", "id AS article", "inline(`references`)"),
        "findings": records.selectExpr("document", "inline(findings)"),
        "outputs": records.selectExpr("document", "inline(outputs)"),
    }


def write_tables(records: DataFrame, folder: str, mode: str = "errorifexists") -> None:
    """Writes the five tables below a folder as Parquet; ``documents`` by ``kind`` and ``outputs`` by ``format``."""
    from pyspark import StorageLevel

    kept = records.persist(StorageLevel.DISK_ONLY)
    try:
        for name, table in tables(kept).items():
            writer = table.write.mode(mode)
            by = {"documents": "kind", "outputs": "format"}.get(name)
            (writer.partitionBy(by) if by else writer).parquet(f"{folder}/{name}")
    finally:
        kept.unpersist()
