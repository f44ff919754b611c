"""The portrait: what its lines promise for every manner there can be."""

import re
from itertools import product
from math import atan2, hypot

import pytest

from preppal.web.figure import LISTED, SMALL, curve_of, figure, rings_for

MANNERS = list(product((1, 3, 5), (1, 5), (1, 3, 5)))
SIZES = (52, 112, 160, 232)


def joints(path: str) -> list[tuple[int, int]]:
    """Walk a ring as a browser would: absolute start, one ``q``, then relative ``t`` steps."""
    match = re.fullmatch(r"M(-?\d+) (-?\d+)q([-\d ]+)t([-\d ]+)z", path)
    assert match, path
    x, y = int(match[1]), int(match[2])
    first = [int(n) for n in re.findall(r"-?\d+", match[3])]
    rest = [int(n) for n in re.findall(r"-?\d+", match[4])]
    assert len(first) == 4
    found = []
    for dx, dy in [(first[2], first[3]), *zip(rest[::2], rest[1::2], strict=True)]:
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("size", SIZES)
def test_every_ring_closes_and_follows_the_formula(manner: tuple[int, int, int], size: int) -> None:
    drawing = figure(*manner, size=size)
    curve = curve_of(*manner)
    count = len(drawing.rings)
    for number, ring in enumerate(drawing.rings):
        points = joints(ring.path)
        start = re.match(r"M(-?\d+) (-?\d+)", ring.path)
        assert start and points[-1] == (int(start[1]), int(start[2]))
        for x, y in points:
            wanted = curve.radius(number / (count - 1), atan2(y, x))
            off = abs(hypot(x, y) / drawing.unit - wanted)
            pixels = 1.2 if SMALL < size <= LISTED else 0.6
            assert off < max(0.011, 2 * pixels / size), "a hundredth, or about a pixel at most"


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("size", SIZES)
def test_the_drawing_stays_inside_its_box(manner: tuple[int, int, int], size: int) -> None:
    drawing = figure(*manner, size=size)
    left, top, width, height = (int(n) for n in drawing.view_box.split())
    for ring in drawing.rings:
        for x, y in joints(ring.path):
            assert left <= x <= left + width
            assert top <= y <= top + height


@pytest.mark.parametrize("manner", MANNERS)
def test_letters_have_room(manner: tuple[int, int, int]) -> None:
    """Two letters are about 1.5 of their size wide; the innermost ring leaves them free."""
    drawing = figure(*manner, size=112, monogram=True)
    nearest = min(hypot(*joint) for joint in joints(drawing.rings[0].path))
    assert nearest > 0.75 * drawing.monogram_size


def test_manners_can_be_told_apart() -> None:
    drawings = {figure(*manner).rings for manner in MANNERS}
    assert len(drawings) == len(MANNERS)


@pytest.mark.parametrize(
    ("size", "rings", "stroke"), [(36, 5, 0.7), (52, 9, 0.7), (112, 11, 0.75), (232, 34, 0.75)]
)
def test_larger_portraits_have_more_lines(size: int, rings: int, stroke: float) -> None:
    drawing = figure(3, 3, 3, size=size)
    box = int(drawing.view_box.split()[2])
    assert len(drawing.rings) == rings == rings_for(size)[0]
    assert drawing.stroke_width * size / box == pytest.approx(stroke, rel=0.01)
    assert drawing.rings[0].opacity == 0.2
    assert drawing.rings[-1].opacity == 0.9


def test_a_row_of_small_portraits_is_light() -> None:
    """Ten of them on the set-up page must leave room for everything else in 60 kB."""
    drawing = figure(3, 3, 5, size=52)
    assert sum(len(ring.path) for ring in drawing.rings) < 2_500
