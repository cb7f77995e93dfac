"""Fetches addresses: time limits, robots.txt, a pause a host, retries, a size cap, a cache, no private networks."""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
import json
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass
from urllib.robotparser import RobotFileParser

from kg.errors import InputError
from kg.loading import HEAD_BYTES, Source

if TYPE_CHECKING:
    import httpx

AGENT = "kg-international-relations"
MAX_BYTES = 100 * 1024**2
MAX_REDIRECTS = 5
TOTAL_SECONDS = 120.0
_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
_TRIES = 3
_MAX_WAIT = 60.0
_SPOOL_BYTES = 4 * 1024**2


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    status: int
    headers: dict[str, str]


class WebFetcher:
    """Turns addresses into sources, politely and with limits.

    Args:
        allow_private: Also fetch from loopback, link-local and private addresses.
        pause: Seconds between two requests to one host.
        max_bytes: Larger answers are refused, counted after decompression.
        cache: Folder of earlier answers, asked for again only if they changed; None keeps none.
        transport: Instead of the network, for tests.
        sleep: Waits.
        resolve: Host name and port to IP addresses.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        pause: float = 1.0,
        max_bytes: int = MAX_BYTES,
        cache: Path | None = None,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        resolve: Callable[[str, int], list[str]] | None = None,
    ) -> None:
        self._allow_private = allow_private
        self._pause = pause
        self._max_bytes = max_bytes
        self._cache = cache
        self._transport = transport
        self._sleep = sleep
        self._resolve = resolve or resolve_host
        self._client: httpx.Client | None = None
        self._robots: dict[str, RobotFileParser | None] = {}
        self._last: dict[str, float] = {}

    def __enter__(self) -> WebFetcher:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            self._client.close()

    @contextlib.contextmanager
    def fetch(self, url: str) -> Iterator[Source]:
        """The content behind an address.

        Raises:
            InputError: Refused (robots.txt, private address, too large), or it cannot be had.
        """
        self._ask_robots(url)
        with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as body:
            answer = self._get(url, cast(IO[bytes], body))
            body.seek(0)
            head = body.read(HEAD_BYTES)
            body.seek(0)
            yield Source(
                name=url,
                stream=cast(Any, body),
                head=head,
                url=answer.url,
                media_type=answer.headers.get("content-type", "").partition(";")[0].strip().lower() or None,
            )

    def _http(self) -> httpx.Client:
        if self._client is None:
            import httpx

            self._client = httpx.Client(
                transport=self._transport,
                timeout=httpx.Timeout(20.0, connect=10.0),
                headers={"user-agent": f"{AGENT} (news text to knowledge graph)", "accept-encoding": "gzip, deflate"},
                follow_redirects=False,
                trust_env=True,
            )
        return self._client

    def _get(self, url: str, body: IO[bytes], *, limit: int | None = None) -> _Answer:
        """Follow redirects to the answer, each step checked like the first."""
        start = url
        self._check(url, start)
        for _step in range(MAX_REDIRECTS + 1):
            answer = self._try(url, body, limit or self._max_bytes)
            if answer.status not in (301, 302, 303, 307, 308):
                if answer.status >= 400:
                    raise InputError(f"the server answers {answer.status}", where=start)
                return answer
            target = urljoin(url, answer.headers.get("location", ""))
            body.seek(0)
            body.truncate()
            self._check(target, start)
            if urlsplit(target).netloc != urlsplit(url).netloc and limit is None:
                self._ask_robots(target, start)
            url = target
        raise InputError(f"more than {MAX_REDIRECTS} redirects", where=start)

    def _check(self, url: str, start: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(f"redirected to {parts.scheme or 'nowhere'}, not http(s)", where=start)
        if self._allow_private or (_proxied(parts.scheme, parts.hostname) and not _is_address(parts.hostname)):
            return
        try:
            port = parts.port or (443 if parts.scheme == "https" else 80)
            addresses = self._resolve(parts.hostname, port)
        except (OSError, ValueError) as error:
            raise InputError(f"the host {parts.hostname} is not known", where=start) from error
        for address in addresses:
            if not is_public(address):
                step = "leads" if url == start else "redirects"
                raise InputError(
                    f"{step} to a private address ({parts.hostname}: {address}), refused",
                    where=start,
                    hint="--allow-private fetches it",
                )

    def _wait(self, host: str) -> None:
        rest = self._last.get(host, 0.0) + self._pause - time.monotonic()
        if host in self._last and rest > 0:
            self._sleep(rest)
        self._last[host] = time.monotonic()

    def _try(self, url: str, body: IO[bytes], limit: int) -> _Answer:
        import httpx

        problem = ""
        for attempt in range(_TRIES):
            self._wait(urlsplit(url).netloc)
            body.seek(0)
            body.truncate()
            wait = 2.0**attempt
            try:
                answer = self._once(url, body, limit)
            except httpx.TimeoutException:
                problem = "no answer in time"
            except httpx.HTTPError as error:
                problem = f"cannot be fetched: {str(error) or type(error).__name__}"
            else:
                if answer.status not in _RETRIED:
                    return answer
                problem = f"the server answers {answer.status}"
                after = answer.headers.get("retry-after", "")
                wait = min(float(after), _MAX_WAIT) if after.isdigit() else wait
            if attempt + 1 < _TRIES:
                self._sleep(wait)
        raise InputError(problem, where=url)

    def _once(self, url: str, body: IO[bytes], limit: int) -> _Answer:
        cached = self._cached(url)
        headers = {} if cached is None else cached[0].get("ask", {})
        end = time.monotonic() + TOTAL_SECONDS
        with self._http().stream("GET", url, headers=headers) as response:
            self._check_peer(response, url)
            if response.status_code == 304 and cached is not None:
                body.write(cached[1].read_bytes())
                return _Answer(url, 200, dict(cached[0]["headers"]))
            size = 0
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > limit:
                    raise InputError(f"larger than {limit // 1024**2} MB", where=url)
                if time.monotonic() > end:
                    raise InputError(f"takes longer than {TOTAL_SECONDS:.0f} s", where=url)
                body.write(chunk)
            answer = _Answer(url, response.status_code, dict(response.headers))
        if answer.status == 200:
            self._keep(answer, body)
        return answer

    def _check_peer(self, response: httpx.Response, url: str) -> None:
        # The name may lead elsewhere now than it did a moment ago, when it was checked.
        parts = urlsplit(url)
        connection = response.extensions.get("network_stream")
        peer = connection.get_extra_info("server_addr") if connection is not None else None
        if self._allow_private or not peer or _proxied(parts.scheme, parts.hostname or ""):
            return
        if not is_public(str(peer[0])):
            raise InputError(f"leads to a private address ({parts.hostname}: {peer[0]}), refused", where=url)

    def _file(self, url: str) -> Path | None:
        return None if self._cache is None else self._cache / hashlib.sha256(url.encode()).hexdigest()

    def _cached(self, url: str) -> tuple[dict[str, Any], Path] | None:
        path = self._file(url)
        if path is None:
            return None
        try:
            return json.loads(path.with_suffix(".json").read_text(encoding="utf-8")), path.with_suffix(".body")
        except (OSError, ValueError):
            return None

    def _keep(self, answer: _Answer, body: IO[bytes]) -> None:
        path = self._file(answer.url)
        ask = {
            name: answer.headers[field]
            for name, field in (("if-none-match", "etag"), ("if-modified-since", "last-modified"))
            if field in answer.headers
        }
        if path is None or not ask or "no-store" in answer.headers.get("cache-control", ""):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        body.seek(0)
        temporary = path.with_suffix(".part")
        temporary.write_bytes(body.read())
        temporary.replace(path.with_suffix(".body"))
        kept = {name: answer.headers[name] for name in ("content-type",) if name in answer.headers}
        temporary.write_text(json.dumps({"ask": ask, "headers": kept}), encoding="utf-8")
        temporary.replace(path.with_suffix(".json"))

    def _ask_robots(self, url: str, start: str | None = None) -> None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._load_robots(site, url)
        rules = self._robots[site]
        if rules is not None and not rules.can_fetch(AGENT, url):
            raise InputError("robots.txt does not allow it", where=start or url)

    def _load_robots(self, site: str, url: str) -> RobotFileParser | None:
        self._check(url, url)
        rules = RobotFileParser()
        with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as body:
            try:
                self._get(f"{site}/robots.txt", cast(IO[bytes], body), limit=512 * 1024)
            except InputError as error:
                if "answers 4" in error.what and "429" not in error.what:
                    return None
                # RFC 9309: rules that cannot be read because the server fails forbid everything for now.
                if "answers" in error.what:
                    rules.disallow_all = True  # type: ignore[attr-defined]
                    return rules
                raise InputError(error.what, where=url, hint=error.hint) from error
            body.seek(0)
            rules.parse(body.read().decode("utf-8", "replace").splitlines())
        delay = rules.crawl_delay(AGENT)
        if delay is not None:
            self._pause = max(self._pause, min(float(delay), 30.0))
        return rules


def resolve_host(host: str, port: int) -> list[str]:
    """All IP addresses of a host."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _proxied(scheme: str, host: str) -> bool:
    """Whether a proxy resolves the name, so that it need not be known here."""
    return scheme in getproxies() and not proxy_bypass(host)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return True


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return (mapped or ip).is_global and not (mapped or ip).is_multicast
