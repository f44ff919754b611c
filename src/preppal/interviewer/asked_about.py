"""Which competency a question asks for, told from its words: for interviews that no plan of ours led.

English cues only. Where none is heard, the kind of the question decides.
"""

import re
from collections.abc import Mapping

from preppal.interviewer.questions import COMPETENCIES, load_bank

# Phrases of questions, by what they ask to hear of. A phrase counts by how much it says.
_PHRASES: Mapping[str, str] = {
    "motivation_fit": r"^why (?!(?:does|do|can|should|is|are|was|were|must|did) (?!you))|made you choose|gladly|would you (?:like|want) to work|why (?:do|did|would|are|this|that|us|our|the|a|an|here|leave|move|join|sell|you\b)|want to (?:work|join|be)"
    r"|(?:attract|draw|drew|interest|appeal|motivat|excit)\w* (?:you|me)?|where do you see yourself|(?:looking|hoping) for in"
    r"|in (?:three|five|ten) years|why would you (?:stay|leave|want|give up)|drawn to|passion\w*|bad day",
    "conflict_handling": r"did not keep to|made your work hard|blocking|in capitals"
    r"|could not accept|get out\b|insists?|wants his own|both say|disagree\w*|conflict\w*|argument\w*|difficult (?:colleague|cowork\w+|boss|manager|person|stakeholder|team)\w*"
    r"|clash\w*|dispute\w*|push(?:ed|ing)? back|not speaking|threatens?|say no to|said no to|claim for extra|(?:persuad|negotiat)\w+"
    r"|says that you\w*|angry|will not (?:sign|pay|listen)|rude|opposite (?:aims|views)",
    "integrity_judgement": r"(?:nobody|no one) (?:else )?has seen|notice that (?:a|an|your) \w* ?colleague|look better|wrong information|broke or damaged|exempt from|above the limit|outside the tolerance|smells of|has not worked|break off|kept quiet|your colleague\b"
    r"|asks? you to|admit\w*|pushed to|right step|at risk|without a prescription|password|spoil\w*|tick |mistake\w*|errors? (?:that|nobody|in)|ethic\w*|integrity|honest\w*|(?:cut|cutting) (?:a )?corners?|confidential\w*"
    r"|against (?:the )?(?:rules?|policy)|backdate|refus\w+|(?:not|n't) (?:think|feel) (?:was |it was |is |it is )?right|you still think was right"
    r"|bridge a safety|steal\w*|slips? |under pressure to|should not go out|stopped something|hold back|report(?:ed)? (?:an|a|it|your)"
    r"|pretend|lied?\b|lying|wrongdoing|unsafe|safety (?:rule|switch)|whistle\w*|dilemma|decided not to (?:run|publish|send)",
    "leadership": r"took the lead|lead (?:volunteers|staff)|train(?:ed|ing)? (?:somebody|someone|a|an|new)|got better|not up to the job|(?:someone|somebody) in your team"
    r"|people (?:follow|did|care)|got them through|became \w* ?better|getting a team|(?:was|were) failing|kept a (?:shift|team)|had no authority|your help|\bled\b|\blead(?:ing)? (?:a|the|people|others|your|through)|leader\w*|mentor\w*|coach\w*|manag(?:e|ed|ing) (?:a team|people|others)|delegat\w+"
    r"|motivat\w+ (?:a|your|others|people)|unpopular decision|(?:new|weak|junior|struggling) (?:colleague|member|employee|starter|person)"
    r"|help(?:ed|ing) (?:a|your) \w*\s?(?:colleague|member|junior|apprentice)|people around you|follow(?:ed)? your|find their feet|get(?:ting)? better at",
    "learning_adaptability": r"did not work\b|do differently|still think about"
    r"|change a habit|fell flat|what did you change|lesson\w*|took from|get used to|\blearn(?:ed|t|ing)?\b|feedback|criticism|adapt\w*|new (?:technology|tool|skill|field|system|method)|failure|failed|weakness\w*"
    r"|what (?:you took|did you take) from|changed? (?:your mind|how you|because)|ambigu\w+|from scratch|(?:improve|develop) yourself|ground shift\w*|quickly to",
    "communication": r"calm\w* \w+ down|difficult conversation|getting people to|hand(?:ing)? over|what do you tell|not understand what"
    r"|expla(?:in|ined|ining)\b|present(?:ed|ing|ation)?\b|communicat\w+|non-technical|lay(?:man|person)|your (?:voice|words)|find\w* it hard to follow"
    r"|did not want to hear|does not understand|what do you say|message|listen\w*|convey|bad news|in plain words|how would you handle the talk|audience|in writing",
    "collaboration": r"your part in|they said no|different ideas"
    r"|need(?:ed)? a department|no time for you|did not trust (?:maintenance|you)|team ?work|team player|collaborat\w+|work(?:ed|ing)? (?:with|together)|(?:another|other) (?:team|department|trade|discipline|professional)s?"
    r"|together|cross-functional|colleague from|without a colleague|group (?:task|project)|as part of a team|across (?:teams|departments)|depend(?:ed)? on (?:others|another)|authority",
    "customer_focus": r"citizen\w*|really needed|use your design|advise (?:him|her|them)|customer\w*|client\w*|patient\w*|guest\w*|user\w*|caller\w*|pupil\w*|parents?\b|relatives|resident\w*|owner\b|shopper\w*|tenant\w*|complain\w*|real (?:need|problem)|came for",
    "planning": r"out of it|at the same time|prepare for|shorten|weeks? to (?:move|build|finish|prepare)|appointments|first (?:half-)?year|have to be done|does not come|cut the budget|you are alone with|whom do you tell|first on the scene|open tickets"
    r"|more cases than|stop doing|overbooked|with \w+ people instead|all (?:arrive|come|call)|only \w+ \w+ breaks|how do you plan|priorit\w+|deadlines?|plan(?:ned|ning|s)?\b|schedul\w+|juggl\w*|organi[sz]e (?:your|a)|several (?:things|projects|tasks)|workload|(?:time|resources) (?:for|left)"
    r"|at once|(?:short|under) ?(?:of )?staff\w*|missing and|colleagues (?:are )?(?:ill|missing|off)|one (?:week|weekend|day) (?:instead|a)|first month|what (?:comes|goes) first|inherit|behind (?:on|schedule)"
    r"|divide|threatened to go wrong|surprise you|how do you decide what",
    "problem_solving": r"(?:not|n't) add up|bottom of it|could not explain|you had to find|not what you had been told"
    r"|found the reason|(?:not|n't) trust|not make sense|loses its|kept going wrong|makes? no sense|problem\w*|root cause|cause\w*|troubleshoot\w*|debug\w*|investigat\w+|diagnos\w+|find out why|found out why|figure out|went wrong|wrong (?:place|explanation)"
    r"|turned out to be wrong|pinned? (?:it )?down|took you (?:a )?(?:long|several)|strangest|defect|fault\w*|bug\b|challeng\w+|incident|outage|get to the bottom|analy[sz]\w+|suddenly",
    "ownership": r"nobody's job|nobody dealt with|got used to|not your (?:task|job)|lands on your desk"
    r"|\bown(?:ed|ership)?\b|responsib\w+|nobody (?:had )?(?:asked|else|felt)|(?:no one|nobody) (?:had )?asked|initiative|start to finish|end to end|take care of|picked up|took charge"
    r"|beyond (?:your|what)|without being (?:asked|told)|not yours|carried through|saw (?:it )?through|more than (?:you|repair|what)|accountab\w+|self-starter|although nobody",
    "execution_results": r"changed what people|made a difference|moved a number|shorter|how do you know (?:that )?it|target\w*|achieve\w*|accomplish\w*|proud\w*|result\w*|deliver\w*|goal\w*|quota|kpi|metric\w*|measurabl\w+|faster|improv(?:ed|ement)\w*|increase\w*|reduc\w+|finish\w*|success\w*|impact|saved",
    "design_tradeoffs": r"how would you decide|what do you offer"
    r"|how would you (?:build|set (?:it|that|this) up|decide)|set (?:it|that) up|wants to (?:close|spend|stop|buy)|could buy|think through|may open|design\w*|architect\w*|trade-?offs?|options?|choice between|approach(?:es)?|would you (?:build|set up|change|propose|add|do with|go about|organi[sz]e|structure)"
    r"|decided? (?:not to|between)|weigh\w*|strateg\w+|scal(?:e|able)|alternatives?|versus|\bvs\b|choose between|pros and cons|wants? (?:you )?to stop|how would you (?:go about|change)",
    "domain_depth": r"how (?:does|do|is|are|can) (?:a|an|the|you (?:secure|cool|prune|judge|recogni[sz]e|measure|test|check|tell|make sure))?|what (?:is|are|does|goes wrong|causes|happens)"
    r"|difference between|why (?:does|can|should|is|are|must)|when (?:would|do|should) you (?:use|set|prune|automate)|walk me through how|knowledge of|experience with|familiar with|technical\w*|tools?\b",
}
_PATTERNS = {
    key: re.compile(rf"(?<![\w-])(?:{words})", re.IGNORECASE) for key, words in _PHRASES.items()
}
_WEIGHTS: Mapping[str, float] = {
    "motivation_fit": 1.2,
    "integrity_judgement": 1.5,
    "conflict_handling": 1.4,
    "learning_adaptability": 1.2,
    "leadership": 1.2,
    "ownership": 1.2,
    "communication": 1.1,
    "customer_focus": 0.7,
    "domain_depth": 0.6,
    "design_tradeoffs": 0.9,
}
"""What a phrase of this competency says against one of another: a customer is in many questions."""
_BY_KIND: Mapping[str, Mapping[str, float]] = {
    "motivation": {"motivation_fit": 3.0},
    "knowledge": {"domain_depth": 2.0},
    "situational": {"motivation_fit": -1.0, "domain_depth": -0.5},
    "case": {"design_tradeoffs": 1.0, "motivation_fit": -1.0, "domain_depth": -0.5},
    "behavioural": {"motivation_fit": -1.0, "domain_depth": -1.0, "design_tradeoffs": -0.3},
}
_OTHERWISE: Mapping[str, str] = {
    "motivation": "motivation_fit",
    "knowledge": "domain_depth",
    "situational": "problem_solving",
    "case": "design_tradeoffs",
}
_SCENE = re.compile(
    r"[.!] (?:what|how) (?:do|would) you (?:do|say|respond|react|handle|advise|plan|decide|go|get|deal|offer|tell)\b.*$",
    re.IGNORECASE,
)
"""A scene, and then what one does in it."""
_WHY_YOU = re.compile(
    r"(?:^|[.!,] )why (?!(?:does|do|did|can|could|should|is|are|was|were|must|will|not)\b)",
    re.IGNORECASE,
)
"""Why somebody would want this: not why a thing is so."""
FALLBACK = "execution_results"
"""Of a question about an occasion in which no cue is heard."""


def asked_about(question: str, kind: str) -> str:
    """One of the 14 competencies. ``kind`` is the bank's. A question of our bank is known by its words."""
    plain = " ".join(question.split())
    if kind == "knowledge" and _SCENE.search(plain):
        kind = "situational"
    known = _of_the_bank().get(plain.casefold())
    if known:
        return known
    if _WHY_YOU.search(plain):
        kind = "motivation"
    leaning = _BY_KIND.get(kind, {})
    heard = {
        key: _WEIGHTS.get(key, 1.0)
        * len({match[0].lower() for match in _PATTERNS[key].finditer(plain)})
        for key in COMPETENCIES
    }
    if not any(heard.values()):
        return _OTHERWISE.get(kind, FALLBACK)
    return max(COMPETENCIES, key=lambda key: heard[key] + leaning.get(key, 0.0))


def _of_the_bank() -> dict[str, str]:
    return {
        question.text.casefold(): question.competency
        for question in load_bank().by_id.values()
        if question.competency in COMPETENCIES
    }
