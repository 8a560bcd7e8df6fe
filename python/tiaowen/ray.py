"""A corpus on Ray, over ``Dataset.map_batches``: documents in, five tables out.

在 Ray 上处理语料：读入文件，写出五张表（见 docs/tables.md）。

Every worker converts its documents in a process apart (:class:`tiaowen._isolate.Isolated`): a document that crashes,
hangs or takes all memory is tried a few times and becomes a row with its error. Needs ``ray[data]`` and this package on
every machine.
"""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING, Any, Callable, Sequence

from . import _batch, _native
from ._isolate import Isolated

if TYPE_CHECKING:
    import pyarrow as pa
    from ray.data import Dataset

#: Documents that travel together: more of them need more memory, and gain nothing.
BATCH = 16
#: How often a task is begun anew whose worker was lost; Ray itself would never stop.
RETRIES = 3

#: The processes of this worker, by what they are to do: starting one takes as long as converting many documents.
_isolated: dict[str, Isolated] = {}


def read(folder: str, partitions: int | None = None) -> Dataset:
    """The files below a folder, a row each with ``path`` and ``bytes``."""
    import ray

    files = ray.data.read_binary_files(folder, include_paths=True)
    return files if partitions is None else files.repartition(partitions)


def _bounded() -> dict[str, Any]:
    return {"max_retries": RETRIES}


def _convert(batch: pa.Table, formats: Sequence[str], options: dict[str, Any]) -> pa.Table:
    import pyarrow as pa

    key = repr((list(formats), sorted(options.items())))
    if key not in _isolated:
        _isolated[key] = Isolated(formats, **options)
        atexit.register(_isolated[key].close)
    made = [_isolated[key].records(part) for part in batch.combine_chunks().to_batches()]
    return pa.Table.from_batches(made, schema=_native.table("records").schema)


def records(dataset: Dataset, formats: Sequence[str] = (), *, batch_size: int = BATCH, **options: Any) -> Dataset:
    """A row for every document, with its articles, findings and files as lists: ``tiaowen.schema("records")``.

    :param dataset: a column of files and one that says what they are called, as :func:`tiaowen.convert_batch` takes them
    :param options: those of :class:`tiaowen._isolate.Isolated` (``timeout``, ``memory``, ``tries``, ``articles``) and of
        :func:`tiaowen.convert_batch`
    """
    # What is wrong with the options is said here, and not by every task.
    Isolated(formats, **options).close()
    return dataset.map_batches(
        _convert,
        batch_format="pyarrow",
        batch_size=batch_size,
        fn_kwargs={"formats": list(formats), "options": options},
        ray_remote_args_fn=_bounded,
    )


def _of(name: str) -> Callable[[pa.Table], pa.Table]:
    def take(batch: pa.Table) -> pa.Table:
        import pyarrow as pa

        parts = [_batch.tables(part)[name] for part in batch.combine_chunks().to_batches()]
        return pa.Table.from_batches(parts, schema=_native.table(name).schema)

    return take


def tables(records: Dataset) -> dict[str, Dataset]:
    """The five tables of what :func:`records` gives. Each reads the records anew: ``materialize`` them first, as
    :func:`write_tables` does."""
    return {name: records.map_batches(_of(name), batch_format="pyarrow") for name in _batch.TABLES}


def write_tables(records: Dataset, folder: str) -> None:
    """Writes the five tables below a folder as Parquet; ``documents`` by ``kind`` and ``outputs`` by ``format``."""
    for name, table in tables(records.materialize()).items():
        by = {"documents": ["kind"], "outputs": ["format"]}.get(name)
        table.write_parquet(f"{folder}/{name}", partition_cols=by)
