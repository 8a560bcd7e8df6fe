"""The process that documents are converted in for :class:`tiaowen._isolate.Isolated`.

Frames on standard input and output are a length of eight bytes and an Arrow stream; the first one is JSON.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from typing import BinaryIO


def frame(stream: BinaryIO) -> bytes | None:
    """The next frame; none at the end."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    body = stream.read(int.from_bytes(head, "little"))
    return body


def put(stream: BinaryIO, body: bytes) -> None:
    """Writes a frame."""
    stream.write(len(body).to_bytes(8, "little"))
    stream.write(body)
    stream.flush()


def limit(memory: int | None) -> None:
    """From here on no more memory than so many bytes; only where the system can be told."""
    if memory is None:
        return
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            there = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (there + memory, there + memory))
    except (ImportError, OSError, ValueError):
        pass


def end_with(parent: int) -> None:
    """Ends this process once the one that started it is gone, whatever it is doing."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    if hasattr(os, "getppid"):
        threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    # What anything prints must not come between the frames.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    told = frame(sys.stdin.buffer)
    if told is None:
        return
    order = json.loads(told)
    end_with(order["parent"])

    import pyarrow as pa

    from ._batch import convert_batch

    options = order["options"]
    limit(order["memory"])
    while (body := frame(sys.stdin.buffer)) is not None:
        with pa.ipc.open_stream(body) as reader:
            batch = reader.read_next_batch()
        made = convert_batch(batch, order["formats"], 1, articles=order["articles"], **options)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, made.schema) as writer:
            writer.write_batch(made)
        put(out, sink.getvalue().to_pybytes())


if __name__ == "__main__":
    main()
