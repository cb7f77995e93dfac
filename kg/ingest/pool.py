"""Runs the extractor over batches, in this process or in several, and gives the results in the order of the batches."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Protocol, TypeVar

from kg.errors import KgError
from kg.records import Document, Extraction, Rejection

Outcome = Extraction | Rejection


class ExtractorLike(Protocol):
    """What is needed of ``kg.extract.Extractor``."""

    model_name: str

    def pipe(self, documents: Iterable[Document], *, rejected: bool = False) -> Iterator[Extraction]:
        """Events of many documents, in their order."""
        ...


MakeExtractor = Callable[[], ExtractorLike]
T = TypeVar("T")


def run_extractor(extractor: ExtractorLike, documents: Sequence[Document], rejected: bool) -> list[Outcome]:
    """One outcome a document, in order; a document that breaks the extractor becomes a rejection, the others stay."""
    if not documents:
        return []
    try:
        return list(extractor.pipe(documents, rejected=rejected))
    except KgError:
        raise
    except Exception as error:  # noqa: BLE001 - one text must not cost the others; tried singly below
        if len(documents) == 1:
            document = documents[0]
            what = str(error).strip().partition("\n")[0][:200]
            return [
                Rejection(
                    source=document.url or document.title or document.id,
                    reason=f"extraction failed: {type(error).__name__}: {what}",
                )
            ]
        return [outcome for document in documents for outcome in run_extractor(extractor, [document], rejected)]


class SerialRunner:
    """In this process; the extractor is made when the first document comes."""

    def __init__(self, make: MakeExtractor, rejected: bool) -> None:
        self._make = make
        self._rejected = rejected
        self._extractor: ExtractorLike | None = None

    def over(
        self, batches: Iterable[T], documents: Callable[[T], Sequence[Document]]
    ) -> Iterator[tuple[T, list[Outcome]]]:
        """Each batch with the outcomes of its documents."""
        for batch in batches:
            wanted = documents(batch)
            if wanted and self._extractor is None:
                self._extractor = self._make()
            yield batch, run_extractor(self._extractor, wanted, self._rejected) if self._extractor else []

    def close(self, *, cancel: bool = False) -> None:
        """Nothing to end."""


_worker: ExtractorLike | None = None


def _start_worker(make: MakeExtractor) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    _worker = make()


def _end_with(sentinel: int) -> None:
    # A parent that is killed cannot tell its workers to stop.
    wait([sentinel])
    os._exit(1)


def _work(documents: Sequence[Document], rejected: bool) -> list[Outcome]:
    if _worker is None:
        raise RuntimeError("the worker was not started")
    return run_extractor(_worker, documents, rejected)


class PoolRunner:
    """In ``jobs`` processes; at most three batches a process are under way."""

    def __init__(self, make: MakeExtractor, rejected: bool, jobs: int) -> None:
        self._rejected = rejected
        self._jobs = jobs
        self._pool = ProcessPoolExecutor(
            jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker, initargs=(make,)
        )

    def over(
        self, batches: Iterable[T], documents: Callable[[T], Sequence[Document]]
    ) -> Iterator[tuple[T, list[Outcome]]]:
        """Each batch with the outcomes of its documents, in the order of the batches."""
        under_way: deque[tuple[T, Future[list[Outcome]] | None]] = deque()
        for batch in batches:
            wanted = documents(batch)
            future = self._pool.submit(_work, wanted, self._rejected) if wanted else None
            under_way.append((batch, future))
            if len(under_way) >= 3 * self._jobs:
                yield self._next(under_way)
        while under_way:
            yield self._next(under_way)

    @staticmethod
    def _next(under_way: deque[tuple[T, Future[list[Outcome]] | None]]) -> tuple[T, list[Outcome]]:
        batch, future = under_way.popleft()
        try:
            return batch, [] if future is None else future.result()
        except BrokenProcessPool as error:
            raise KgError(
                "a worker process ended unexpectedly", hint="too little memory? try fewer --jobs; what is done is kept"
            ) from error

    def close(self, *, cancel: bool = False) -> None:
        """End the processes; ``cancel`` drops what has not been handed over."""
        if cancel:
            # Without waiting, the interpreter's own clean-up would find the pool's pipes closed.
            for child in multiprocessing.active_children():
                child.terminate()
        self._pool.shutdown(cancel_futures=cancel)
