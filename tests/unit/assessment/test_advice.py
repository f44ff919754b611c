"""The first thing to do next, and the words it is tied to."""

from preppal.assessment import codes, delivery_words
from preppal.assessment.advice import advise, away_from_question, without
from preppal.assessment.assess import Advice, assess
from preppal.assessment.codes import ADVICE, ADVICE_CODES, NOT_ENOUGH, NOT_ENOUGH_CODES
from preppal.assessment.findings import Reading, read_lead
from preppal.assessment.limits import LIMITS
from preppal.assessment.report import SIGNALS, Delivery
from preppal.assessment.strengths import LEAST_SCORE
from preppal.assessment.transcript import AssessedTurn, fold
from tests.unit.assessment.marked import asked, judged, lead
from tests.unit.assessment.test_assess import STORY

WE = (
    "Last autumn we had a backlog of four thousand parcels after the storm. We talked with the"
    " drivers and we agreed on extra runs. We reorganised the bays and we kept each other informed,"
    " because the phones were down. Within nine days we had cleared all four thousand parcels, and"
    " the depot was empty again by the end of that month."
)
GENERAL = (
    "I'm a very caring person and patients always tell me that. I think empathy is the most"
    " important thing in this profession. I always put the patient first and I go the extra mile"
    " every single day. My colleagues would describe me as somebody who never gives up. I make sure"
    " that everyone feels heard and respected by the whole team around them."
)


def headline(*answers: str, **about: str) -> Advice:
    found = judged(*answers, about=lead(**about)).headline
    assert found is not None
    return found


def test_a_story_of_we_asks_for_ones_own_part_at_its_words():
    found = headline(WE)
    assert found.code == "name_your_part"
    assert found.evidence is not None
    assert found.evidence.quote.startswith("We talked with the drivers")


def test_habits_ask_for_one_occasion():
    found = headline(GENERAL)
    assert found.code == "give_one_occasion"
    assert found.evidence is not None
    assert found.evidence.quote in GENERAL


def test_a_story_without_end_asks_for_it():
    cut = STORY[: STORY.index(" By noon")] + " I also rang the parents of the youngest two classes."
    assert headline(cut).code == "say_the_result"


def test_steps_that_are_not_told_are_asked_for():
    vague = (
        "I think communication is very important there. I would handle it in a professional manner"
        " and I'd try to find a good solution for everyone. It always depends on the situation. A"
        " good leader should be flexible, and should make sure that everyone is satisfied with it."
    )
    found = headline(vague, kind="situational")
    assert found.code == "say_what_you_would_do"


def test_nothing_missing_leads_to_harder_questions():
    assessment = judged(STORY + " The school has kept his number on the wall since then.")
    assert assessment.headline == Advice("take_a_harder_one")


def test_no_advice_twice_and_at_most_three_more():
    about = [lead(lead_id=str(n)) for n in range(5)]
    turns = []
    for number, text in enumerate(
        [WE, GENERAL, STORY[:180], "I fixed the lift and went home.", WE * 3]
    ):
        turns.append(
            AssessedTurn(2 * number + 1, "interviewer", "Q", 0, 1, False, "lead", str(number))
        )
        turns.append(AssessedTurn(2 * number + 2, "candidate", text, number, number + 60_000))
    assessment = assess(turns, about, spoken=True)
    every = [assessment.headline, *assessment.practise]
    assert len(assessment.practise) == 3
    assert len({advice.code for advice in every if advice}) == 4


def test_a_racing_pace_is_advice_but_never_the_headline():
    about = lead()
    turns = [
        AssessedTurn(1, "interviewer", "Q", 0, 1_000, False, "lead", about.lead_id),
        AssessedTurn(
            2, "candidate", STORY + " The school kept his number since then.", 2_000, 14_000
        ),
    ]
    assessment = assess(turns, [about], spoken=True)
    assert assessment.headline == Advice("take_a_harder_one")
    assert [advice.code for advice in assessment.practise] == ["slow_down"]


