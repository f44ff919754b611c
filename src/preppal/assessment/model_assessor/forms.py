"""The two forms that a model fills in: every field bounded, nothing else allowed.

The order of fields is the order of writing: what is there, what is missing, why; the number last (§8.1).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_QUOTES = 12
LONGEST_QUOTE = 600  # signs
LONGEST_REASON = 500

Shows = Literal["situation", "own_part", "reasons", "result", "learning", "detail"]


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quoted(Form):
    quote: Annotated[str, Field(max_length=LONGEST_QUOTE)]
    shows: Shows


class Evidence(Form):
    """What of an answer can be pointed at."""

    quotes: Annotated[list[Quoted], Field(max_length=MOST_QUOTES)]
    status: Literal["answered", "off_topic", "declined"]


class Checked(Form):
    id: Annotated[str, Field(max_length=12)]
    quote: int | None
    verdict: Literal["yes", "partly", "no"]


class Rating(Form):
    """What the evidence shows of one competency."""

    checks: Annotated[list[Checked], Field(max_length=12)]
    counter_evidence: Annotated[list[int], Field(max_length=MOST_QUOTES * 2)]
    missing: Annotated[list[str], Field(max_length=12)]
    reason: Annotated[str, Field(max_length=LONGEST_REASON)]
    observed: bool
    rating: Annotated[int, Field(ge=1, le=5)] | None
    confidence: Literal["low", "medium", "high"]
