"""Words that an interviewer's line must not hold, where a model wrote it (INTERVIEWING §5, LLM mode).

Wider than `unfit`: a line refused here costs nothing, for the built-in one is spoken instead.
"""

import re

NO_PERSON = re.compile(
    r"\b(?:as|I am|I'm) an? (?:AI|language model|assistant|chatbot)\b|\blanguage model\b"
    r"|\bI (?:can't|cannot|can not|won't|am unable to|'m unable to|am not able to) (?:help|assist|comply|do that|provide|answer|continue|discuss)"
    r"|\bI'?m sorry,? (?:but )?I (?:can't|cannot)\b|\bagainst my (?:guidelines|policy)\b|\bSTAR (?:method|format)\b"
    r"|\bmy (?:rules|instructions|guidelines|prompt|phrasings?)\b|\bphrasings?\b"
    r"|\bI(?: was|'m| am|'ve been| have been) (?:told|instructed|programmed|supposed|not allowed) to\b",
    re.I,
)
JUDGES = re.compile(
    r"\b(?:great|good|excellent|perfect|fantastic|amazing|wonderful|brilliant|impressive|strong|weak|poor|wrong"
    r"|correct|right|nice|solid|outstanding) (?:answer|example|job|work|point|story|response|choice|approach|start)\b"
    r"|\b(?:well done|impressive|excellent|fantastic|brilliant|awesome|outstanding|you passed|you failed|you're hired)\b"
    r"|\b(?:score|rating|rubric|anchor|competency|assessment criteria|points? out of)\b",
    re.I,
)
PRAISE = (
    r"(?:great|good|perfect|lovely|nice|bravo|kudos|wow|superb|splendid|beautiful|terrific|fabulous|marvell?ous|remarkable|clever"
    r"|smart|wise|impressive|admirable|convincing|commendable|thorough|textbook|wonderful)"
)
# Praise, blame, lessons and promises in the words that courtesy has no use for.
WEIGHS = re.compile(
    rf"(?:^|[.!?,;:—–-]\s+)(?:(?:oh|ah|okay|ok|right|well|yes|and),? )?(?:(?:that|it|this)(?:'s|’s| is| was| sounds| sounded) |what an? |how |sounds )?"
    rf"(?:(?:not|a|an|very|really|quite|so|such|truly|just|rather|like) )*{PRAISE}\b(?! (?:day|morning|afternoon|evening)\b)"
    rf"|\b{PRAISE} (?:move|thinking|call|instinct|catch|stuff|structure|effort|initiative|leadership|success|way to)\b"
    r"|\b(?:nicely|beautifully|cleverly|brilliantly|perfectly|badly|poorly|well) (?:done|handled|put|said|explained|managed|played|answered|spotted|told|thought)\b"
    r"|\byou (?:did|handled|managed|solved|put|told|explained|answered)(?: \w+){0,3} (?:well|brilliantly|nicely|perfectly|beautifully|badly|poorly)\b"
    r"|\bI(?:'m|’m| am) (?:\w+ )?(?:impressed|delighted|amazed|disappointed|(?:not |un)convinced|proud)\b"
    r"|\bI (?:really |do )?(?:love|loved|like|liked|admire|dislike) (?:that|how|the way|your|it|this|what)\b"
    r"|\b(?:nailed it|on point|spot on|exactly (?:right|what (?:we|I))|congrat\w*|hats off|a success\b|(?:not (?:very )?|un)convinc\w+)"
    r"|\byou (?:should|ought to|could have|should've|must)\b|(?<!do )(?<!did )\byou need to\b|\bnext time,? (?:try|give|use|be|start|say|mention|you)\b"
    r"|\ba (?:better|stronger|fuller|good|great|complete) (?:answer|reply|response|example|story)\b|\bmy advice\b|\bI(?:'d|’d| would) (?:advise|suggest|recommend)\b"
    r"|\byou(?:'ll|’ll| will)? (?:get|got|have) the (?:job|role|post)\b|\b(?:to|will|would) hire you\b|\byou(?:'re|’re| are) (?:hired|through to|a \w+ (?:fit|match|candidate))\b"
    r"|\b(?:stupid|idiot\w*|moron\w*|dumb|liars?|lying|(?:don't|don’t|do not) believe you|nonsense|ridiculous|pathetic|lazy)\b",
    re.I,
)
LINK = re.compile(
    r"\b[\w-]+\.(?:com|org|net|io|co|ai|app|dev|uk|de|eu|info|biz|me|ly)\b|\bdot com\b", re.I
)
PRIVATE = re.compile(
    r"\b(?:gay|lesbian|trans(?:gender)?|queer|boyfriend|girlfriend|fianc[eé]e?|divorc\w*|are you single|(?:have a|your) partner|partner at home"
    r"|veteran|do you (?:drink|smoke|use drugs)|temple|synagogue|your faith|god|muslim|jew(?:ish)?|christian|hindu|immigra\w*"
    r"|your (?:mother|father|parents)|mother tongue|where (?:are|were|do) you (?:really |originally )?(?:come )?from|graduate from|when did you (?:graduate|(?:leave|finish) school)"
    r"|depress\w*|your (?:own )?(?:anxiety|cancer|therapist|medication|diagnosis|treatment)|as a (?:woman|man|mother|father)|you (?:make|made) (?:there|a (?:month|year))|how much (?:did|do|were|are) you (?:make|earn|get|paid)"
    r"|how old|your age|birth(?:day| date)?|born|married|marriage|husband|wife|spouse|children|kids|pregnan\w*"
    r"|family|health|disab\w*|illness|disease|religio\w*|church|mosque|pray\w*|politic\w*|nationalit\w*|citizen\w*"
    r"|ethnic\w*|race|accent|native (?:speaker|language)|gender|sexual\w*|salary|earn|pay|paid|criminal|arrest\w*"
    r"|union member\w*)\b",
    re.I,
)
ENDS = re.compile(
    r"\b(?:that(?: is|'s|’s) all|we(?: are|'re|’re) (?:done|finished)|(?:let's|let’s|let us) (?:move on|go on|finish|stop)"
    r"|(?:my )?next question)\b",
    re.I,
)
