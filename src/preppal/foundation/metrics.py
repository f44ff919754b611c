"""Figures of a process for Prometheus, in its text format (prometheus.io/docs/instrumenting/exposition_formats).

What is written here names no person, no interview and no address: labels come from short fixed lists.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Histogram:
    """Counts of values up to each of ``bounds``, which grow; values above all of them are counted too."""

    def __init__(self, *bounds: float) -> None:
        self.bounds = bounds
        self.sum = 0.0
        self._counts = [0] * (len(bounds) + 1)

    @property
    def count(self) -> int:
        return sum(self._counts)

    def add(self, value: float) -> None:
        place = next((n for n, bound in enumerate(self.bounds) if value <= bound), -1)
        self._counts[place] += 1
        self.sum += value

    def buckets(self) -> Iterable[tuple[str, int]]:
        """How many were at most so much, for each bound, as the format wants them."""
        names = [*(f"{bound:g}" for bound in self.bounds), "+Inf"]
        return zip(names, accumulate(self._counts), strict=True)


class Exposition:
    """The text, put together measure by measure."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def gauge(self, name: str, meaning: str, value: float) -> None:
        self._head(name, meaning, "gauge")
        self._lines.append(f"{name} {value:g}")

    def gauges(self, name: str, meaning: str, label: str, values: Mapping[str, float]) -> None:
        self._head(name, meaning, "gauge")
        self._each(name, label, values)

    def total(self, name: str, meaning: str, count: int) -> None:
        self._head(name, meaning, "counter")
        self._lines.append(f"{name} {count}")

    def counter(self, name: str, meaning: str, label: str, counts: Counter[str]) -> None:
        self._head(name, meaning, "counter")
        self._each(name, label, counts)

    def histogram(self, name: str, meaning: str, seen: Histogram) -> None:
        self._head(name, meaning, "histogram")
        self._lines += [f'{name}_bucket{{le="{le}"}} {count}' for le, count in seen.buckets()]
        self._lines += [f"{name}_sum {seen.sum:.3f}", f"{name}_count {seen.count}"]

    def text(self) -> str:
        return "\n".join(self._lines) + "\n"

    def _head(self, name: str, meaning: str, kind: str) -> None:
        self._lines += [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"]

    def _each(self, name: str, label: str, values: Mapping[str, float]) -> None:
        self._lines += [f'{name}{{{label}="{key}"}} {values[key]:g}' for key in sorted(values)]
