"""The Hub's list as its page shows it: entries, and every filter with the address it leads to."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.i18n import N_
from preppal.hub.browsing import (
    PAGE,
    TRAITS,
    Listed,
    Order,
    Wish,
    browse,
    languages_there,
    trade_counts,
)
from preppal.hub.pages import Choice, Entry, HubPage
from preppal.interviewer.briefing import STAGES
from preppal.personas.model import manner_of
from preppal.personas.wording import LANGUAGES, STAGE_NAMES, TRADES

TRAIT_NAMES: Mapping[str, str] = {
    "warm": N_("Warm"),
    "dry": N_("Dry"),
    "patient": N_("Patient"),
    "brisk": N_("Brisk"),
    "probing": N_("Asks why twice"),
    "gentle": N_("Easy to start with"),
}
ORDER_NAMES: Mapping[Order, str] = {
    "helpful": N_("Most helpful"),
    "used": N_("Most used"),
    "new": N_("Newest"),
}
EVERYONE = N_("Everyone")
ANY_STAGE = N_("Any kind of interview")
ANY_MANNER = N_("Any manner")
ANY_LANGUAGE = N_("Any language")


async def hub_page(db: AsyncSession, wish: Wish, *, can_be_heard: bool = False) -> HubPage:
    """Three statements: the list, how many there are in each trade, and the languages there are."""
    is_first = wish.is_plain and not wish.after
    found = await browse(db, wish, limit=PAGE + is_first)
    counts = await trade_counts(db)
    spoken = await languages_there(db)
    entries = tuple(entry_of(listed) for listed in found.listed)
    heads = is_first and len(entries) > 2
    return HubPage(
        wish=wish,
        entries=entries[1:] if heads else entries,
        featured=entries[0] if heads else None,
        can_be_heard=can_be_heard,
        trades=_trades(wish, counts),
        stages=_choices(wish, "stage", ANY_STAGE, [(s, STAGE_NAMES[s]) for s in STAGES]),
        traits=_choices(wish, "trait", ANY_MANNER, [(t, TRAIT_NAMES[t]) for t in TRAITS]),
        languages=_languages(wish, spoken),
        orders=tuple(
            Choice(name, _address(wish, order=order), wish.order == order)
            for order, name in ORDER_NAMES.items()
        ),
        more=_address(wish, after=found.after) if found.after else "",
    )


def entry_of(listed: Listed) -> Entry:
    persona = listed.persona
    return Entry(
        key=persona.slug or str(persona.id),
        name=persona.name,
        headline=persona.headline,
        line=persona.line,
        manner=manner_of({"manner": persona.manner}),
        author=listed.author,
        trade=TRADES.get(persona.trade, ""),
        lang=persona.languages[0] if persona.languages else "en",
        helpful=persona.helpful_count,
        ratings=persona.rating_count,
        finished=persona.finished_count,
    )


def _trades(wish: Wish, counts: Mapping[str, int]) -> tuple[Choice, ...]:
    """Everyone, then the trades that somebody belongs to."""
    total = sum(counts.values())
    everyone = Choice(EVERYONE, _address(wish, trade=""), not wish.trade, total)
    return (
        everyone,
        *(
            Choice(name, _address(wish, trade=trade), wish.trade == trade, counts[trade])
            for trade, name in TRADES.items()
            if trade in counts or wish.trade == trade
            if counts.get(trade)
        ),
    )


def _languages(wish: Wish, spoken: Sequence[str]) -> tuple[Choice, ...]:
    """Those that somebody speaks. Where all speak one there is nothing to choose."""
    codes = [code for code in LANGUAGES if code in spoken or code == wish.language]
    if len(codes) < 2 and not wish.language:
        return ()
    names = [(code, LANGUAGES[code]) for code in codes]
    return _choices(wish, "language", ANY_LANGUAGE, names, names=True)


def _choices(
    wish: Wish, field: str, anything: str, values: Iterable[tuple[str, str]], *, names: bool = False
) -> tuple[Choice, ...]:
    chosen = getattr(wish, field)
    return (
        Choice(anything, _address(wish, **{field: ""}), not chosen),
        *(
            Choice(
                name,
                _address(wish, **{field: value}),
                chosen == value,
                lang=value if names else "",
            )
            for value, name in values
        ),
    )


def _address(wish: Wish, **changes: str) -> str:
    query = urlencode(wish.query(**changes))
    return f"/hub?{query}" if query else "/hub"
