"""A statement as the driver takes it: compiled once, its values in the order of its places.

SQLAlchemy takes six times as long for a short statement as the driver that it hands it to. For what is
written all the time it only compiles.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Dialect
from sqlalchemy.sql.dml import UpdateBase


class Place(NamedTuple):
    name: str
    usual: Any
    """The value where none is given."""
    prepared: Callable[[Any], Any] | None
    """By its type, for the driver."""


@dataclass(frozen=True, slots=True)
class DriverStatement:
    text: str
    places: tuple[Place, ...]

    @classmethod
    def of(cls, statement: UpdateBase, dialect: Dialect) -> "DriverStatement":
        compiled = statement.compile(dialect=dialect)
        usual, types = compiled.params, {name: bound.type for name, bound in compiled.binds.items()}
        return cls(
            str(compiled),
            tuple(
                Place(
                    name,
                    usual.get(name),
                    types[name].dialect_impl(dialect).bind_processor(dialect),
                )
                for name in compiled.positiontup or ()
            ),
        )

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        ordered = []
        for name, usual, prepared in self.places:
            value = values.get(name, usual)
            ordered.append(value if prepared is None else prepared(value))
        return ordered