def test_every_code_has_words_that_its_params_fill():
    assert set(ADVICE) == set(ADVICE_CODES)
    assert set(NOT_ENOUGH) == set(NOT_ENOUGH_CODES)
    params = {"words": 12, "times": 1, "asked": 2, "value": 190}
    for wording in ADVICE.values():
        assert wording.headline % params
        assert wording.body % params
    assert set(codes.SIGNAL_NAMES) == set(codes.SIGNAL_MISSING) == set(SIGNALS)


def test_words_stay_plain_and_never_cheer():
    every = [
        *codes.SIGNAL_NAMES.values(),
        *codes.SIGNAL_MISSING.values(),
        *codes.STATUS_WORDS.values(),
        *codes.STATUS_SENTENCES.values(),
        LIMITS,
        *(part for w in (*ADVICE.values(), *NOT_ENOUGH.values()) for part in (w.headline, w.body)),
        *(
            part
            for w in delivery_words.DELIVERY.values()
            for part in (w.name, w.value, w.usual_range, w.below, w.above)
        ),
    ]
    for text in every:
        assert "!" not in text
        for word in ("great", "awesome", "please", "oops", "well done", "amazing", "unfortunately"):
            assert word not in text.lower()
    assert all(len(w.headline.split()) <= 12 for w in ADVICE.values())


HOLIDAY = (
    "Last summer I hired a small car in Bari and drove along the coast for nine days. I swam every"
    " morning at seven and took two hundred pictures of boats."
)


def reading(*answers: str, question: str) -> Reading:
    about = lead(question)
    turns = asked(*answers, about=about)
    folded = fold(turns, judged={about.lead_id})
    return read_lead(about, folded.answers.get(about.lead_id))


def test_a_story_of_something_else_is_away_from_the_question():
    question = "How did you bring waste down in your kitchen?"
    assert away_from_question(reading(HOLIDAY, question=question), 2.0)
    assert not away_from_question(reading(HOLIDAY, question=question), 3.4), "It earned its score."
    assert not away_from_question(reading(HOLIDAY, question=question), None)
    assert not away_from_question(reading(GENERAL, question=question), 1.5), "No story at all."
    told = HOLIDAY + " We wasted nothing."
    assert not away_from_question(reading(told, question=question), 2.0)
    pointing = "That happened in May. " + HOLIDAY
    assert not away_from_question(reading(pointing, question=question), 2.0)


def test_what_is_away_is_told_to_begin_with_the_question_and_nothing_else():
    found = reading(HOLIDAY, question="How did you bring waste down in your kitchen?")
    first, others = advise([found], Delivery(spoken=False, words=30), {found.lead.lead_id})
    assert first is not None
    assert (first.code, others) == ("answer_the_question", ())
    assert first.evidence is not None
    assert first.evidence.quote in HOLIDAY


def test_what_scored_low_is_never_sent_on_to_a_harder_question():
    plain = (
        "It is close to my flat, and that would be pleasant for me in the winter months because it is"
        " dark. It has a good name and the people there are nice, so that I would be happy in it, and"
        " my friends say so too."
    )
    about = lead("Why do you want to work here?", kind="motivation")
    found = judged(plain, about=about)
    score = found.answers[0].score
    assert score is not None
    assert found.headline is not None
    assert (found.headline.code == "take_a_harder_one") == (score >= LEAST_SCORE)


def test_whoever_told_no_steps_is_asked_for_reasons_of_their_own():
    praise = (
        "It is a great hospital with a good name. Everybody says that the people there are nice. I like"
        " people and I am a positive person. It is near my flat. The trains are late in winter. The"
        " evenings are long and dark there."
    )
    found = headline(praise, kind="motivation", question="Why do you want to work here?")
    assert found.code == "give_reasons"
    assert found.evidence is not None
    assert found.evidence.quote in praise


def test_without_an_advice_the_next_moves_up():
    one, two = Advice("answer_the_question", "a"), Advice("say_why", "b")
    assert without("answer_the_question", {"a"}, one, (two,)) == (two, ())
    assert without("answer_the_question", {"b"}, one, (two,)) == (one, (two,))
    only, rest = without("answer_the_question", {"a"}, one, ())
    assert only is not None
    assert (only.code, rest) == ("take_a_harder_one", ())
