"""English verbs as an interview uses them: what counts as doing something, and what does not."""

from __future__ import annotations

from preppal.assessment.sentences import word_set

# Past forms that do not end in -ed.
IRREGULAR_PAST = word_set(
    "was were had did went got made took gave came saw knew thought found told said asked left felt kept"
    " began began brought bought built burnt caught chose cut dealt drew drank drove ate fell fought flew"
    " forgot froze grew heard held hit hurt laid led lent let lit lost meant met paid put quit read rang ran"
    " rose sold sent set shook shot showed shut sang sat slept spoke spent split spread stood stole stuck"
    " struck swore swept swam taught tore threw understood woke wore won wrote wound became bent bit blew"
    " broke dug fed fled hid hung leant learnt lay overcame redid rebuilt rewrote reset undid withdrew"
    " stepped proved sank shrank sought slid spun sprang stung strove overheard oversaw foresaw rethought"
)
# The same in the past as in the present: alone they prove no past, and "I'd put" is a wish.
SAME_IN_PAST = word_set("put cut set let hit read shut split quit hurt cost spread run come become")
# Participles that follow "have" and differ from the past form.
IRREGULAR_PARTICIPLES = word_set(
    "been done gone taken given come seen known written spoken driven chosen begun broken drawn eaten"
    " fallen flown forgotten frozen grown hidden ridden risen shaken shown stolen sung sunk sworn swum"
    " thrown torn woken worn become bitten blown overcome run rung withdrawn redone rewritten"
)
# End in -ed without being a past form.
NOT_PAST = word_set(
    "need speed feed seed indeed hundred bed red shed weed breed proceed exceed succeed wed sacred naked"
    " wicked aged embed greed led-light kindred hatred bleed deed reed creed steed"
)
# Being, feeling, wanting, perceiving: true, but nobody did anything.
WEAK_PAST = word_set(
    "was were had did got felt tried worked used wanted knew thought liked loved needed believed hoped"
    " learned learnt realised realized helped supported handled dealt managed participated contributed"
    " improved became saw heard found noticed lived joined studied understood remembered enjoyed said"
    " came went stayed started began stood seemed wished expected wondered grew communicated collaborated"
    " focused focussed strived strove motivated inspired interacted cooperated exceeded excelled ensured"
    " looked succeeded meant been gone come become grown seen known graduated finished worried struggled"
    " happened forgot lost cared trusted respected decided preferred concentrated dedicated"
    " demonstrated embraced leveraged facilitated spearheaded fostered championed utilised utilized"
    " applied experienced faced encountered received completed attended blamed suspected assumed missed"
)
# Weak alone, an act with the words that may follow: "went through", "stayed an hour", "found out".
WEAK_BUT = {
    "went": word_set("through to over back round around there and with door into"),
    "looked": word_set("up at into through why for whether"),
    "found": word_set("out a an the two three another"),
    "stayed": word_set("an until late on with behind two three"),
    "decided": word_set("to that against on not"),
    "started": word_set("to a an with the by writing keeping calling"),
    "began": word_set("to a an with the by"),
    "handled": word_set("the all every each"),
    "finished": word_set("the my a it"),
    "completed": word_set("the my a"),
    "worked": word_set("out through nights"),
    "came": word_set("in early back"),
    "stood": word_set("there at by up beside next"),
    "used": word_set("a an the my two"),
    "helped": word_set("her him them the a"),
    "applied": word_set("a the for"),
    "forgot": frozenset(),
}
# Others who talk or look have not brought anything about.
TALKING = word_set(
    "asked said told wanted looked thought knew felt seemed meant saw heard wondered believed hoped"
    " explained mentioned called needed liked loved had"
)

# Between "I" and its verb.
BETWEEN = word_set(
    "then also just first immediately quickly finally even actually really only alone myself personally"
    " still later simply did have had already started decided managed ended up to and never"
    " always usually carefully slowly basically honestly right straight away at once next now eventually"
    " first instead therefore once been not didn't consciously deliberately literally gently politely"
    " quietly secretly soon again often sometimes mostly both able i i've"
)
# Cancels an act when it stands between "I" and the verb.
NEGATING = word_set(
    "not didn't never haven't hadn't wasn't couldn't always usually often sometimes"
)
REFUSALS = word_set("hand go let give take leave sign send sell ship use touch move change")

# For "what would you do": a step that names nothing anyone could do.
WEAK_BASE = word_set(
    "be like love want try need have make handle stay think hope feel know believe prefer do say call"
    " appreciate describe consider see deal manage communicate act remain strive enjoy focus adapt"
    " probably definitely work look find get give imagine guess mean depend recommend understand add"
    " always usually never really also approach ensure satisfy succeed solve resolve improve help keep"
    " support lead inspire motivate grow bring learn exceed perform"
)
WEAK_BASE_BUT = {
    "find": word_set("out"),
    "look": word_set("at up which into for whether"),
    "get": word_set("the a two my someone somebody all"),
    "give": word_set("them him her the each everyone everybody every my two"),
    "bring": word_set("the a them my in"),
    "make": word_set("a the an two my one"),
    "keep": word_set("a the them two one my"),
    "call": word_set("the my a them him her two in"),
    "work": word_set("in the out through"),
    "see": word_set("which who what whether"),
    "try": word_set("the one two it"),
    "add": word_set("a the one two"),
    "say": word_set("that to so what"),
    "do": word_set("the a one two first"),
    "help": word_set("them him her the"),
    "solve": frozenset(),
}
# Told in the present by speakers who narrate so ("I call the control and they say no").
PRESENT_ACTS = word_set(
    "call ask go take check write tell put open move send show build fix change stop bring explain give"
    " clean test look speak run find start make sit stand drive carry cut read count measure phone ring"
    " order pack load sort print draw paint repair propose offer invite show turn switch close lock"
)


def is_past(word: str) -> bool:
    """Whether the word looks like a past form."""
    return word in IRREGULAR_PAST or (
        len(word) > 3 and word.endswith("ed") and word not in NOT_PAST
    )


def is_participle(word: str) -> bool:
    """Whether the word can follow "have" ("I have called", "I've written")."""
    return is_past(word) or word in IRREGULAR_PARTICIPLES
