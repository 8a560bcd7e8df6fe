"""Documents made of numbered articles, recognised and written as PDF, DOCX, EPUB, TEI and more.

由编号条款组成的文件（法律、条约、联合声明、公文）：识别结构，写成 PDF、DOCX、EPUB、TEI 等格式。

>>> import tiaowen
>>> doc = tiaowen.parse("示例办法\\n第一条　为了示例，制定本办法。\\n")
>>> doc.articles()[0].id
'art-1'
"""

from ._batch import articles_batch, convert_batch, schema, tables
from ._document import Document, formats, job, parse, verify
from ._errors import TiaowenError
from ._native import __version__
from ._records import Article, Crumb, Finding, Output, Passage, Provision, Reference, Verdict

__all__ = [
    "Article",
    "Crumb",
    "Document",
    "Finding",
    "Output",
    "Passage",
    "Provision",
    "Reference",
    "TiaowenError",
    "Verdict",
    "__version__",
    "articles_batch",
    "convert_batch",
    "formats",
    "job",
    "parse",
    "schema",
    "tables",
    "verify",
]
