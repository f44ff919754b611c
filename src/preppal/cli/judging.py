"""Who scores, for the commands that score: an option, the model behind it, and what it took."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import click

from preppal.assessment.model_assessor.assessor import ModelAssessor
from preppal.foundation.log import configure_logging
from preppal.foundation.settings import BUILT_IN, read_settings
from preppal.interviews.judging import model_assessor
from preppal.providers.language_models import form_model
from preppal.providers.protocols import WordsUsed

assessor_option = click.option(
    "--assessor",
    default=BUILT_IN,
    show_default=True,
    metavar="builtin|MODEL",
    help="Who scores: the scorer here, or a model by its pydantic-ai name, which is then sent the answers.",
)


@asynccontextmanager
async def assessing(name: str) -> AsyncIterator[ModelAssessor]:
    """The model called ``name``, which is no "builtin". Raises `SettingsError`: there is no such model."""
    settings = read_settings(assessor=name)
    configure_logging(json=settings.json_logs)  # to stderr: stdout is the result's
    assessor = model_assessor(form_model(name, settings), settings.assessor_samples)
    assert assessor is not None
    try:
        yield assessor
    finally:
        await assessor.close()


def told_use(name: str, used: Sequence[WordsUsed]) -> str:
    """What the requests took, and what that costs where every price is known."""
    costs = [one.cost_usd for one in used if one.cost_usd is not None]
    read, written = sum(one.tokens_in for one in used), sum(one.tokens_out for one in used)
    cost = f", {sum(costs):.4f} USD" if costs and len(costs) == len(used) else ""
    return f"{name}: {len(used)} requests, {read} tokens read, {written} written{cost}."
