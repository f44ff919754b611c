"""The English words that the labels look for (INTERVIEWING.md §6.2).

Patterns are matched against `Sentence.joined`: lower case, single spaces, no punctuation, no
fillers. Each list is deliberately plain so that a person can read why something was found.
"""

from __future__ import annotations

import re

from preppal.assessment.sentences import word_set


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")(?!\w)")


_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_SEASON = "(?:spring|summer|autumn|fall|winter|christmas|easter|season)"
_DAY = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_PART = "(?:morning|afternoon|evening|night|day|weekend|shift|time)"
_COUNT = (
    r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|sixty|ninety|hundred|half a|a few|few|several|some|a couple of|many)"
)
_PERIOD = "(?:minutes?|hours?|days?|weeks?|months?|years?|quarters?|semesters?|terms?)"
_ORDINAL = (
    "(?:first|second|third|fourth|last|final|previous|old|former|current|present|earlier|early)"
)
_WORKPLACE = (
    "(?:job|role|position|company|firm|team|school|university|college|year|placement|internship|"
    "apprenticeship|project|place|office|shop|restaurant|hospital|ward|employer|practice|studies|"
    "degree|thesis|training|week|month|days|career|hotel|clinic|branch|department)"
)

# When and where, as `SCENE` and `PLACED` both look for it.
_IN_A_YEAR = r"(?:in|back in|since|around|of) (?:19|20)\d\d"
_AGO = rf"{_COUNT}(?: \S+)? {_PERIOD} (?:ago|before|earlier|into)"
_AT_A_PLACE = rf"(?:in|at|during|from) (?:my|our|a|the) {_ORDINAL}(?: \S+)? {_WORKPLACE}"

# --- situation -------------------------------------------------------------------------------
SCENE = _pattern(
    rf"(?:last|this past|the previous) (?:year|month|week|quarter|{_PART}|{_SEASON}|{_MONTH}|{_DAY}|"
    r"semester|term|few)",
    rf"(?:the )?{_SEASON} before last",
    rf"(?:in|since|until|during|early|late|mid|around|end of|middle of|by|of|that|one) {_MONTH}",
    rf"(?:in|over|during|that|one|before|at) (?:the )?(?:\S+ )?{_SEASON}",
    _IN_A_YEAR,
    _AGO,
    rf"(?:on|that|one|every second|this) {_DAY}",
    rf"(?:one|on a|on one|the same|this one|the other|a certain) (?:\S+ )?(?:\S+ )?{_PART}",
    rf"that (?:same )?(?:{_PART}|{_SEASON}|year|week|month)",
    r"when (?:i|we|my \S+|the \S+) (?:was|were|had|worked|started|joined|came|took|began|studied|"
    r"did|got|led|ran|opened|moved|lived|became)",
    r"while (?:i|we) (?:was|were|worked|studied)",
    _AT_A_PLACE,
    rf"(?:in|at|during|for) (?:my|our) (?:\S+ )?{_WORKPLACE}",
    r"at (?:university|school|college|uni|work once)",
    r"(?:there was|there were|there had been|we had|i had|they had|he had|she had) "
    r"(?:a|an|this|these|one|two|three|some|once|about|only|just|already|the|\d+)(?: \S+)+",
    r"(?:once when|once i|once we|once a|back then|at the time|at that time|in those days|years ago)",
    r"(?:i|we) (?:was|were) (?:working|responsible|in charge|asked|given|hired|running|leading|a|an|"
    r"the|on|in|at|about|just|only|\S+ weeks?|\S+ months?|halfway|supposed|building|preparing|doing)",
    r"(?:i|we) worked (?:at|in|for|as|with|on)",
    rf"it was (?:a|an|the|in|my|our|during|wedding|winter|summer|{_DAY}|late|early|christmas|about)",
    r"(?:overnight|halfway|half an hour before|the day before|a day before|the evening before)",
    r"(?:came|called|rang|wrote|phoned) (?:in|us|me|and|to us|to me|about|up)",
)
# When or where, and not only that something was there.
PLACED = _pattern(
    rf"(?:last|this past|the previous|that) (?:year|month|week|quarter|{_PART}|{_SEASON}|{_MONTH}|{_DAY}|semester|term)",
    rf"(?:in|since|until|during|early|late|mid|around|end of|middle of|by|of|one) {_MONTH}",
    rf"(?:in|over|during|one|before|at) (?:the )?(?:\S+ )?{_SEASON}",
    _IN_A_YEAR,
    _AGO,
    rf"(?:on|one|every second) {_DAY}|one (?:\S+ )?{_PART}(?! (?:later|after|off|each|before))|years ago",
    _AT_A_PLACE,
    rf"(?:in|at|during|for) (?:my|our|a) (?:\S+ ){{0,2}}{_WORKPLACE}",
    r"at (?:university|school|college|uni)|(?:i|we) worked (?:at|in|for)",
)
TASK = _pattern(
    r"my (?:own )?(?:job|task|role|part|responsibility|brief|assignment) was",
    r"(?:i|we) (?:had to|needed to|was supposed to|were supposed to|was asked to|were asked to|"
    r"was told to|were told to|had only|had just|only had)",
    r"(?:the )?(?:deadline|target|goal|aim|budget|problem|issue|brief) was",
    rf"had (?:to be|{_COUNT} {_PERIOD})",
)

