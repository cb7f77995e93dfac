"""Word documents (.docx): paragraphs and table cells in order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from kg.loaders.archives import check_zip
from kg.loaders.text import text_document

from kg.errors import InputError
from kg.loading import LoadOptions, Record, Source, seekable

MAX_BYTES = 100 * 1024**2
MAX_UNPACKED = 500 * 1024**2


class DocxLoader:
    """A Word document."""

    name = "docx"

    def sniff(self, source: Source) -> float:
        """A zip file with Word's parts in it."""
        if not source.head.startswith(b"PK\x03\x04"):
            return 0.0
        return 0.97 if b"word/" in source.head or source.suffix == ".docx" else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """One document.

        Raises:
            InputError: Damaged or without text.
        """
        import docx
        from docx.opc.exceptions import OpcError

        with seekable(source, min(MAX_BYTES, options.max_bytes)) as stream:
            try:
                check_zip(stream, source.name, min(MAX_UNPACKED, options.max_bytes))
                word = docx.Document(stream)
                parts = [text for text in _paragraphs(word) if text.strip()]
                title = (word.core_properties.title or "").strip()
            except InputError:
                raise
            except (zipfile.BadZipFile, OpcError, KeyError, ValueError, SyntaxError) as error:
                raise InputError(f"damaged Word document: {str(error)[:120]}", where=source.name) from error
        if not parts:
            raise InputError("a Word document without text", where=source.name)
        fields = {"title": title} if title and title != "Word Document" else {}
        yield text_document("\n\n".join(parts), source, options, self.name, fields)


def _paragraphs(word: Any) -> Iterator[str]:
    from docx.table import Table

    for block in word.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                seen: set[int] = set()
                for cell in row.cells:
                    if id(cell._tc) not in seen:  # a merged cell comes once for each place it spans
                        seen.add(id(cell._tc))
                        yield cell.text
        else:
            yield block.text
