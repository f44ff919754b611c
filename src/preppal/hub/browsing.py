"""Finding a persona among all that are public: search, filters, three orders, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import ARRAY, Text, exists, func, literal, literal_column, select, tuple_
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, load_only

from preppal.accounts.model import User
from preppal.foundation.full_text import SIMPLE, search_query
from preppal.foundation.keyset import Value, cursor_after, read_cursor
from preppal.interviewer.briefing import STAGES
from preppal.personas.model import Persona
from preppal.personas.queries import IN_HUB
from preppal.personas.wording import LANGUAGES, TRADES

Order = Literal["helpful", "used", "new"]

ORDERS: Mapping[Order, tuple[InstrumentedAttribute[Any], type[Value]]] = {
    "helpful": (Persona.helpful_score, float),
    "used": (Persona.finished_count, int),
    "new": (Persona.published_at, datetime),
}
TRAITS = ("warm", "dry", "patient", "brisk", "probing", "gentle")
TEXTS = ARRAY(Text)
PAGE = 10
"""Two columns of five; with their portraits more would weigh more than a page may."""
SEARCH_LIMIT = 100
SHOWN = (
    Persona.id,
    Persona.slug,
    Persona.owner_id,
    Persona.name,
    Persona.headline,
    Persona.line,
    Persona.trade,
    Persona.stage,
    Persona.manner,
    Persona.languages,
    Persona.finished_count,
    Persona.candidate_count,
    Persona.rating_count,
    Persona.helpful_count,
    Persona.helpful_score,
    Persona.published_at,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for; "" asks for nothing. ``after`` is the cursor of the page before."""

    search: str = ""
    trade: str = ""
    stage: str = ""
    language: str = ""
    trait: str = ""
    order: Order = "helpful"
    after: str = ""

    @property
    def facets(self) -> list[str]:
        wanted = {
            "trade": self.trade,
            "stage": self.stage,
            "language": self.language,
            "manner": self.trait,
        }
        return [f"{name}.{value}" for name, value in wanted.items() if value]

    @property
    def is_plain(self) -> bool:
        """Nothing is searched or filtered."""
        return not self.search and not self.facets

    def query(self, **changes: str) -> dict[str, str]:
        """The parameters of the address that says this, changed; paging begins anew."""
        wish = replace(self, **({"after": ""} | changes))  # type: ignore[arg-type]
        told = {
            "q": wish.search,
            "trade": wish.trade,
            "stage": wish.stage,
            "language": wish.language,
            "manner": wish.trait,
            "order": "" if wish.order == "helpful" else wish.order,
            "after": wish.after,
        }
        return {name: value for name, value in told.items() if value}


def read_wish(params: Mapping[str, str]) -> Wish:
    """The wish of an address. What is unknown asks for nothing: old links keep working."""

    def known(name: str, values: object) -> str:
        value = params.get(name, "")
        return value if value in values else ""  # type: ignore[operator]

    return Wish(
        search=" ".join(params.get("q", "").replace("\x00", "").split())[:SEARCH_LIMIT],
        trade=known("trade", TRADES),
        stage=known("stage", STAGES),
        language=known("language", LANGUAGES),
        trait=known("manner", TRAITS),
        order=cast("Order", known("order", ORDERS) or "helpful"),
        after=params.get("after", ""),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A persona in the Hub, and the display name of who wrote it ("" when it is built in)."""

    persona: Persona
    author: str


@dataclass(frozen=True, slots=True)
class Found:
    """One page. ``after`` is the cursor of the next one, or ""."""

    listed: tuple[Listed, ...]
    after: str


async def browse(db: AsyncSession, wish: Wish, *, limit: int = PAGE) -> Found:
    """The personas that answer the wish, best first. One statement."""
    query = _ordered(_wanted(wish), wish).limit(limit + 1)
    rows = (await db.execute(query)).all()
    listed = tuple(Listed(row[0], row[1] or "") for row in rows[:limit])
    more = len(rows) > limit
    if not more:
        return Found(listed, "")
    last = listed[-1].persona
    return Found(listed, cursor_after(getattr(last, ORDERS[wish.order][0].key), last.id))


async def trade_counts(db: AsyncSession) -> dict[str, int]:
    """How many public personas there are in each trade. One statement, from an index."""
    rows = await db.execute(
        select(Persona.trade, func.count()).where(IN_HUB).group_by(Persona.trade)
    )
    return dict(rows.tuples().all())


async def languages_there(db: AsyncSession) -> tuple[str, ...]:
    """The languages that a public persona speaks, in their usual order. One statement: of each the
    first one found is enough, so it stays quick however many there are.

    The codes are ours, and stand in the statement itself: told them, the planner looks for a common
    language in the table and for a rare one in the index. As parameters they would all be alike.
    """
    there = [
        exists().where(
            IN_HUB, Persona.facets.op("@>")(literal_column(f"'{{language.{code}}}'::text[]"))
        )
        for code in LANGUAGES
    ]
    row = (await db.execute(select(*there))).one()
    return tuple(code for code, is_there in zip(LANGUAGES, row, strict=True) if is_there)


def _wanted(wish: Wish) -> Any:
    query = (
        select(Persona, User.name)
        .outerjoin(User, User.id == Persona.owner_id)
        .options(load_only(*SHOWN, raiseload=True))
        .where(IN_HUB)
    )
    if wish.facets:
        query = query.where(Persona.facets.op("@>")(sql_cast(wish.facets, TEXTS)))
    if wish.search:
        asked = search_query(wish.search)
        query = query.where(Persona.search.op("@@")(func.to_tsquery(SIMPLE, asked)))
    return query


def _ordered(query: Any, wish: Wish) -> Any:
    column, kind = ORDERS[wish.order]
    after = read_cursor(wish.after, kind)
    if after is not None:
        query = query.where(tuple_(column, Persona.id) < tuple_(*(literal(v) for v in after)))
    return query.order_by(column.desc(), Persona.id.desc())
