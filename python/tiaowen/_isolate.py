"""Documents converted in a process apart: what crashes, hangs or takes all memory becomes a row, and harms nobody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any, Sequence

from . import _native
from ._batch import Reading
from ._document import job
from ._worker import frame, put

if TYPE_CHECKING:
    import pyarrow as pa


class Isolated:
    """Converts batches as :func:`tiaowen.convert_batch` does, document by document in a process of its own.

    逐个文件放在单独的进程里转换：崩溃、超时、内存不足的文件变成一行错误，不影响别的文件。

    :param timeout: seconds that a document may take
    :param memory: bytes that the process may take beyond what it has at its start (Linux); ``None`` for no limit
    :param tries: how often a document is tried before it is an error row (``TW092`` died, ``TW093`` too slow)
    """

    def __init__(
        self,
        formats: Sequence[str] = (),
        *,
        articles: bool = True,
        timeout: float = 120.0,
        memory: int | None = 2 << 30,
        tries: int = 2,
        **options: Any,
    ) -> None:
        plain = {name: _plain(value) for name, value in options.items()}
        self._order = {"formats": list(formats), "articles": articles, "memory": memory, "options": plain}
        self._reading = Reading.take(rest := dict(options))
        # What is wrong with the options is said here, and not by every document.
        job(**rest)
        known = {f["name"] for f in json.loads(_native.formats()) if f["writes"]}
        for name in formats:
            if name not in known:
                _native.records(_native.table("documents"), [name], job(), Reading("file"), False, 1)
        self._timeout, self._tries = timeout, max(1, tries)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Isolated:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()

    def records(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The records of a batch, in its order."""
        import pyarrow as pa

        rows = [self._one(batch.slice(k, 1)) for k in range(batch.num_rows)]
        if not rows:
            return _native.table("records")
        return pa.concat_batches(rows)

    def _one(self, row: pa.RecordBatch) -> pa.RecordBatch:
        code, detail = "", ""
        for _ in range(self._tries):
            made = self._try(row)
            if not isinstance(made, tuple):
                return made
            code, detail = made
        return _native.failed(row, self._reading, code, [detail, str(self._tries)])

    def _try(self, row: pa.RecordBatch) -> pa.RecordBatch | tuple[str, str]:
        """The record of a document; else the code and the detail of what happened to the process."""
        import pyarrow as pa

        process = self._started()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._timeout, stop)
        timer.start()
        try:
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, row.schema) as writer:
                writer.write_batch(row)
            assert process.stdin is not None and process.stdout is not None
            put(process.stdin, sink.getvalue().to_pybytes())
            body = frame(process.stdout)
        except (BrokenPipeError, ConnectionResetError):
            body = None
        finally:
            timer.cancel()
        if body is not None:
            with pa.ipc.open_stream(body) as reader:
                return reader.read_next_batch()
        status = process.wait()
        self.close()
        if late.is_set():
            return "TW093", f"{self._timeout:g}"
        return "TW092", f"signal {-status}" if status < 0 else f"exit status {status}"

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        paths = os.pathsep.join(p for p in sys.path if p)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tiaowen._worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
        )
        assert self._process.stdin is not None
        put(self._process.stdin, json.dumps({**self._order, "parent": os.getpid()}).encode())
        return self._process


def _plain(value: Any) -> Any:
    """An option as JSON takes it."""
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value
