"""How good a text of a posting is to practise with, so that the best of several is shown first. Pure."""

import re

from preppal.job_descriptions.facts import read_facts
from preppal.job_descriptions.matching.shingles import own_text
from preppal.job_descriptions.shared.scrubbing import GAP

_CUT_OFF = re.compile(
    r"(?:…|\.{3}|\b(?:see|show|read) more|mehr (?:an)?zeigen|ver más|展开(?:全部)?)\W*$",
    re.IGNORECASE,
)
WHOLE = 1_500
"""Characters from which a text is as long as it needs to be."""
ENOUGH = 3
"""Lines of duties or demands."""


def quality(title: str, company: str, content: str) -> int:
    """0 to 100: named, with duties and demands, whole, and nothing but the posting.

    Points by judgement: 25 for its names, 40 for what it asks for, 35 for the text itself.
    """
    facts = read_facts(title, content)
    own = own_text(content)
    points = [line for line in own.split("\n") if line.startswith("- ")]
    asked = len(facts.must_haves) + len(facts.nice_to_haves) + len(facts.skills)
    score = 15.0 * bool(title) + 10.0 * bool(company)
    score += 20.0 * min(1.0, asked / ENOUGH) + 10.0 * min(1.0, len(points) / ENOUGH)
    score += 5.0 * bool(facts.location) + 5.0 * bool(facts.employment or facts.salary)
    score += 25.0 * min(1.0, len(own) / WHOLE)
    score += 10.0 * len(own) / max(1, len(content))
    score -= 15.0 * bool(_CUT_OFF.search(content))
    score -= min(10.0, 2.0 * content.count(GAP))
    return max(0, min(100, round(score)))
