"""The exception of the package."""

from __future__ import annotations


class TiaowenError(ValueError):
    """What keeps a document from being read or written.

    错误：``code`` 是固定的代码（见 docs/findings.md），``message`` 和 ``message_zh`` 是英文和中文说明。
    """

    code: str
    name: str
    message: str
    message_zh: str

    def __init__(self, code: str, name: str, message: str, message_zh: str) -> None:
        super().__init__(code, name, message, message_zh)
        self.code, self.name, self.message, self.message_zh = code, name, message, message_zh

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"
