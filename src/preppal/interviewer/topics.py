"""Quick practice: topics a person can pick instead of a job description."""

from collections.abc import Mapping
from dataclasses import dataclass

from preppal.foundation.i18n import N_


@dataclass(frozen=True, slots=True)
class Topic:
    """``label`` is a msgid; ``spoken`` is said by the interviewer; ``tags`` prefer marked leads."""

    key: str
    label: str
    spoken: str
    emphasis: Mapping[str, float]
    tags: frozenset[str]


TOPICS: Mapping[str, Topic] = {
    topic.key: topic
    for topic in (
        Topic(
            "your_story",
            N_("Telling your story"),
            "telling your own story",
            {
                "motivation_fit": 0.3,
                "ownership": 0.3,
                "execution_results": 0.25,
                "communication": 0.15,
            },
            frozenset({"story"}),
        ),
        Topic(
            "why_this_job",
            N_("Why this job"),
            "why you want a job",
            {"motivation_fit": 0.7, "learning_adaptability": 0.2, "ownership": 0.1},
            frozenset({"why"}),
        ),
        Topic(
            "hardest_problem",
            N_("The hardest problem you solved"),
            "hard problems",
            {"problem_solving": 0.7, "domain_depth": 0.2, "execution_results": 0.1},
            frozenset({"hardest"}),
        ),
        Topic(
            "conflict",
            N_("A disagreement at work"),
            "disagreements at work",
            {"conflict_handling": 0.75, "collaboration": 0.15, "communication": 0.1},
            frozenset({"conflict"}),
        ),
        Topic(
            "leading_people",
            N_("Leading people"),
            "leading people",
            {"leadership": 0.75, "communication": 0.15, "planning": 0.1},
            frozenset({"leading"}),
        ),
        Topic(
            "mistakes",
            N_("Mistakes and what came of them"),
            "mistakes and what came of them",
            {"learning_adaptability": 0.35, "integrity_judgement": 0.35, "ownership": 0.3},
            frozenset({"mistake"}),
        ),
        Topic(
            "difficult_customer",
            N_("Customers, patients, pupils"),
            "the people you do the work for",
            {"customer_focus": 0.75, "conflict_handling": 0.15, "communication": 0.1},
            frozenset({"customer"}),
        ),
        Topic(
            "planning",
            N_("Too much to do, too little time"),
            "planning and priorities",
            {"planning": 0.75, "execution_results": 0.25},
            frozenset({"planning"}),
        ),
        Topic(
            "system_design",
            N_("System design and trade-offs"),
            "design and trade-offs",
            {"design_tradeoffs": 0.75, "problem_solving": 0.15, "domain_depth": 0.1},
            frozenset({"design"}),
        ),
        Topic(
            "your_craft",
            N_("Knowing your trade"),
            "the knowledge of your trade",
            {"domain_depth": 0.75, "problem_solving": 0.25},
            frozenset({"skill"}),
        ),
        Topic(
            "teamwork",
            N_("Working with others"),
            "working with others",
            {"collaboration": 0.75, "communication": 0.25},
            frozenset({"teamwork"}),
        ),
        Topic(
            "explaining",
            N_("Explaining something difficult"),
            "explaining difficult things",
            {"communication": 0.8, "collaboration": 0.2},
            frozenset({"explain"}),
        ),
        Topic(
            "hard_choices",
            N_("Right and wrong at work"),
            "hard choices",
            {"integrity_judgement": 0.8, "conflict_handling": 0.2},
            frozenset({"ethics"}),
        ),
    )
}
