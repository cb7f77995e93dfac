"""Mail: single messages (.eml) and mailboxes (mbox), with what is attached."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default as default_policy
from email.utils import parseaddr, parsedate_to_datetime

from kg.loaders.text import text_document

from kg.errors import InputError
from kg.loading import HEAD_BYTES, LoadOptions, Record, Source, read_all
from kg.records import Rejection

MAX_MESSAGE = 50 * 1024**2

_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]", re.M)
_MARKS = {b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to", b"x-mailer"}
_READ = ("application/pdf", "text/html", "text/plain", "message/rfc822", "application/rtf", "text/markdown")


class EmailLoader:
    """One message."""

    name = "email"

    def sniff(self, source: Source) -> float:
        """Header lines on top: From, Subject or Date with one that only mail has."""
        fields = _header_fields(source.head)
        if not {b"from", b"subject"} & fields or not fields & (_MARKS | {b"to"}):
            return 0.0
        return 0.9 if fields & _MARKS and (b"date" in fields or source.suffix == ".eml") else 0.75

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """The message, then its attachments."""
        yield from message_records(read_all(source, MAX_MESSAGE), source, options, self.name)


class MboxLoader:
    """A mailbox: messages one after the other, each begun by a line ``From ...``."""

    name = "mbox"

    def sniff(self, source: Source) -> float:
        """The separator line, then header lines."""
        first, _, rest = source.head.partition(b"\n")
        return 0.95 if first.startswith(b"From ") and _header_fields(rest) & (_MARKS | {b"from", b"subject"}) else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """The messages in order; one that cannot be read is set aside with its line."""
        for number, (line, data) in enumerate(_split(source), start=1):
            inner = Source(name=f"{source.name}#{number}", stream=io.BytesIO(data), head=data[:HEAD_BYTES])
            try:
                if len(data) > MAX_MESSAGE:
                    raise InputError(f"a message larger than {MAX_MESSAGE // 1024**2} MB", where=inner.name)
                yield from message_records(data, inner, options, self.name)
            except InputError as error:
                yield Rejection(source=source.name, reason=f"message {number}: {error.what}", line=line)


def _split(source: Source) -> Iterator[tuple[int, bytes]]:
    lines: list[bytes] = []
    size, begun, blank = 0, 1, True
    for number, line in enumerate(iter(lambda: source.stream.readline(MAX_MESSAGE), b""), start=1):
        if blank and line.startswith(b"From ") and re.search(rb"\d{4}|@", line):
            if lines:
                yield begun, b"".join(lines)
            lines, size, begun = [], 0, number
        elif size <= MAX_MESSAGE:
            # A message that is too large is kept just long enough to be told so.
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
            size += len(line)
        blank = line in (b"\n", b"\r\n")
    if b"".join(lines).strip():
        yield begun, b"".join(lines)


def _header_fields(head: bytes) -> set[bytes]:
    block = re.split(rb"\r?\n\r?\n", head.lstrip(b"\xef\xbb\xbf"), maxsplit=1)[0]
    if not _FIELD.match(block):
        return set()
    return {name.lower() for name in _FIELD.findall(block)}


def message_records(data: bytes, source: Source, options: LoadOptions, loader: str) -> Iterator[Record]:
    """The document of a message - subject, then body - and sources for what is attached.

    Raises:
        InputError: It holds neither text nor attachments.
    """
    message = message_from_bytes(data, policy=default_policy)
    if not isinstance(message, EmailMessage):
        raise InputError("not a mail message", where=source.name)
    known = _known(message)
    part = message.get_body(preferencelist=("plain", "html"))
    found = False
    if isinstance(part, EmailMessage):
        content = _content(part)
        if content.strip() and part.get_content_type() == "text/html":
            page = content.encode("utf-8")
            found = True
            yield Source(
                name=f"{source.name}/body.html",
                stream=io.BytesIO(page),
                head=page[:HEAD_BYTES],
                media_type="text/html",
                known=known,
            )
        elif content.strip():
            found = True
            subject = known.get("title")
            text = _without_quotes(content)
            text = f"{subject}\n\n{text}" if subject else text
            yield text_document(text, source, options, loader, known)
    for number, attachment in enumerate(message.iter_attachments(), start=1):
        inner = _attachment(attachment, number, source, known)
        if inner is not None:
            found = True
            yield inner
    if not found:
        raise InputError("a message without text", where=source.name)


def _known(message: EmailMessage) -> dict[str, str]:
    known: dict[str, str] = {}
    try:
        if subject := " ".join(str(message.get("subject") or "").split()):
            known["title"] = re.sub(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", "", subject, flags=re.I)
        name, address = parseaddr(str(message.get("from") or ""))
        if publisher := name or address.rpartition("@")[2]:
            known["publisher"] = publisher
        if when := message.get("date"):
            known["published"] = parsedate_to_datetime(str(when)).date().isoformat()
    except (ValueError, IndexError, TypeError):
        pass  # a damaged header: what was read before it counts
    return known


def _content(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeDecodeError, AssertionError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else str(payload or "")


def _without_quotes(text: str) -> str:
    """Without the quoted message before and the signature."""
    text = text.replace("\r\n", "\n")
    text = re.split(r"(?m)^-- $", text, maxsplit=1)[0]
    lines = [line for line in text.split("\n") if not line.startswith(">")]
    return "\n".join(lines).strip("\n")


def _attachment(part: EmailMessage, number: int, source: Source, known: dict[str, str]) -> Source | None:
    kind = part.get_content_type()
    name = part.get_filename() or f"attachment-{number}"
    if kind == "message/rfc822":
        inner = part.get_payload()
        data = inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], Message) else b""
    elif kind in _READ or kind.startswith("application/"):
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
    else:
        return None
    if not data:
        return None
    told = {key: value for key, value in known.items() if key != "title"}
    return Source(
        name=f"{source.name}/{name}", stream=io.BytesIO(data), head=data[:HEAD_BYTES], media_type=kind, known=told
    )
