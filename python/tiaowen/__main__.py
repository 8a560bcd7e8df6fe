"""The command ``tiaowen``, out of the wheel."""

from __future__ import annotations

import signal
import sys

from . import _native


def main() -> int:
    # The command runs outside the interpreter, which would only note the signal.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _native.run(["tiaowen", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