# --- habits, wishes, self-description ---------------------------------------------------------
HYPOTHETICAL = _pattern(
    r"i (?:would|wouldn't|might|should|will|can always|could(?! (?:see|hear|tell|feel|not|only|smell|have)))",
    r"i'(?:d|ll)",
    r"if (?:i|you|we|someone|somebody|there)(?: \S+)? (?:were|was|is|are|had|have|got|get|do|did|see|"
    r"need|want|asked|treat)",
    r"we (?:would|should|always|usually)",
)
ALWAYS = _pattern("always", "usually", "normally", "generally", "in general", "every single")
HABIT = _pattern(
    r"(?:i|we|i've|i'm|i have|people|they|you) (?:\S+ )?(?:always|usually|normally|often|never|generally|"
    r"typically|tend to|try to|strive|believe|love|like to|enjoy)",
    r"(?:always|usually|normally|generally|in general|every single day|each day|every time)",
    r"you (?:have to|need|must|should|just need|can't|cannot|always|want)",
    r"(?:one|people|everyone|everybody|a good \S+|a leader|a manager) (?:should|must|needs|has to)",
    r"i'm (?:a|an|very|really|quite|highly|good|passionate|known|someone|always|the kind|the type|not a)",
    r"i am (?:a|an|very|really|quite|highly|good|passionate|known|someone|always)",
    r"i consider myself|i see myself|i would call",
    r"(?:people|colleagues|they|others|friends|patients|customers|my \S+)(?: \S+)? (?:say|tell|describe|"
    r"call|would say|would describe)(?: \S+)? (?:me|i'm|that i|i am)",
    r"my (?:\S+ )?(?:strength|strengths|weakness|style|approach|philosophy|motto|passion|attitude)",
    r"one of my (?:strengths|qualities)",
    r"(?:it|this|that|communication|teamwork|prioritisation|empathy) is (?:\S+ )?"
    r"(?:important|key|essential|crucial|vital|about)",
    r"(?:it|that) (?:always |really |all )?depends",
    r"for me (?:a|an|it|that)",
)

