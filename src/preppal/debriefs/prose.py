"""Who words a Panel Summary: the page's own sentences, and a model beside them where the settings name one."""

from typing import Any

from preppal.assessment.loop.debrief import PanelDebrief
from preppal.assessment.loop.prose import VERSION, panel_prose
from preppal.debriefs.summarising import Prose, built_in_prose
from preppal.interviews.wording import COMPETENCY_NAMES
from preppal.providers.protocols import FormModel, WordsUsed


def prose_by(model: FormModel | None) -> Prose:
    """``model``, which is told no word of the candidate's; without one nobody."""
    if model is None:
        return built_in_prose

    async def worded(found: PanelDebrief) -> dict[str, Any]:
        used: list[WordsUsed] = []
        paragraphs = await panel_prose(found, model, COMPETENCY_NAMES, used.append)
        tokens = sum(one.tokens_in + one.tokens_out for one in used)
        return {
            "paragraphs": list(paragraphs),
            "model": model.name,
            "prompt": VERSION,
            "tokens": tokens,
        }

    return worded
