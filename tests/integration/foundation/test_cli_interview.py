"""preppal interview plan: no server, no database."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from preppal.cli import main

JOBS = Path(__file__).parents[2] / "data" / "job_descriptions"
NURSE = str(JOBS / "ward_nurse.txt")


def plan(*options: str) -> Result:
    return CliRunner().invoke(main, ["interview", "plan", *options])


def test_a_plan_as_json_and_the_same_again() -> None:
    asked = ("--job", NURSE, "--minutes", "30", "--stage", "technical", "--json")
    first, second, other = plan(*asked), plan(*asked), plan(*asked, "--seed", "9")
    assert first.exit_code == 0, first.output
    assert first.output == second.output != other.output
    facts = json.loads(first.output)
    assert (facts["minutes"], facts["stage"], facts["seniority"]) == (30, "technical", "junior")
    assert facts["planned_minutes"] <= 30
    assert len(facts["leads"]) == 6
    assert [lead["at"] for lead in facts["leads"]] == sorted(lead["at"] for lead in facts["leads"])
    text = Path(NURSE).read_text(encoding="utf-8")
    assert all(lead["reason"] in text for lead in facts["leads"])
    assert len(facts["focus"]) == 14


def test_a_plan_to_be_read() -> None:
    result = plan("--job", NURSE, "--minutes", "60", "--stage", "design", "--seniority", "senior")
    assert result.exit_code == 0
    assert "60 minutes, design, senior level" in result.output
    assert "Your own questions" in result.output
    assert "{" not in result.output


def test_without_a_job_and_with_a_resume(tmp_path: Path) -> None:
    resume = tmp_path / "resume.txt"
    resume.write_text("Ana Ito\nBaker", encoding="utf-8")
    assert plan("--title", "Baker", "--resume", str(resume), "--minutes", "10").exit_code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe\x00\x01", "is not a text in UTF-8"), (b"x" * 500_000, "is larger than")],
)
def test_a_file_that_is_no_text_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "job.txt"
    path.write_bytes(content)
    result = plan("--job", str(path))
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("wrong", [("--minutes", "7"), ("--stage", "lunch"), ("--job", "/nowhere")])
def test_what_is_not_offered_is_refused(wrong: tuple[str, str]) -> None:
    assert plan(*wrong).exit_code == 2