# --- reasons ----------------------------------------------------------------------------------
REASON = _pattern(
    r"because(?! of (?:it|that)$)",
    r"so that",
    r"so (?:that )?(?:they|we|i|he|she|it|nobody|no one|the \S+|others|people|everyone|everybody|you) "
    r"(?:could|would|can|wouldn't|couldn't|can't|don't|doesn't|didn't|don't have|wasn't|weren't|"
    r"won't|never|knew|know|saw)",
    r"so (?:not|not everybody|nobody|it is \S+ for)",
    r"(?:the|my|one|that's the|that is the) (?:\S+ )?reason (?:was|is|for|why|i|we|being|he|she|they|it|that|the|behind)",
    r"(?:that's|that is|that was|this is|this was) (?:the|my|one|a) reason",
    r"(?:that's|that is|that was|which is|which was) why",
    r"otherwise",
    r"since (?:often|usually|many|some|sometimes|i|you|he|she|they|we|it|it's|that|this|there|nobody|neither|otherwise|the|a|our|my|half|"
    r"most|both|users|people|customers)(?! \S+ (?:day|week|month|year)\b)(?: \S+){2}",
    r"in order (?:to|that)",
    r"(?:to|would) (?:avoid|find out whether|see (?:if|whether)|make sure|be sure|protect|prevent)",
    r"(?:(?<!such )as|given that|knowing that|considering) (?:i|it|it's|he|she|they|we|the|there|that|nobody) "
    r"(?:\S+ )?(?:was|were|is|are|had|has|didn't|couldn't|would|needed|wanted|still)",
    r"(?:given|due to|owing to|thanks to) (?:that|the|a|our|my|their)",
    r"which (?:told|showed|meant|made) (?:me|us|it|that)?",
    r"for that reason|therefore",
    r"neither of us had",
)
ALTERNATIVE = _pattern(
    r"instead of|rather than|as opposed to|instead$|instead (?:and|but|so)",
    r"(?:i|we) (?:could|might) (?:also |either |just |easily )?have",
    r"(?:i|we) could (?:either|also|just)",
    r"(?:i|we) (?:had )?(?:thought of|thought about|considered|weighed|compared|ruled out|looked at both)",
    r"(?:two|three|both|other|several|four) (?:options|choices|ways|alternatives|possibilities|versions)",
    r"either \S+(?: \S+)* or",
    r"on the one hand|on the other hand|the alternative|the downside|the trade-off|trade-off|drawback",
    r"(?:what )?(?:i|we|i'd|we'd) (?:gave|give|would give) up",
    r"(?:it|that|which|this) would(?: \S+)? (?:have|cost|take|mean|save|still|be)",
    r"would have (?:cost|meant|taken|been|made|needed)",
    r"the risk (?:was|of|is|that)|too risky|riskier|riskiest",
    r"(?:cheaper|faster|slower|safer|simpler|easier|more expensive|nicer|quicker) (?:than|to|but|and)",
    r"didn't want to|don't want to",
)

