"""preppal interview simulate: a whole interview to read, the same for the same seed."""

import json
from pathlib import Path

from click.testing import CliRunner

from preppal.cli.interview import interview_group
from preppal.interviewer.questions import COMPETENCIES
from preppal.interviewer.simulation.candidates import KINDS
from preppal.interviewer.simulation.repertoire import load_stories, stories_for, trade_of

JOB = Path(__file__).parents[1] / "data" / "job_descriptions" / "sous_chef.txt"


def simulate(*options: str) -> str:
    done = CliRunner().invoke(interview_group, ["simulate", "--job", str(JOB), *options])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_same_seed_gives_the_same_interview_and_another_seed_another() -> None:
    first = simulate("--candidate", "strong", "--seed", "3")
    assert simulate("--candidate", "strong", "--seed", "3") == first
    assert simulate("--candidate", "strong", "--seed", "4") != first
    assert "Sous Chef" in first.splitlines()[0]
    assert first.rstrip().endswith("oodbye.")


def test_as_json_with_everything_known_of_a_turn() -> None:
    told = json.loads(simulate("--candidate", "terse", "--json", "--stage", "technical"))
    assert (told["minutes"], told["stage"]) == (10, "technical")
    speakers = [turn["speaker"] for turn in told["turns"]]
    assert speakers[0] == speakers[-1] == "interviewer"
    starts = [turn["started_ms"] for turn in told["turns"]]
    assert starts == sorted(starts)
    assert any("say_more" in turn.get("rows", ()) for turn in told["turns"])


def test_an_unknown_candidate_is_refused_with_those_there_are() -> None:
    refused = CliRunner().invoke(interview_group, ["simulate", "--candidate", "perfect"])
    assert refused.exit_code == 2
    assert all(kind in refused.output for kind in KINDS)


def test_every_trade_has_a_story_for_nearly_every_competency() -> None:
    told = set(COMPETENCIES) - {"motivation_fit"}  # asked as a motive, not as a story
    for trade in {story.trade for story in load_stories()}:
        for competency in told:
            assert competency in stories_for(trade, competency, 1)[0].competencies
    assert trade_of("Sous Chef", JOB.read_text(encoding="utf-8")) == "kitchen"
    assert trade_of("", "") == "any"
