"""Words by which a line to practise is known. English; longest match decides."""

import re
from collections.abc import Mapping


def _cues(table: Mapping[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (key, re.compile(rf"\b(?:{pattern})", re.IGNORECASE)) for key, pattern in table.items()
    )


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


TOPIC_CUES = _cues(
    {
        "your_story": r"tell (?:me|us) about (?:your|my)self|introduc(?:e|ing) (?:my|your)self|self[- ]introduction"
        r"|(?:my|your) story|elevator pitch|(?:walk|talk)(?:ing)? (?:me |them )?through (?:my|your) (?:resume|cv|career)"
        r"|career change story|about (?:my|your)self",
        "why_this_job": r"why (?:this|that|the) (?:job|role|company|firm|position)|why (?:us|you)\b|why do (?:i|you) want"
        r"|why should (?:we|they) hire|motivation(?:al)?\b|reasons? for leaving|why (?:i am|are you) leaving",
        "hardest_problem": r"(?:hardest|toughest|difficult|biggest) (?:problem|challenge)s?|problem[- ]solving|root cause"
        r"|troubleshooting|debugging|analytical (?:questions|thinking)",
        "conflict": r"conflicts?\b(?: resolution)?|disagree(?:ment|ments|ing)?\b|difficult (?:colleague|coworker|co-worker|boss|manager|people)s?"
        r"|arguments? (?:with|at)|negotiat(?:ion|ing)(?: skills)?",
        "leading_people": r"leadership(?: questions| style)?|leading (?:people|a team|teams)|manag(?:e|ing) (?:people|a team|teams)"
        r"|mentor(?:ing)?\b|coaching (?:people|others|a team)|delegat(?:e|ion|ing)",
        "mistakes": r"mistakes?\b|failures?\b|times? (?:i|you) failed|weakness(?:es)?\b|(?:negative|critical|hard) feedback|something that went wrong",
        "difficult_customer": r"(?:difficult|angry|unhappy|upset|rude|demanding) (?:customer|client|patient|guest|parent|relative|caller|famil)\w*"
        r"|customer (?:service|complaints?|focus)|complaints?\b|stakeholder from hell",
        "planning": r"priorit(?:y|ies|ise|ize|isation|ization|ising|izing)\w*|(?:tight )?deadlines?\b|time management|workload|too much (?:to do|work)"
        r"|multi[- ]?tasking|planning (?:questions|under pressure|my week)|organi[sz]ational skills",
        "system_design": r"systems? design(?: interview| questions?)?|(?:software |solution )?architecture(?: interview| round)?|design trade-?offs?|trade-?offs?\b"
        r"|design (?:interview|round|a)\b|case (?:interview|study|studies)|scalability",
        "teamwork": r"team ?work|team player|collaborat\w+|working (?:with others|in a team|with other teams)",
        "explaining": r"explain(?:ing)?\b|communication skills|communicat(?:e|ing|ion)\b|present(?:ing|ations?)\b|public speaking|non[- ]technical (?:people|audience|stakeholders)",
        "hard_choices": r"ethic(?:s|al)\w*|integrity|moral\w*|dilemmas?\b|honesty|whistle ?blow\w*|cut(?:ting)? corners|confidential\w*",
    }
)
STAGE_CUES = _cues(
    {
        "recruiter": r"(?:recruiter|hr|phone|first|initial|pre)[ -]?(?:screen|screening|call|interview|round|chat)s?\b|talent acquisition",
        "technical": r"(?:technical|tech|coding|live coding|domain|clinical|subject) (?:interview|round|screen|questions?|test)s?\b|whiteboard(?:ing)?",
        "design": r"(?:design|architecture|case) (?:interview|round|questions?)",
        "hiring_manager": r"(?:hiring|line) manager(?: interview| round)?|behaviou?ral(?: interview| questions?| round)?|competenc(?:y|ies)(?: interview| based)?(?: questions?)?|star method",
        "cross_functional": r"cross[- ]functional(?: interview| round)?|(?:peer|stakeholder|team fit) (?:interview|round)",
        "senior": r"bar raiser|(?:final|executive|exec|panel|board|director|vp|ceo|partner)[- ](?:interview|round|stage)s?\b|culture fit|leadership principles",
    }
)
LEVEL_CUES = _cues(
    {
        "junior": r"junior|jr\b|graduate|trainee|apprentic\w+|intern(?:ship)?\b|entry[ -]level|newly qualified|new grad|student|first job|beginner",
        "mid": r"mid[- ]?level|intermediate",
        "senior": r"senior|sr\b|staff (?:software|engineer|level)|principal|head of|director of|chief|expert(?: level)?|matron",
    }
)

FIELD_CUES: Mapping[str, re.Pattern[str]] = {
    key: re.compile(rf"\b(?:{pattern})", re.IGNORECASE)
    for key, pattern in {
        "data_sql": r"postgres\w*|index(?:es|ing)\b|joins?\b|normali[sz]ation|window functions?|deadlocks?|transactions?\b|isolation levels?|data (?:engineer|model|warehous|pipeline|quality)\w*|sharding|mongodb",
        "backend": r"kafka|rabbitmq|micro-?services?|caching|cache invalidation|idempoten\w+|concurrency|rate limit\w*|golang|node\.?js|python|java\b|rust\b|distributed|consistent hashing|event sourcing|consumer groups?|http\b|api\b",
        "frontend": r"react\w*|css\b|javascript|typescript|next\.?js|dom\b|responsive design|hydration|web performance|aria\b|web accessibility|flexbox",
        "cloud_ops": r"k8s|kubernetes|dockers?\b|terraform|ci/?cd|observability|incident (?:response|management)|slos?\b|load balanc\w+|disaster recovery|backups?\b|bash\b|networking fundamentals|subnets?",
        "nursing": r"triage|night shifts?|sepsis|deteriorating patient|wards?\b|medication (?:errors?|round)|iv (?:lines?|therapy)|cannulation|catheter|palliative|midwif\w+|infection control|sbar|pressure ulcers?|icu\b|nicu\b|a&e|care plans?|drug calculations?",
        "accounting": r"accruals?|month[- ]end|double entry|debits?\b|credits? and|vat\b|ifrs|gaap|bank reconciliations?|cash ?flow|balance sheet|depreciation|audit\w*|payroll|budget variance|revenue recognition|provisions?",
        "teaching": r"lesson (?:plan\w*|observation)|classroom|behaviou?r management|phonics|differentiation|safeguarding|assessment for learning|sen\b|pupils?|formative|curriculum|eyfs|homework policy",
        "logistics": r"warehous\w+|forklift|stock ?(?:take|control|count)\w*|inventory|picking|supply chain|fifo\b|safety stock|bullwhip|route planning|last mile|customs clearance|replenishment",
        "sales": r"cold call\w*|objection handling|closing (?:deals?|a sale)|pipeline|prospecting|quota|upsell\w*|negotiating price|discovery calls?|territory|key accounts?|b2b",
        "project_management": r"scrum\b|agile\b|critical path|risk register|stakeholder management|scope creep|earned value|prince2|backlog|product management|roadmaps?|gantt|sprint",
        "electrical": r"wiring|fault[- ]finding|rcds?\b|circuit breakers?|earthing|plcs?\b|three[- ]phase|18th edition|inspection and testing|switchgear|solar pv",
        "hospitality": r"food safety|haccp|kitchen|menu|barista|front of house|food cost|allergens?|housekeeping|table service|mise en place|line cook",
    }.items()
}

SHORT_FOR: Mapping[str, str] = {
    "PM": "product manager",
    "TPM": "technical programme manager project manager",
    "SWE": "software engineer",
    "SDE": "software engineer",
    "SRE": "site reliability engineer",
    "EM": "engineering manager",
    "QA": "quality assurance tester",
    "RN": "registered nurse",
    "HCA": "healthcare assistant",
    "CNA": "nursing assistant",
    "BDR": "business development sales representative",
    "SDR": "sales representative",
    "AE": "account executive",
    "CPA": "accountant",
    "TA": "teaching assistant",
    "NQT": "newly qualified teacher",
    "ECT": "newly qualified teacher",
    "DBA": "database administrator",
    "BA": "business analyst",
    "UX": "UX designer",
    "dev": "developer",
    "devs": "developers",
    "prod": "production",
}
"""Whatever their case."""

EMPLOYERS = re.compile(
    r"\b(Google|Amazon|Meta|Facebook|Apple|Microsoft|Netflix|NHS|McKinsey|Bain|BCG|Deloitte|KPMG|PwC|EY|Accenture|IBM|Oracle|SAP"
    r"|Siemens|Bosch|IKEA|Lidl|Aldi|Tesco|Walmart|Costco|Target|Starbucks|McDonald['’]?s|Uber|Airbnb|Spotify|Stripe|Shopify|Tesla|Nvidia"
    r"|Intel|OpenAI|Anthropic|DHL|FedEx|UPS|Maersk|Unilever|Nestl[eé]|Pfizer|Roche|Novartis|Mayo Clinic|Goldman Sachs|JP ?Morgan|HSBC|Barclays"
    r"|Santander|BBVA|Zara|Inditex|Telef[oó]nica|Huawei|Alibaba|Tencent|ByteDance|TikTok|Xiaomi)\b(?:['’]s)?",
    re.IGNORECASE,
)
SMALL_TALK = _listed(
    "a an the my our your some any of in on at for to and or with about from as by is are i me we want would like need"
    " practice practise practising practicing prepare preparing preparation prep help please interview interviews question"
    " questions round job role position mock quick ask asking train training basics basic fundamentals advanced skills"
    " topic tomorrow today next week have got level senior junior mid graduate trainee entry it be do general common"
    " hi hello thanks thank you tips how what"
)
LOST_FOR_A_NAME = re.compile(
    r"^(?:\d[\d\s.,/-]*|\W+|lol|test|testing|foo|bar|baz|hmm+|ok(?:ay)?|yes|no|none|nothing|idk|anything|something|whatever|stuff|things?)$"
    r"|https?:|www\.|\.com\b|<|>|\{|\}",
    re.IGNORECASE,
)