# --- result -----------------------------------------------------------------------------------
# Clear also in a sentence that holds an act of one's own.
RESULT = _pattern(
    r"as a result|in the end|eventually|the (?:outcome|upshot|result|effect) (?:was|is)",
    r"at the end(?! of)|by the end",
    r"which (?:led|brought|meant|saved|cut|reduced|raised)|(?:that|this|it) (?:led to|meant that)",
    r"(?:haven't|hasn't|have never|has never|never|nobody|no one|none)(?: \S+){1,6} since",
    r"since (?:\S+ )?(?:\S+ )?(?:haven't|hasn't|have never|has never|nobody has|no one has)",
    r"(?:after that|from then on)(?: \S+){0,2} (?:never|no|nobody|was|were|had|came|went|got|every)",
    r"(?:fell|dropped|rose|grew|climbed|shrank|increased|decreased|improved|jumped|sank) "
    r"(?:down|up|back|from|by|to)",
    r"(?:went|came|brought it|brought them) (?:down|up|back|from \S+(?: \S+){0,3} to)",
    r"(?:doubled|halved|tripled|saved (?:us|them|about|around|the|\d+|\S+ (?:hours|days|thousand)))",
    r"still (?!\S+ing)(?:use|in use|have it|has it|run|work|there|\w{2,}s)",
    r"(?:we|it|they) (?:were|are|was|is) (?:at|down|back|below|above|under|over) \S+",
    r"(?:it|that|this|which) (?:\S+ )?(?:worked|helped|paid off|solved|did not work|didn't work)",
    r"(?:was|were|got|been) (?:\S+ )?(?:solved|fixed|accepted|approved|adopted|finished|delivered|"
    r"missed|withdrawn|credited|cleared|signed|published|gone|lowered|healed|rejected|halved)",
    r"(?:we|they|he|she) (?:had )?(?:passed|won|lost|delivered|finished|launched|shipped|cleared|"
    r"signed|renewed|recovered|hit|reached|missed|sold)",
    r"(?:i|we|they) (?:got|were|was) (?:\S+ )?(?:live|done|over the|through|promoted)",
    r"on time|ahead of (?:time|schedule|plan)|a (?:day|week|month) (?:late|early)",
    r"(?:so )?both (?:got|of them got)",
    r"now (?:they|we|it|the|all|there|every)|to this day|until today",
    r"(?:is|are|it's|they're|he's|she's) still (?:running|working|going|growing|using|standing|open|alive|with)",
    r"(?:it|that|they|he|she)(?:'s| is| are|'re)? (?:now|still|since) (?:used?|uses|run|runs|works?|does|do|is|are)",
    r"(?:is|are|it's|they're|gets|get) used (?:\S+ ){0,2}(?:every|each|all|today|daily|now|by)",
    r"(?:i|we) (?:fixed|solved|repaired|cured) (?:it|that|this|them)",
    r"came out (?:\S+ ){0,4}(?:lower|higher|better|worse|right|wrong|clean|fine|even|ahead|behind|good|bad)",
    r"(?:is|are|was|were|stayed|been|stands?|stood) (?:at |down to )?zero",
)
# Clear only where the sentence tells nothing else that the candidate did.
RESULT_SOFT = _pattern(
    rf"by (?:the )?(?:\S+ )?(?:{_SEASON}|{_MONTH}|{_DAY}|week|month|term|evening|morning|quarter to)",
    rf"(?:within|after|in|for another|another) (?:\S+ )?{_COUNT}(?: \S+)? {_PERIOD}",
    rf"{_COUNT}(?: \S+)? {_PERIOD} (?:later|after|afterwards)",
    rf"(?!next time)(?:that|the same|the first|the next|next) (?:year|{_PART}|{_DAY}|week|month)",
    rf"(?:took|cost|earned|made|lasted) (?:\S+ ){{0,3}}(?:{_COUNT}|\d\S*) (?:\S+ )?(?:minutes?|hours?|days?|weeks?|"
    r"months?|euros?|pounds|dollars|thousand|hundred|milliseconds|seconds)",
    r"(?:nobody|no one|none|not a single|without a single|not one|no complaints?|no accidents?) \S+",
    r"(?:are|is|were|was) (?:still|now)|afterwards|since then",
    r"the (?:first|second|third|fourth) (?:week|month|year|time|try)",
    r"has had (?:one|two|no)|(?:has|have) \S+ again",
    r"(?:reduced|cut|raised|shortened|increased) (?:\S+ ){0,4}(?:by|to|from)",
)
# What other people do when something has come out one way or the other.
OUTCOME_VERBS = word_set(
    "agreed accepted approved signed stayed left came thanked laughed paid kept went slept passed"
    " got returned recovered apologised smiled won lost understood stopped recommended renewed"
    " dropped fell rose grew lived healed arrived worked brought nodded chose promoted extended"
    " praised complained quit resigned refused relaxed calmed opened adopted bought credited"
)
NUMBER_WORDS = word_set(
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
    " thousand million half third thirds quarter fifth twice double doubled halved dozen per percent"
)

