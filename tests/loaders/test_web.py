from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from kg.loaders.web import WebFetcher, is_public

from kg.errors import InputError

Handler = Callable[[httpx.Request], httpx.Response]
PUBLIC = {"gazette.example": "93.184.216.34", "other.example": "93.184.216.35"}


def resolve(host: str, port: int) -> list[str]:
    if host in PUBLIC:
        return [PUBLIC[host]]
    if host.replace(".", "").isdigit():
        return [host]
    if host == "inside.example":
        return ["10.0.0.7"]
    raise OSError("unknown")


class Web:
    """Answers from a table: path -> response or function; without a robots.txt unless given."""

    def __init__(self, **options: object) -> None:
        self.answers: dict[str, httpx.Response | Handler] = {}
        self.asked: list[str] = []
        self.slept: list[float] = []
        self.fetcher = WebFetcher(
            transport=httpx.MockTransport(self._answer),
            sleep=self.slept.append,
            resolve=resolve,
            **options,  # type: ignore[arg-type]
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        found = self.answers.get(str(request.url), httpx.Response(404))
        if isinstance(found, httpx.Response):
            return httpx.Response(found.status_code, headers=found.headers, content=found.content)
        return found(request)

    def read(self, url: str) -> bytes:
        with self.fetcher.fetch(url) as source:
            return source.stream.read()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.loaders.web.getproxies", dict)


@pytest.fixture
def web() -> Web:
    return Web()


def test_an_answer_becomes_a_source(web: Web) -> None:
    web.answers["https://gazette.example/1"] = httpx.Response(
        200, content=b"<html>", headers={"content-type": "text/html; charset=utf-8"}
    )
    with web.fetcher.fetch("https://gazette.example/1") as source:
        assert (source.head, source.url, source.media_type) == (b"<html>", "https://gazette.example/1", "text/html")
    assert web.asked == ["https://gazette.example/robots.txt", "https://gazette.example/1"]


def test_robots_txt_is_asked_once_and_obeyed(web: Web) -> None:
    web.answers["https://gazette.example/robots.txt"] = httpx.Response(200, text="User-agent: *\nDisallow: /private/")
    web.answers["https://gazette.example/1"] = httpx.Response(200, content=b"ok")
    with pytest.raises(InputError, match=r"robots\.txt does not allow it"):
        web.read("https://gazette.example/private/1")
    assert web.read("https://gazette.example/1") == b"ok"
    assert web.asked.count("https://gazette.example/robots.txt") == 1


def test_rules_that_the_server_fails_to_give_forbid(web: Web) -> None:
    web.answers["https://gazette.example/robots.txt"] = httpx.Response(503)
    with pytest.raises(InputError, match=r"robots\.txt"):
        web.read("https://gazette.example/1")


def test_requests_to_one_host_keep_a_distance(web: Web) -> None:
    for number in range(3):
        web.answers[f"https://gazette.example/{number}"] = httpx.Response(200, content=b"ok")
        web.read(f"https://gazette.example/{number}")
    assert len(web.slept) == 3
    assert all(0.5 < seconds <= 1.0 for seconds in web.slept)


def test_failures_that_pass_are_tried_again(web: Web) -> None:
    answers = iter(
        [httpx.Response(503), httpx.Response(429, headers={"retry-after": "7"}), httpx.Response(200, text="ok")]
    )
    web.answers["https://gazette.example/1"] = lambda _request: next(answers)
    assert web.read("https://gazette.example/1") == b"ok"
    assert 7.0 in web.slept


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (httpx.Response(404), "the server answers 404"),
        (httpx.Response(500), "the server answers 500"),
        (httpx.ReadTimeout("slow"), "no answer in time"),
        (httpx.ConnectError("refused"), "cannot be fetched: refused"),
    ],
)
def test_failures_that_stay_are_one_line(web: Web, answer: httpx.Response | Exception, reason: str) -> None:
    def respond(_request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    web.answers["https://gazette.example/1"] = respond
    with pytest.raises(InputError, match=reason):
        web.read("https://gazette.example/1")


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:7474/", "http://10.0.0.1/x", "http://169.254.169.254/latest", "https://inside.example/"],
)
def test_a_redirect_to_a_private_address_is_refused(web: Web, target: str) -> None:
    web.answers["https://gazette.example/feed"] = httpx.Response(302, headers={"location": target})
    with pytest.raises(InputError, match="redirects to a private address"):
        web.read("https://gazette.example/feed")
    assert target not in web.asked


def test_private_addresses_can_be_allowed() -> None:
    web = Web(allow_private=True)
    web.answers["http://127.0.0.1:8000/feed"] = httpx.Response(200, content=b"ok")
    assert web.read("http://127.0.0.1:8000/feed") == b"ok"


def test_redirects_elsewhere_are_followed_within_limits(web: Web) -> None:
    web.answers["https://gazette.example/1"] = httpx.Response(301, headers={"location": "https://other.example/2"})
    web.answers["https://other.example/2"] = httpx.Response(200, content=b"ok")
    web.answers["https://gazette.example/loop"] = httpx.Response(301, headers={"location": "/loop"})
    web.answers["https://gazette.example/file"] = httpx.Response(301, headers={"location": "file:///etc/passwd"})
    with web.fetcher.fetch("https://gazette.example/1") as source:
        assert source.url == "https://other.example/2"
    with pytest.raises(InputError, match="more than 5 redirects"):
        web.read("https://gazette.example/loop")
    with pytest.raises(InputError, match=r"redirected to file, not http"):
        web.read("https://gazette.example/file")


def test_an_answer_that_is_too_large_is_refused_after_unpacking() -> None:
    import gzip

    web = Web(max_bytes=1024**2)
    packed = gzip.compress(b"\0" * (8 * 1024**2))
    web.answers["https://gazette.example/1"] = lambda _request: httpx.Response(
        200, content=packed, headers={"content-encoding": "gzip"}
    )
    with pytest.raises(InputError, match="larger than 1 MB"):
        web.read("https://gazette.example/1")


def test_an_unchanged_page_comes_from_the_cache(tmp_path: Path) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        if request.headers.get("if-none-match") == '"v1"':
            return httpx.Response(304)
        return httpx.Response(200, content=b"page", headers={"etag": '"v1"', "content-type": "text/html"})

    for _ in range(2):
        web = Web(cache=tmp_path / "web")
        web.answers["https://gazette.example/1"] = respond
        with web.fetcher.fetch("https://gazette.example/1") as source:
            assert (source.stream.read(), source.media_type) == (b"page", "text/html")


def test_an_unknown_host_is_told(web: Web) -> None:
    with pytest.raises(InputError, match=r"the host nowhere\.example is not known"):
        web.read("https://nowhere.example/1")


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 10.1.2.3 192.168.0.1 172.16.0.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 ::1 fe80::1%eth0 fc00::1"
    " ::ffff:127.0.0.1".split(),
)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)
