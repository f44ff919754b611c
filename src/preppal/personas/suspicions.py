"""What in a persona's text is worth a caution, as patterns. Pure: text in, the words found out.

Orders count only where a clause begins or after "you must": a story about an ignored instruction is
no order. Protected matters count only where somebody is asked, or chosen, by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from preppal.foundation.giveaways import any_of

_CLAUSE = (
    r"(?:^|[.!?;:,\n(\"“”—–-]\s*|\b(?:please|kindly|now|then|also|always|simply|just|and)\s+"
    r"|\byou (?:must|should|will|can|may|shall|are to|have to|need to|always|also)\s+)"
)
_CANDIDATES = r"(?:everyone|everybody|anyone|anybody|them|all of them|(?:all|every|each|the|any|this) (?:candidates?|applicants?|person|people))"
_TOP = (
    r"(?:(?:full|top|maximum|highest|perfect|best|extra|bonus|good|high|low|lowest) (?:scores?|marks?|points?|grades?|ratings?|stars)"
    r"|(?:a|an|straight|only|all) (?:fives?|tens?|[5A]s?)\b|five out of five|ten out of ten|[1-5] ?/ ?5|10 ?/ ?10|strong yes|strong hire|100 ?%)"
)


# What an order begins with, where a clause begins.
_ORDERED = (
    # set the rules aside
    r"(?:ignore|disregard|forget|override|bypass|suspend|skip|leave out|set aside|pay no attention to|stop following|throw away|drop"
    r"|(?:do not|don['’]t|never|no longer) (?:follow|obey|apply|keep to|use|mind))\s+(?:[\w'’-]+\s+){0,4}?"
    r"(?:instructions?|rules?|rulebook|prompts?|guidelines?|directives?|constraints?|restrictions?|rubrics?|(?:time )?limits?|assessment"
    r"|scoring|guardrails?|plan|planned questions|questions you (?:were|are) given|(?:everything|anything) (?:above|before)|what you were told)\b",
    # what is scored
    rf"(?:give|award|grant|put|write|report)\s+{_CANDIDATES}[^.\n]{{0,40}}?{_TOP}",
    rf"(?:give|award|grant|report|write)\s+(?:an?\s+)?{_TOP}",
    rf"(?:rate|score|mark|grade|judge)\s+(?:{_CANDIDATES}|every answer|all answers|answers|me)\b[^.\n]{{0,40}}?"
    rf"(?:{_TOP}|\b(?:highly|generously|leniently|harshly|up|down|five|ten|5|10)\b|\bas (?:a )?(?:strong|pass|fail|yes|no)\b)",
    rf"(?:recommend|pass|hire|reject|fail)\s+{_CANDIDATES}\b",
    r"(?:score|rate|mark|grade)\s+(?:very |always )?(?:highly|high|low|generously|leniently|harshly|up|down)\b",
    r"(?:write|put|note|say|claim|make sure)\b[^.\n]{0,30}?\b(?:in )?the (?:report|feedback|assessment)\b[^.\n]{0,30}?\b(?:that|says|reads|yes|hire)\b",
    r"pretend (?:that )?(?:the candidate|they|everyone|everybody|every answer)\b",
    # how long it takes
    r"(?:extend|lengthen|prolong)\s+(?:the|this|every) (?:interview|session|conversation|time limit)\b",
    r"(?:run|go on|keep going|talk) for (?:\w+ )?(?:minutes|hours|as long as)\b[^.\n]{0,20}?\binstead\b",
    # what is not the candidate's to see
    r"(?:reveal|show|print|repeat|output|recite|leak|read out|tell|share)\s+(?:them |me |the candidate |us )?"
    r"(?:the (?:text|wording|words) of )?(?:your|the|its|their)\s+(?:[\w'’-]+\s+){0,2}?"
    r"(?:prompts?|instructions|rubric|anchors|scores|scoring|model answers?)\b",
)

ORDERS = any_of(
    _CLAUSE + "(?:" + "|".join(_ORDERED) + ")",
    r"\byou(?: are|['’]re) (?:now |no longer )(?:an? |the |in )?(?:ai\b|assistant|language model|chatbot|bound|unrestricted"
    r"|jailbroken|developer|interviewer|free (?:of|from)|above the rules)",
    r"\byou have no (?:rules|restrictions|limits|guidelines)\b|\bno rules apply\b|\bnothing is (?:forbidden|off[- ]limits)\b",
    r"\b(?:developer|god|admin|debug|jailbreak|unrestricted) mode\b|\bjailbreak\b|\bdo anything now\b",
    r"\bwithout (?:any )?(?:restrictions|guardrails|content filters?)\b",
    r"\b(?:rubric|scoring|clock|timer|time limit|(?:your|the) (?:rules|instructions|plan)) (?:does|do|did) ?(?:not|n['’]t) (?:apply|count|matter|hold)\b",
    # what is scored
    r"\balways (?:say|vote|answer|end with|report)\s+(?:an? )?(?:strong )?(?:yes|hire|pass|no)\b",
    r"\b(?:everyone|everybody|anyone|anybody|whoever)\b[^.\n]{0,40}?\b(?:passes|pass|is hired)\s*(?:[.!,;]|$)",
    rf"\b(?:everyone|everybody|anyone|anybody|whoever|nobody|(?:all|every|each) (?:candidates?|answers?))\b[^.\n]{{0,40}}?"
    rf"\b(?:gets?|receives?|deserves?|earns?)\s+(?:(?:at least|less than|no less than|more than) )?"
    rf"(?:{_TOP}|an? (?:four|three|two|one)\b|the (?:maximum|highest|top)\b)",
    r"\b(?:five|5|ten|10|full) (?:stars|points|marks) (?:to|for) (?:everyone|everybody|all|any)\b",
    # what is charged
    r"\b(?:free|unlimited|bonus) (?:interview )?credits?\b",
    r"\b(?:do not|don['’]t|never|without) (?:charg\w+|count\w*|deduct\w*|spend\w*|tak\w+|us\w+)\b[^.\n]{0,30}\b(?:credits?|(?:their|the|my) balance)\b",
    r"\b(?:interviews?|sessions?|practice)\b[^.\n]{0,25}?\b(?:costs? nothing|(?:is|are) free(?: of charge)?)\b",
    # how long it takes
    r"\b(?:do not|don['’]t|never) (?:end|stop|close|finish) (?:the|this) (?:interview|session)\b",
    r"\b(?:freeze|reset|stop) the interview['’]?s? (?:clock|timer)\b|\bthere is no time limit\b",
    # the shape of a message to a model
    r"(?:^|[.!?]\s)\W*(?:system|developer|assistant)(?: (?:prompt|message|override|instructions?)){0,2}\s*:",
    r"\b(?:new|updated|real|actual|secret) (?:instructions?|system prompt)\s*:",
    r"<\|[^|\n]*\|>|\[/?(?:INST|SYSTEM)\]|</?(?:system|instructions?|prompt|interviewer|persona)>",
    r"^#+\s*(?:system|instructions?)\b|\b(?-i:BEGIN|END) (?-i:INTERVIEWER)\b",
    # the same in other languages
    r"\b(?:ignora|olvida|omite|desobedece|s[aá]ltate|no sigas|haz caso omiso de)\b[^.\n]{0,40}\b(?:instrucciones|reglas|normas"
    r"|indicaciones|r[uú]brica|l[ií]mites?)\b",
    r"\b(?:da|dale|dales|pon|ponle|ponles|punt[uú]a|otorga)\b[^.\n]{0,40}(?:cinco sobre cinco|nota m[aá]xima|m[aá]xima puntuaci[oó]n"
    r"|mejor nota|5/5|10/10)|\bcr[eé]ditos? (?:gratis|ilimitados?)\b",
    r"(?:忽略|无视|忘记|忘掉|绕过|不要遵守|覆盖)[^。\n]{0,12}?(?:指令|规则|提示词?|评分标准|限制)",
    r"(?:给|打)[^。\n]{0,12}?(?:满分|最高分)|(?:免费|无限)的?(?:积分|点数|额度)|系统提示词?\s*[:：]",
    r"\b(?:ignorez?|oubliez?|contournez?)\s+(?:toutes?|tous|les|ces|vos|tes|aux?)\b[^.\n]{0,40}?"
    r"\b(?:instructions|r[eè]gles|consignes|limites)\b",
    r"\b(?:ignorier\w*|vergiss|vergessen sie|umgehe\w*)\b[^.\n]{0,40}\b(?:anweisungen|regeln|vorgaben|grenzen)\b",
)

_PROTECTED = any_of(
    # age
    r"\bhow old (?:are|is|were) (?:you|they|(?:the |each |every )?(?:candidates?|applicants?|people|person|somebody|he|she))\b",
    r"\bhow old (?:you|they|he|she|somebody|people|(?:the|each|every) (?:candidate|applicant|person)) (?:is|are|may be)\b",
    r"\b(?:your|their|his|her|somebody['’]s|(?:the |a )?candidate['’]?s['’]?) (?:real |exact |own )?age\b",
    r"\b(?:date|year) of birth\b|\b(?:your|their) birthday\b|\b(?:when|where) (?:you|they) were born\b|\bwere you born\b",
    r"\b(?:you|they) (?:plan|intend|want|hope) to retire\b|\b(?:if|whether) (?:you|they) (?:drink|smoke|live alone|go to church)\b",
    r"\b(?:candidates?|people|applicants?|anyone|anybody|women|men) (?:who are )?(?:over|under|above|below|older than|younger than)"
    r" (?:\d\d|twenty|thirty|forty|fifty|sixty)(?:-\w+)?\b(?! (?:minutes|seconds|kilos|per ?cent|%))",
    # family
    r"\b(?:are|is|were|get(?:ting)?) (?:you |they |he |she |the candidate |somebody )?(?:married|divorced|engaged to be married|pregnant)\b",
    r"\bmarital status\b|\b(?:your|their|his|her) (?:husbands?|wife|wives|spouses?|marriage|pregnanc\w+|family plans?|childcare|child ?care|family situation)\b",
    r"\b(?:plan|plans|planning|want|wants|intend|intends|hope|hopes)\s+(?:to have|to start|on having|for|on)\s+(?:\w+ )?(?:children|kids|a family|a baby|babies)\b",
    r"\b(?:is|was) (?:there )?an? (?:husband|wife|spouse)\b|\bplanning (?:a baby|children|a family)\b|\b(?:your|their) parents (?:were born|come from)\b",
    r"\bhow many (?:kids|children) (?:you|they)\b|\bwho (?:you|they) live with\b",
    r"\b(?:have|has|having|got)\s+(?:any |small |young )?(?:kids|children)\b|\bmothers? of (?:small|young) children\b",
    # belief, origin, health, orientation, politics, pay
    r"\b(?:your|their|his|her|which|what|whose) (?:religio\w+|faith|beliefs?|church|mosque|synagogue)\b|\bhow religious\b|\breligious (?:beliefs?|holidays?)\b|\b(?:you|they) pray\b",
    r"\bwhere (?:are )?(?:you|they|the candidate)(?:['’]re| are)? (?:really|originally) (?:come )?from\b|\bcome from originally\b",
    r"\b(?:your|their|his|her|which|what) (?:ethnic\w*(?: \w+)?|race|skin colou?r|nationalit\w+|citizenship|country of origin|mother tongue|native language|first language|accent)\b",
    r"\bnative speakers?\b|\bforeigners\b|\bimmigrants\b",
    r"\b(?:your|their|his|her|any) (?:disabilit\w+|medical (?:history|conditions?)|health (?:conditions?|problems?)|mental health|illness(?:es)?|medication)\b|\bsick days\b|\b(?:if|whether) (?:you|they) (?:are|feel|have been) (?:healthy|ill|well)\b|\b(?:are|is) (?:you |they |somebody )?disabled\b",
    r"\b(?:your|their|his|her) (?:sexual\w*(?: \w+)?|orientation|gender(?: identity)?)\b|\b(?:are|is) (?:you |they |somebody )?(?:gay|straight|transgender)\b",
    r"\b(?:your|their|his|her|which|what) (?:politic\w*(?: \w+)?|party)\b|\b(?:you|they) vote(?:d)? for\b|\bunion members?(?:hip)?\b",
    r"\b(?:previous|current|last|present|old) (?:salary|salaries|pay|wages?)\b|\bsalary history\b|\bwhat (?:you|they) (?:earn|earned|are paid)\b",
    r"\b(?:prefers?|favou?rs?|rejects?|refuses?|excludes?|(?:only|never) (?:takes?|hires?|wants?))\s+(?:young|old|single|married|pregnant|foreign|disabled|religious|male|female)(?:er)? (?:\w+ )?(?:people|candidates?|applicants?|men|women|staff)\b",
    r"\b(?:attractive|good-looking|pretty) (?:women|men|people|candidates?)\b|\bhow attractive\b|\bhow (?:you|they) look\b"
    r"|\bcriminal record\b|\b(?:been|were|was) (?:ever )?(?:arrested|convicted|in prison)\b|\bever (?:been )?arrested\b",
)
_ASKING = any_of(
    r"\b(?:ask(?:s|ing)?|find(?:s|ing)? out|(?:want|like|need|love)s? to know|check(?:s|ing)?(?! in)|enquire\w*|inquire\w*|bring(?:s|ing)? up"
    r"|comment(?:s|ing)? on|guess(?:es)?|prefer\w*|reject\w*|refus\w+|exclud\w+|turn(?:s|ing)? (?:down|away)|favou?r(?:s|ing)?"
    r"|(?:only|never|not) (?:take|hire|accept|see|want)\w*|hir(?:e|es|ing)|curious about|interested in|tell (?:me|you)|need not apply"
    r"|have no use for|hold (?:it )?against|mark(?:s|ing)? down|say(?:s|ing)? something about|talk(?:s|ing)? about|suspicious of)\b",
    r"\b(?:are|do|have|will|were|did|would|is|does|what|which|where|when|how|who)\b[^.?\n]*\?",
)
_REFUSING = any_of(
    r"\b(?:never|not|don['’]t|doesn['’]t|won['’]t|nobody|cannot|can['’]t|must not|without)\b[^.\n]{0,24}\b(?:ask|bring|comment|check|mention|talk|enquire)",
    r"\b(?:leave|keep)s?\b[^.\n]{0,50}\b(?:alone|aside|out of it|to themselves)\b|\boff[- ]limits\b|\bnone of (?:my|our|your|anybody['’]s) business\b",
    r"\bwhatever (?:your|their)\b|\bregardless of\b",
)
_PROTECTED_ELSEWHERE = any_of(
    r"\b(?:pregunta\w*|averigua\w*|interesa\w*|prefiere\w*|rechaza\w*)\b[^.\n]{0,60}\b(?:edad|casad[oa]s?|hijos|embaraz\w+|religi[oó]n|nacionalidad|salario anterior|discapacidad|orientaci[oó]n)\b",
    r"(?:问|询问|打听|了解|拒绝|不要)[^。\n]{0,12}?(?:年龄|多大|婚姻|结婚|怀孕|生孩子|孩子几个|宗教|信仰|籍贯|民族|国籍|残疾|性取向|以前的工资|上一份工资)",
    r"\b(?:frag\w*|bevorzug\w*)\b[^.\n]{0,60}\b(?:alter|verheiratet|kinder(?:wunsch)?|schwanger\w*|religion|staatsangehörigkeit|behinderung)\b",
    r"\b(?:demand\w*|préfér\w*)\b[^.\n]{0,60}\b(?:âge|mari[ée]e?s?|enfants|enceinte|religion|nationalité|handicap)\b",
)
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]*")


def protected(text: str) -> Iterator[tuple[int, int]]:
    """Where somebody is asked about, or chosen by, what is nobody's business."""
    for sentence in _SENTENCE.finditer(text):
        said = sentence.group(0)
        if _ASKING.search(said) and not _REFUSING.search(said):
            for hit in _PROTECTED.finditer(said):
                yield sentence.start() + hit.start(), sentence.start() + hit.end()
    for hit in _PROTECTED_ELSEWHERE.finditer(text):
        yield hit.span()