# --- learning ---------------------------------------------------------------------------------
LEARNING = _pattern(
    r"(?:i|i've|i have|it|that|this|which) (?:\S+ )?(?:learned|learnt|taught me)(?: \S+)? "
    r"(?:that|to|how|not|never|from|it|the hard|why|when|what)",
    r"what (?:i|it) (?:learned|learnt|took|take|taught)",
    r"(?:my|the|one|a) (?:\S+ )?lesson (?:was|is|for|from|that|there|here|i|we|learned|learnt)",
    r"looking back|in hindsight|with hindsight|in retrospect",
    r"(?:i|we) (?:should|shouldn't|ought to) have",
    r"if i (?:did|had|could|were|was|do) (?:\S+ ){0,3}(?:again|over)",
    r"next time",
    r"(?:ever since|since then) (?:i've|we've|i|we)(?! (?:was|were|had)\b)",
    r"what (?:i|we) do (?:differently|now|since|instead)|(?:i|we) do (?:it|that|this) differently",
    r"(?:i|i've|i have) (?:\S+ ){0,10}(?:ever since|since then)",
    r"(?:now|these days|today|nowadays) i(?:'ve|'m|'d)?(?: \S+){3}",
    r"i (?:don't|never|always|do not)(?: \S+){1,8} (?:(?<!right )now|any more|anymore|without|first)",
    r"i(?:'d| would) (?:\S+ ){0,8}differently",
    r"from (?:this|that) i (?:know|learned|learnt|took|take)",
    r"my mistake was|where i went wrong|i underestimated",
)
ASKS_LEARNING = re.compile(
    r"\b(?:learn|learned|learnt|feedback|differently|mistake|mistakes|failed|failure|reverse|regret|"
    r"land badly|changed your mind|hard to hear)\b"
)

# --- declining --------------------------------------------------------------------------------
PASSES = _pattern(  # will not answer, or asks for another question
    r"i(?:'d| would) rather (?:not|say so)|i(?:'d| would) prefer (?:not to|to skip)",
    r"i don't want to (?:talk|say|answer|go into)|can't (?:talk|speak) about|told me not to talk",
    r"(?:skip|pass on) (?:this|that|it)|next question|can we move on|^pass$|^i(?:'ll)? pass$",
    r"(?:move|go) on to (?:the next|another)",
    r"(?:refuse|decline|prefer not|rather not|not (?:willing|going|able|comfortable|prepared)) (?:to )?answer(?:ing)?",
    r"(?:can't|cannot|won't|will not) answer (?:that|this|it|the question|such)|not something i (?:want|wish|like) to",
    r"(?:can|could|may) (?:we|you)(?: just| please| like)? (?:take|have|go to|try|ask(?: me)?) (?:the next|another)",
)
DECLINES = _pattern(
    r"(?:that's|it's|is|was) (?:confidential|private|personal|under nda)|under an? nda|not allowed to",
    r"i (?:really |honestly |just )?(?:don't|do not) (?:know|have an example|have one|have anything|remember|recall)",
    r"never (?:had|happened)|drawing a blank|nothing (?:honest |more )?(?:i can|i could|to) (?:tell|say)",
    r"(?:can't|cannot) (?:think of|remember|recall|say anything)|no idea|nothing comes to mind|not sure i have",
    r"i (?:really )?couldn't (?:say|tell you)|(?:haven't|have not|don't have)(?: got)? a clue",
    r"i wouldn't know where to (?:start|begin)",
)

