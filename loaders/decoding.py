"""Bytes to text: byte order marks, UTF-8, UTF-16 without a mark, then a guess; what is not text is refused."""

from __future__ import annotations

import codecs
import re

from kg.errors import InputError
from kg.loading import LoadOptions, Source

# Four times what the longest text that is read (a million characters) takes in any encoding.
MAX_TEXT_BYTES = 16 * 1024**2

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def looks_binary(head: bytes) -> bool:
    """Whether these first bytes cannot be the start of a text in any encoding that is read."""
    if not head or any(head.startswith(mark) for mark, _ in _MARKS) or _wide(head):
        return False
    # Single stray NUL bytes occur in damaged text; a binary file has control bytes all over.
    control = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 11, 12, 13, 27))
    return control > max(1, len(head) // 50)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of mostly Latin text is zero."""
    sample = head[: min(len(head), 2048) & ~1]
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.1 * half else None


def decode(data: bytes, name: str, encoding: str | None = None) -> str:
    """The text of some bytes, with line ends as ``\\n`` and stray NUL characters as spaces.

    Args:
        data: The whole content.
        name: What errors call the input.
        encoding: Overrides all recognition.

    Raises:
        InputError: Empty, binary, or not in the encoding it claims.
    """
    if not data.strip():
        raise InputError("empty", where=name)
    text = _decode(data, name, encoding)
    if not text.strip("\ufeff\x00 \t\r\n\f\v"):
        raise InputError("empty", where=name)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(" ", text)


def _decode(data: bytes, name: str, encoding: str | None) -> str:
    if encoding is not None:
        try:
            return data.decode(encoding)
        except LookupError:
            raise InputError(f"unknown encoding {encoding!r}", where=name) from None
        except UnicodeDecodeError as error:
            raise InputError(f"not {encoding}: byte {error.start} cannot be read", where=name) from None
    for mark, codec in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"damaged: it begins as {codec}, but byte {error.start} cannot be read", where=name
                ) from None
    if looks_binary(data[:65536]):
        raise InputError("binary, not text", where=name)
    if (wide := _wide(data[:65536])) is not None:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data, name)


def _guess(data: bytes, name: str) -> str:
    """Text in a national encoding. cp1252 first: by far the commonest of them in English news."""
    from charset_normalizer import from_bytes

    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    high = [character for character in text if ord(character) > 127]
    plausible = sum(character.isalpha() or character in "‘’“”–—…•€£§°©®«» ·" for character in high)
    # Runs of accented letters are another alphabet read through the wrong table, or UTF-8 that is cut.
    runs = len(re.findall(r"[À-ÿ]{3,}", text))
    if text and plausible >= 0.9 * len(high) and runs <= len(high) // 20 and len(high) < len(text) // 4:
        return text
    best = from_bytes(data[: 1024**2]).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except UnicodeDecodeError:
            pass
    raise InputError("its encoding is not recognised", where=name, hint="name it with --encoding")


def read_text(source: Source, options: LoadOptions) -> str:
    """The whole text of an input.

    Raises:
        InputError: As ``decode``, or larger than the limit for one text.
    """
    from kg.loading import read_all

    return decode(read_all(source, min(MAX_TEXT_BYTES, options.max_bytes)), source.name, options.encoding)
