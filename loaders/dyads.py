"""Tables of standing relations between two actors a row: published data sets by their header, others by ``--map``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.loaders.columns import has_text_column, plain_name
from kg.loaders.decoding import looks_binary
from kg.loaders.dyad_layouts import layout_of
from kg.loaders.dyad_mapping import mapped_reader, named_relation
from kg.loaders.event_rows import BadCellError, headed_rows
from kg.loaders.table_rows import csv_rows, first_line, header_cells
from kg.loaders.tie_rows import MISSING, Standing, YearJoiner, tie_of

from kg.loading import LoadOptions, Record, Source, Tally
from kg.records import Tie


class DyadLoader:
    """Alliances, rivalries, trade, aid, treaties: a tie a row; yearly rows of a data set are joined to stretches."""

    name = "dyads"

    def sniff(self, source: Source) -> float:
        """A header of a known data set, or with columns such as exporter and importer."""
        if looks_binary(source.head):
            return 0.0
        columns = [plain_name(name) for name in header_cells(first_line(source))]
        if layout_of(columns) is not None:
            return 0.95
        return 0.7 if named_relation(columns) and not has_text_column(columns) else 0.0

    def load(self, source: Source, options: LoadOptions) -> Iterator[Record]:
        """A tie a row, and how many rows were joined to others or state no relation.

        Raises:
            InputError: Empty, or neither header nor mapping says what the columns are.
        """
        header = header_cells(first_line(source))
        layout = None if options.mapping else layout_of([plain_name(name) for name in header])
        if layout is not None:
            dataset, read = layout.dataset, layout.read
        else:
            dataset, read = mapped_reader(header, options.mapping, source.name)
        rows = _Rows(dataset)

        def records(row: Mapping[str, str]) -> Iterator[Record]:
            said = read({plain_name(name): cell for name, cell in row.items()} if layout else row)
            return rows.add(said)

        yield from headed_rows(source, csv_rows(source, options), (), records, missing=MISSING)
        yield from rows.rest()


class _Rows:
    """Rows to ties; counts those that become none of their own."""

    def __init__(self, dataset: str) -> None:
        self._dataset = dataset
        self._years = YearJoiner()
        self._seen: dict[int, int] = {}
        self._joined = self._passed_over = 0

    def add(self, said: Standing | None) -> Iterator[Tie]:
        """The tie of a row, or the earlier one that it does not go on with.

        Raises:
            BadCellError: It contradicts an earlier row.
        """
        if said is None:
            self._passed_over += 1
            return
        said = said.ordered()
        if said.yearly:
            self._joined += 1
            earlier = self._years.add(said)
            if earlier is not None:
                self._joined -= 1
                yield tie_of(earlier, self._dataset)
        elif (known := self._seen.get(hash(said.row))) is None:
            self._seen[hash(said.row)] = hash(said)
            yield tie_of(said, self._dataset)
        elif known == hash(said):
            self._joined += 1
        else:
            raise BadCellError(None, "an earlier row says something else of the same actors and time")

    def rest(self) -> Iterator[Record]:
        """What is still open at the end, and the counts."""
        for said in self._years.rest():
            self._joined -= 1
            yield tie_of(said, self._dataset)
        for what, rows in (("joined", self._joined), ("passed_over", self._passed_over)):
            if rows:
                yield Tally(what=what, number=rows)