# --- words without weight ---------------------------------------------------------------------
# What everybody says of themselves: nothing in it is particular, however many nouns it has.
PRAISE = _pattern(
    r"(?:team|people|quick|fast|hard|problem|critical|creative|strategic|natural|born|good|great|excellent|strong|"
    r"keen|lifelong|self)[- ]?(?:players?|learners?|workers?|working|solvers?|thinkers?|leaders?|listeners?|"
    r"communicators?|persons?|starters?|motivated|achievers?|performers?)",
    r"perfectionists?|go[- ]getters?|multi-?taskers?|all[- ]rounders?",
    r"(?:go|going|goes|went|gone) (?:that|the|an) extra mile|makes? the dream work",
    r"(?:110|120|150|200|a hundred and ten|one hundred and ten|hundred and ten)(?: ?%| ?per ?cent)",
    r"(?:think|thinking|thinks) (?:outside|out of) the box|hit(?:ting)? the ground running",
    r"wear(?:ing)? (?:many|several|multiple|different) hats|(?:can[- ]do|positive|winning) (?:attitude|mindset|spirit)",
    r"work ethic|attention to detail|eye for detail|detail[- ]oriented|comfort zone|under pressure|needless to say",
    r"(?:goal|results?|customer|solutions?|people|team)[- ](?:oriented|driven|focused)|who i am(?: as an? \w+)?",
    r"(?:pride myself|take (?:\w+ ){0,3}pride) (?:in|on)",
    r"(?:committed|dedicated|devoted|passionate|enthusiastic) (?:to|about) (?:\w+ing )?(?:the |my |our )?"
    r"(?:value|excellence|quality|success|results|customers?|clients?|job|work|team|role|best)",
)
BUZZWORDS = word_set(
    "synergy synergies leverage leveraged leveraging holistic agile alignment stakeholder stakeholders"
    " transformational transformation impactful empower empowered empowering mindset best-in-class"
    " value-add paradigm ecosystem proactive proactively innovative innovation excellence strategic"
    " strategically robust scalable world-class cutting-edge data-driven results-driven game-changer"
    " ideate ideated onboarded cadence bandwidth deliverables learnings resilience visionary"
    " high-performance frictionless seamless seamlessly streamline streamlined optimise optimised"
    " optimize optimized maximise maximised catalyst velocity vuca framework first-principles"
)
STOP_WORDS = word_set(
    "a an the and or but if so because as of at by for with about into through before after above"
    " below to from up down in out on off over under again then once here there when where why how all"
    " any both each few more most other some such no nor not only own same than too very can will just"
    " don't should now i me my myself we our ours us ourselves you your yours he him his she her hers it"
    " its they them their what which who whom this that these those am is are was were be been being have"
    " has had having do does did doing would could may might must shall i'm i've i'd i'll we've we're we'd"
    " it's that's there's he's she's they're didn't doesn't wasn't weren't couldn't wouldn't isn't aren't"
    " also even still yet really quite well okay ok yeah yes right um uh oh like got get gets getting let"
    " that'd who's what's let's can't won't haven't hasn't hadn't shouldn't until while during without"
    " within since ever never always much many lot lots bit little anyway maybe perhaps actually basically"
    " honestly simply itself himself herself themselves else however although though"
)
GENERIC = word_set(
    "good great nice important success successful successfully result results outcome outcomes team"
    " teams people person everyone everybody everything thing things something anything someone somebody"
    " way ways work works worked working job jobs positive happy satisfied satisfaction communication"
    " communicate communicated solution solutions solve solved problem problems situation situations"
    " challenge challenges challenging better best improve improved improving improvement process"
    " processes quality stakeholder stakeholders goal goals done make makes made making sure learn learned"
    " learnt learning lesson experience experiences time times help helped helping helpful project projects"
    " company hard effort efforts end day days big huge massive major key different difficult easy possible"
    " need needs needed want wanted try tried trying give gave given going go went come came know knew think"
    " thought feel felt say said believe professional professionally manner attitude passion passionate"
    " motivated motivation value values impact impactful performance effective effectively efficient"
    " efficiently efficiency great amazing fantastic excellent perfect perfectly strong strength strengths"
    " skill skills leader leadership lead manage managed management handle handled deal dealt"
    " together closely collaborate collaborated collaboration cooperation teamwork support supported"
    " supportive respect respected trust trusted proud enjoy enjoyed love loved grow grown growth develop"
    " development opportunity opportunities task tasks responsible responsibility responsibilities"
    " absolutely definitely truly highly fully completely overall general whole life world part place"
    " kind type sort question questions answer answers thank thanks please interesting interested contributed"
    " involved participate participated contribution mindset progress finally eventually change changed"
    " changes fine smoothly expectations expectation exceeded met achieve achieved achievement delivered"
    " deliver role matter matters mean means meant took take taken put see seen look looked looking found"
    " find use used using keep kept new real clear clearly open focus focused approach forward step steps"
    " flexible honest hardworking dedicated dedication commitment committed culture perspective stay stayed"
    " calm level standards standard worth valuable useful nothing lots plenty various several certain afterwards"
    " business all-round happen happened happens"
)
COMMON_ENGLISH = word_set(
    "the and to of a in i it was that is my we for he she they on with had but so have this you as be at"
    " not are or were me his her do if would from by about what there when then because can just no our"
    " them all out up one an which don't i'd i'm how him us who then also its been has"
)
