"""A persona's portrait: a line drawing computed from its manner, as SVG path attributes.

Ring ``t`` (0 inside … 1 outside) at angle ``a`` has the radius (the look, "The figure"):

    r = R (1 - d + d t) (1 + w cos(L a + 2π s t) + .35 w (1 - warm) cos(2 L a - 3.2π s t))

with, from manner scales 1 to 5, ``L = probing + 1`` petals, ``warm = 1.1 - .2 dry``,
``w = .03 + .15 (1 - warm)``, winding ``s = .05 + .2 pace`` and ``dry = 6 - warmth``. ``R`` is divided
by one and both ripples' heights so that the outermost ring stays inside.

A ring is written as a closed quadratic B-spline: after the first curve each further one is a
relative ``t`` of two whole numbers, which mirrors the last control point. Control points lie on even
whole numbers, so joints are whole too and the mirroring is exact however long the ring.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, sin

TINY = 40
"""Pixels of a portrait in a long list: a glance, at half the weight."""
SMALL = 72
LISTED = 112
"""Pixels up to which a portrait is drawn with fewer lines, fewer points and shorter numbers: a page may
show a dozen."""


@dataclass(frozen=True, slots=True)
class Ring:
    path: str
    opacity: float


@dataclass(frozen=True, slots=True)
class Figure:
    """What the macro needs: rings from inside out, and lengths in the drawing's own units."""

    view_box: str
    unit: int
    """Half the width of the drawing, in its own units."""
    stroke_width: float
    rings: tuple[Ring, ...]
    monogram_size: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The numbers behind a drawing; the live room's script uses the same."""

    petals: int
    wave: float
    wind: float
    warm: float
    depth: float

    @property
    def second(self) -> float:
        """Height of the second ripple."""
        return 0.35 * self.wave * (1 - self.warm)

    def radius(self, t: float, angle: float, *, gain: float = 1, second_gain: float = 1) -> float:
        """Radius, where 1 is the half width of the drawing; gains lift the two ripples."""
        ripple = gain * self.wave * cos(self.petals * angle + 2 * pi * self.wind * t)
        turned = 2 * self.petals * angle - 3.2 * pi * self.wind * t
        ripple += second_gain * self.second * cos(turned)
        return (1 - self.depth + self.depth * t) * (1 + ripple) / (1 + self.wave + self.second)


def curve_of(warmth: int, pace: int, probing: int, *, monogram: bool = False) -> Curve:
    """The numbers of a manner; scales are 1 to 5."""
    dry = 6 - warmth
    warm = 1.1 - 0.2 * dry
    letters = 0.36 if dry == 5 else 0.42
    return Curve(
        petals=probing + 1,
        wave=0.03 + 0.15 * (1 - warm),
        wind=0.05 + 0.2 * pace,
        warm=warm,
        depth=letters if monogram else 0.62,
    )


def rings_for(size: int) -> tuple[int, float]:
    """How many rings and how thick a stroke in pixels at ``size`` pixels."""
    if size <= TINY:
        return 5, 0.7
    if size <= SMALL:
        return 9, 0.7
    if size <= LISTED:
        return 11, 0.75
    return (18 if size <= 160 else 26 if size <= 200 else 34), 0.75


@lru_cache(maxsize=1024)
def figure(
    warmth: int, pace: int, probing: int, *, size: int = 112, monogram: bool = False
) -> Figure:
    """The drawing at ``size`` pixels, with room for a monogram if asked."""
    count, stroke = rings_for(size)
    curve = curve_of(warmth, pace, probing, monogram=monogram)
    unit = (2 if size <= TINY or SMALL < size <= LISTED else 5) * size
    points = curve.petals * (6 if size <= LISTED else 9)
    # Half a stroke of air, so that the outermost line is not cut off.
    air = round(unit * (1.01 + stroke / size))
    steps = [index / (count - 1) for index in range(count)]
    return Figure(
        view_box=f"{-air} {-air} {2 * air} {2 * air}",
        unit=unit,
        stroke_width=round(2 * air * stroke / size, 2),
        rings=tuple(Ring(_path(curve, t, unit, points), round(0.2 + 0.7 * t, 2)) for t in steps),
        monogram_size=air / 2,
    )


def _path(curve: Curve, t: float, unit: int, count: int) -> str:
    points = _control_points(curve, t, unit, count)
    joints = [
        ((x + next_x) // 2, (y + next_y) // 2)
        for (x, y), (next_x, next_y) in zip(points, points[1:] + points[:1], strict=True)
    ]
    (x, y), (cx, cy), (ex, ey) = joints[-1], points[0], joints[0]
    steps = [_pair(cx - x, cy - y) + _follow(_pair(ex - x, ey - y))]
    for (x, y), (ex, ey) in pairwise(joints):
        steps.append(_pair(ex - x, ey - y))
    first, *rest = steps
    tail = "t" + rest[0] + "".join(_follow(step) for step in rest[1:])
    return f"M{joints[-1][0]} {joints[-1][1]}q{first}{tail}z"


def _control_points(curve: Curve, t: float, unit: int, count: int) -> list[tuple[int, int]]:
    """Corners of the spline, pushed out so that its joints fall on the curve."""
    step = 2 * pi / count
    # A joint is the middle of two corners: a circle loses cos(step / 2), a ripple of k waves
    # cos(k step / 2) of its height.
    gain = 1 / cos(curve.petals * step / 2)
    second_gain = 1 / cos(curve.petals * step)
    points = []
    for index in range(count):
        angle = index * step
        radius = curve.radius(t, angle, gain=gain, second_gain=second_gain)
        radius *= unit / cos(step / 2)
        points.append((2 * round(radius * cos(angle) / 2), 2 * round(radius * sin(angle) / 2)))
    return points


def _pair(x: int, y: int) -> str:
    return f"{x}{_follow(str(y))}"


def _follow(number: str) -> str:
    """A number after another one: a minus sign separates, else a space must."""
    return number if number.startswith("-") else f" {number}"
