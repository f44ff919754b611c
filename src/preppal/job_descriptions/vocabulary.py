"""Words by which `naming` tells titles, companies, places and the noise of job boards apart.

English first, with the labels and roles of German, Spanish, French and Chinese postings.
"""

import re


def _words(text: str) -> str:
    return "|".join(sorted(text.split(), key=len, reverse=True))


# What people are called at work. Matched as whole words; German feminine endings are covered by "in".
_ROLES = _words(
    """
    accountant administrator adviser advisor agent analyst animator apprentice architect artist assistant
    associate attendant auditor author baker barber barista bartender biologist bookkeeper bricklayer broker
    builder butcher buyer captain carer caretaker caregiver carpenter cashier caseworker chauffeur chef chemist chief
    cleaner clerk clinician coach cfo ceo coo cto cook consultant controller coordinator co-ordinator copywriter counsel
    counsellor counselor courier curator decorator dentist deputy designer developer dietitian director
    dispatcher doctor doorman driver economist editor electrician engineer estimator executive expert
    facilitator farmer firefighter fitter florist generalist forester gardener geologist graduate groom guard guide
    hairdresser handler headteacher host hostess housekeeper inspector installer instructor intern interpreter investigator janitor
    joiner journalist judge keeper labourer laborer lawyer lead leader lecturer librarian lifeguard machinist manager marketer
    mason matron mechanic mediator merchandiser midwife miller minder modeller musician negotiator nurse officer operative
    operator optician optometrist orderly owner painter paralegal paramedic partner pharmacist
    photographer physician physicist physiotherapist picker pilot planner plasterer plumber podiatrist policeman porter postdoc
    practitioner president principal probationer producer product-owner professor programmer psychologist publicist
    radiographer ranger receptionist recruiter registrar renovator reporter representative researcher retoucher reviewer
    roofer sailor scientist secretary seller server shepherd sister solicitor sommelier specialist steward stocker
    strategist superintendent supervisor surgeon surveyor tailor teacher technician technologist teller tester
    therapist trainee trainer translator treasurer tutor underwriter upholsterer usher valuer vet veterinarian
    vp waiter waitress warden warehouseman weaver welder worker writer zookeeper
    rn lpn hca sre swe sdr bdr
    ingenieur arzt lehrer erzieher pfleger pflegefachkraft pflegefachfrau pflegefachmann pflegekraft krankenpfleger krankenschwester
    sachbearbeiter entwickler berater leiter teamleiter filialleiter projektleiter mitarbeiter fachkraft kaufmann kauffrau
    verkäufer techniker mechaniker mechatroniker elektriker elektroniker koch köchin fahrer lagerist referent assistenz werkstudent
    praktikant auszubildende auszubildender buchhalter controller architekt softwareentwickler verwalter meister hausmeister
    ingeniero ingeniera médico médica enfermero enfermera maestro maestra profesor profesora abogado abogada
    desarrollador desarrolladora analista administrativo administrativa auxiliar técnico técnica gerente jefe jefa
    director directora responsable encargado encargada cocinero cocinera camarero camarera conductor conductora
    dependiente dependienta comercial contable arquitecto arquitecta diseñador diseñadora recepcionista coordinador
    coordinadora asesor asesora electricista fontanero psicólogo psicóloga educador educadora
    ingénieur infirmier infirmière enseignant enseignante développeur développeuse comptable vendeur vendeuse chargé chargée
    """
)
_WIDE_ROLES = "工程师|经理|护士|教师|老师|医生|会计|专员|主管|总监|设计师|助理|顾问|分析师|开发|研究员|司机|厨师|律师"
ROLE = re.compile(
    rf"(?<![\w-])(?:{_ROLES})(?:s|in|innen|:in|\*in|/in|/-in|_in|\(a\)|/a|·e)?(?![\w])|{_WIDE_ROLES}"
    r"|(?<!\w)head of\b|(?<!\w)leitung\b|(?<!\w)jefatura\b",
    re.IGNORECASE,
)

COMPANY_WORD = re.compile(
    r"\b(?:inc|ltd|limited|llc|llp|plc|gmbh|mbh|ag|kg|se|s\.?a\.?|s\.?l\.?|sarl|bv|b\.v\.|nv|oy|ab|as|a/s|spa|s\.p\.a\.|pty"
    r"|corp|corporation|company|co|group|holding|holdings|partners|labs?|studios?|systems|technologies|solutions|software"
    r"|hospitals?|clinic|clinics|hospice|infirmary|surgery|trust|nhs|school|academy|college|university|universität|universidad|nursery|kindergarten"
    r"|council|ministry|department of|bank|insurance|hotels?|restaurant|bakery|brewery|foundation|charity|institute|museum|library"
    r"|klinikum|krankenhaus|stiftung|verein|stadtwerke|hospital|clínica|colegio|ayuntamiento|banco|grupo|fundación|association)\b\.?"
    r"|公司|集团|医院|学校|大学|银行",
    re.IGNORECASE,
)

INDUSTRY_END = re.compile(
    r"\w \(?(?:health|healthcare|care|freight|transit|transport|logistics|shipping|energy|power|foods?|pharma|media"
    r"|motors?|airlines|airways|rail|railways|retail|robotics|analytics|consulting|services|engineering|industries"
    r"|ventures|capital|works|games|digital|interactive|payments|finance|travel|homes|housing|books|music|sports)$",
    re.IGNORECASE,
)
"""The last word of many a company's name. Too common elsewhere to mean anything in mid-sentence."""

SEPARATOR = re.compile(r"\s+[-–—]\s+|\s*[|·•]\s*|\s+//\s+|\s*：\s*(?=\S)|(?<=\w):\s+(?=[A-ZÄÖÜ])")
AT = re.compile(r"\s+(?:at|bei|@|chez)\s+(?:the\s+)?(?=[A-ZÄÖÜÉ0-9])|\s*@\s*(?=[A-Z])")

_LABEL_END = r"\s*(?:[:：]|\s[-–—]\s|$)\s*"
TITLE_LABEL = re.compile(
    r"(?:\W{0,4})(?:the )?(?:job title|job role|title|position(?: title)?|role(?: title)?|post(?: title)?|vacancy(?: title)?|job"
    r"|we(?:'re| are) hiring|now hiring|hiring|stelle|stellenbezeichnung|stellentitel|berufsbezeichnung"
    r"|puesto(?: de trabajo)?|cargo|vacante|oferta|t[íi]tulo(?: del puesto)?|poste|intitulé du poste"
    r"|职位名称|职位|岗位|岗位名称|招聘岗位|招聘职位)\W{0,3}?" + _LABEL_END,
    re.IGNORECASE,
)
COMPANY_LABEL = re.compile(
    r"(?:\W{0,4})(?:company(?: name)?|employer|organi[sz]ation|hiring organi[sz]ation|client|institution|school"
    r"|unternehmen|firma|arbeitgeber|empresa|compañía|entidad|organización|empleador|entreprise|employeur|société"
    r"|公司名称|公司|单位|用人单位|企业)\W{0,3}?" + _LABEL_END,
    re.IGNORECASE,
)
ANY_LABEL = re.compile(r"[^\W\d_][^:：\n]{1,30}[:：](?:\s|$)")

GENDER = re.compile(
    r"\(?\b(?:[mwfdxhi]|all|gn)(?:\s*[/|*]\s*(?:[mwfdxhi]|gn|div\.?|all))+\b\)?|\(all genders?\)|\(gn\)|\(a\)(?=\s|$)",
    re.IGNORECASE,
)
REQUISITION = re.compile(
    r"\(?\b(?:req(?:uisition)?|ref(?:erence)?|job|id|kennziffer|jr|r)\b\.?\s*(?:id|no|nr|number|code)?\.?\s*[:#-]?\s*[A-Z]{0,4}[-_]?\d[\w-]{2,}\)?"
    r"|#\s?\d{2,}",
    re.IGNORECASE,
)
DECORATION = re.compile(
    r"^\d{1,2}[.)]\s+|^[\s#*>_~`=\-–—•·]+|[*_`#]+|[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F]"
)
_WORKING = (
    r"remote|hybrid|on-?site|in[- ]office|home[- ]?office|work from home|full[- ]?time|part[- ]?time|permanent|temporary"
    r"|fixed[- ]term|contract|freelance|internship|casual|shift|night shift|nights|days|weekends?|vollzeit|teilzeit"
    r"|unbefristet|befristet|festanstellung|jornada completa|media jornada|tiempo completo|indefinido|teletrabajo|remoto|presencial|híbrido"
    r"|cdi|cdd|temps plein|全职|兼职|远程"
)
BRACKETED_NOISE = re.compile(
    rf"\((?:[^()]*\b(?:{_WORKING}|\d+\s?%|urgent|immediate start|ab sofort)\b[^()]*)\)|\(\s*\)",
    re.IGNORECASE,
)
_NOISE_WORDS = (
    rf"(?:{_WORKING})(?:\s*[,/·|-]\s*(?:{_WORKING}))*"
    r"|skip (?:to (?:main )?content|navigation)|home|messages|notifications|jobs?|careers?|menu|search(?: jobs)?|back(?: to .*)?|sign in|log in"
    r"|apply(?: now| here| online)?|easy apply|save(?:d)?|save job|share|report(?: this job)?|show more(?: options)?|show all"
    r"|see (?:more|all).*|view .*|follow|message|promoted.*|actively (?:hiring|recruiting).*|be (?:an early|among the first).*"
    r"|job (?:description|details|advert|post|posting|summary|id.*)|full job description|about (?:the|this) (?:job|role|position|post|vacancy)"
    r"|stellenanzeige|stellenangebot|oferta de empleo|descripción(?: del puesto)?|vacancy(?: details)?|new|urgent(?:ly hiring)?|featured"
    r"|jobs? (?:at|in) .*|.*\bapplicants?\b.*|.*\bapplied\b.*|posted .*|reposted .*|published .*|updated .*|closing date.*|deadline.*|apply by.*"
    r"|.*\b(?:days?|weeks?|hours?|months?) ago\b.*|hace \d+ .*|vor \d+ .*|gestern|heute|yesterday|today"
    r"|.*\b(?:out of 5|reviews?|stars)\b.*|\d[\d.,\s]*(?:/5)?|(?:linkedin|indeed|glassdoor|stepstone|infojobs|xing|reed\.co\.uk)(?: corporation)?"
    r"|(?:salary|pay|gehalt|salario|location|place|ort|standort|ubicación|lugar|date|hours|type|contract|reports to|band|grade|department|team|start)\b.{0,3}[:：].*"
    r"|[£$€¥]\s?\d.*|\d[\d.,\s]*\s?(?:k|€|£|eur|gbp|usd|per (?:hour|year|annum)).*"
    r"|\d+\s?[-–]\s?\d+ employees.*|\d{1,2}[./ -](?:\d{1,2}|\w{3,9})[./ -]\d{2,4}|matches your .*|your profile .*|am i a good fit.*|how your .*"
    r"|ref(?:erence)?\b.{0,3}[:：#].*|req(?:uisition)?\b.{0,8}\d+.*|kennziffer.*|job ?id.*|logo|image|menü"
)
NOISE = re.compile(_NOISE_WORDS, re.IGNORECASE)

# Headings and filler that are neither a title nor a company.
NOT_A_NAME = re.compile(
    r"(?:the |our |this |your |a |an |we|us|you|it|they|here|he|she|there|this|everyone|everybody|who|what|which)?\s?"
    r"(?:company|team|role|job|position|post|opportunity|us|you|people|mission|values|culture|benefits|overview|summary|introduction"
    r"|responsibilities|duties|requirements|qualifications|skills|description|details|location|salary|work|school|hospital|organi[sz]ation"
    r"|what|why|how|who|where|this|these|in this role|candidate|ideal candidate|applicants|confidential|anonymous|aufgaben|tasks|profil|wir|uns|dich|sie"
    r"|nosotros|requisitos|funciones|empresa|das unternehmen|die stelle|unternehmen|职位描述|岗位职责|任职要求|confidential client|our client|client|a client)?"
    rf"|{_WORKING}|n/?a|none|tbd|unknown",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"(?:\W*)(?:about|over|über|ueber|sobre|à propos).*|(?:\W*)(?:what|who|why|how|where|your|our|you|we|the (?:role|job|position|company|team))\b.*"
    r"|(?:\W*)(?:responsibilities|requirements|duties|qualifications|benefits|key .*|main .*|essential.*|desirable.*|person specification"
    r"|aufgaben|ihr profil|ihre .*|deine .*|dein .*|wir .*|funciones|requisitos|se ofrece|ofrecemos|qué .*|职位描述|岗位职责|任职要求)\W*",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"(?:greater |near |central )?[A-ZÄÖÜÉ][\w'’.-]*(?: [A-ZÄÖÜÉ][\w'’.-]*){0,2}, (?:[A-Z]{2}\b.*|[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,2}(?:, .*)?)"
    r"|.*\b\d{5}\b.*|.*\((?:remote|hybrid|on-?site)\)|(?:uk|usa|us|eu|europe|emea|worldwide|anywhere|germany|deutschland|spain|españa|france|ireland"
    r"|london|berlin|madrid|paris|münchen|munich|hamburg|barcelona|dublin|new york|manchester|leeds|glasgow|edinburgh|上海|北京|深圳|广州|杭州)(?: area| office)?",
    re.IGNORECASE,
)

ABOUT = re.compile(
    r"(?:about|who (?:is|are)|why (?:work (?:at|for)|join)?|life at|working at|über|sobre|à propos de|acerca de|关于|join|welcome to)\s*"
    r"(?P<company>(?!(?:us|you|the|this|our|we|uns|dich|sie|die|das|den|la|el|nosotros|work|team|我们)\b)(?!我们)\S.{1,50})",
    re.IGNORECASE,
)

_NAME = r"(?P<company>[A-ZÄÖÜ0-9][\w&'’.\-]*(?: (?:&|of|and|the|de|la|del|für|der|und|[A-ZÄÖÜ0-9][\w&'’.\-]*)){0,5}?)"
_A = r"(?:an?|another|our (?:next|first|new)|the next|experienced|two|three|several|multiple)\s+"
_END = (
    r"(?=[.,;:!?\n(]| to | who | for | in | at | with | based | join| on | and (?:be|help|work)|$)"
)
HIRING = (
    re.compile(
        rf"(?:^|(?<=[.!?\n] )|(?<=\n)){_NAME}(?:,[^,\n]{{3,80}},)? (?:is|are) (?:now |currently |actively |again )?"
        rf"(?:hiring|looking for|seeking|searching for|recruiting|after|in search of)(?: for)?:? (?:{_A})?(?P<title>[^.\n;:!?]{{3,90}})",
        re.M,
    ),
    re.compile(
        rf"(?:^|(?<=[.!?\n] )|(?<=\n)){_NAME} (?:seeks|needs|wants|requires|has an? (?:opening|vacancy) for|invites applications for) (?:{_A})?(?P<title>[^.\n;:!?]{{3,90}})",
        re.M,
    ),
    re.compile(
        rf"\b[Jj]oin (?:the team at |us at |the )?{_NAME}(?: team)?(?:,[^,\n]{{3,60}},)? as (?:{_A}|the )?(?P<title>[^.\n;:!?]{{3,90}})"
    ),
    re.compile(
        rf"\b[Ww]e(?:'re|’re| are) (?:now |currently |actively |also )?(?:hiring|looking for|seeking|searching for|recruiting|in search of)(?: for)?:? (?:{_A})(?P<title>[^.\n;:!?]{{3,90}})"
    ),
    re.compile(rf"\b[Aa]s (?:{_A}|the )(?P<title>[^.,\n;:!?]{{3,60}}) at {_NAME}(?=[,.\n ])"),
    re.compile(
        r"\b[Aa]s (?:(?:an?|our|the) )?(?P<title>[A-Z][^.,\n;:!?]{3,60}?),? you(?:'ll|’ll| will| are| [a-z]+)\b"
    ),
    re.compile(r"(?:^|\n)The (?P<title>[A-Z][\w-]*(?: [A-Z][\w-]*){1,4}) (?:will|[a-z]{2,}s) "),
    re.compile(
        r"(?:^|(?<=\n)|(?<=[.!?] ))(?P<company>(?:Die |Das |Der )?[A-ZÄÖÜ0-9][\w&.\-]*(?: [A-ZÄÖÜ0-9&][\w&.\-]*){0,4}) (?:sucht|suchen)"
        r"(?: (?:ab sofort|zum nächstmöglichen Zeitpunkt|zur Verstärkung[^,\n]{0,40}|für [^,\n]{3,30}?))*(?: eine?n?(?: engagierte[nr]?| erfahrene[nr]?)?)? (?P<title>[A-ZÄÖÜ][^.\n;:!?]{3,80})",
        re.M,
    ),
    re.compile(
        r"\b[Ww]ir suchen(?: [a-zäöü][^.\n]{0,50}?)?(?: eine?n?(?: engagierte[nr]?| erfahrene[nr]?)?) (?P<title>[A-ZÄÖÜ][^.\n;:!?]{3,80})"
    ),
    re.compile(
        r"(?:^|(?<=\n)|(?<=[.!?] ))(?:En )?(?P<company>[A-ZÁÉÍÓÚÑ0-9][\wáéíóúñ&.\-]*(?: (?:de|del|la|y|[A-ZÁÉÍÓÚÑ0-9&][\wáéíóúñ&.\-]*)){0,5}),? (?:busca|buscamos|selecciona|necesita|incorpora|contrata)(?: a)?(?: una?)? (?P<title>[^.\n;:!?]{3,80})",
        re.M,
    ),
    re.compile(r"\b[Bb]uscamos(?: a)? una? (?P<title>[^.\n;:!?]{3,80})"),
    re.compile(
        r"(?P<company>[\u4e00-\u9fffA-Za-z0-9()（）]{2,24}?)(?:现|诚|诚聘|急)?(?:招聘|诚聘|招募)(?:[:：])?(?P<title>[\u4e00-\u9fffA-Za-z]{2,16})"
    ),
)
TITLE_END = re.compile(
    r"\s*(?:,|\(|–|—| - |\s(?:to (?:join|help|lead|own|work|support|take|run|build|strengthen|cover|manage|look|teach|care|keep|drive|design|make|come|grow|be)"
    r"|who|for (?:our|the|its|their|a|an|one|this)|in (?:our|the|its|their|[A-ZÄÖÜ])|at|with|based|on (?:our|the|a)|that|from|like you"
    r"|and (?:help|work|make|build|join|be|become|lead|grow|take)"
    r"|für|in der|im|mit|die|der|zur|zum|para|con|que|en)\b)"
)
BOARD_TITLE = re.compile(
    r"(?P<company>[^|]{2,60}?) hiring (?P<title>[A-ZÄÖÜÁÉ][^|]{3,90}?)(?: in [^|]{2,60})?(?: \| .*)?$"
)
_GERMAN = r"(?P<company>[A-ZÄÖÜ][\w&.\-]*(?: (?:[A-ZÄÖÜ&][\w&.\-]*)){0,4})"
_SPANISH = r"(?P<company>[A-ZÁÉÍÓÚÑ][\w&.\-]*(?: (?:de|del|la|y|[A-ZÁÉÍÓÚÑ&][\w&.\-]*)){0,4})"
COMPANY_SENTENCES = (
    (4.0, re.compile(rf"\bAt {_NAME},? (?:we|our|you|every|nobody|the|there|it)\b")),
    (
        4.0,
        re.compile(
            rf"(?:^|\n)(?:- )?{_NAME}(?: \([^)\n]{{2,40}}\))? (?:is|are|was) (?:an?|the|one of|part of|where|proud|home)\b"
        ),
    ),
    # "Fernhill moves goods …": any verb that begins a paragraph after a name; "Five years of" is none.
    (
        2.5,
        re.compile(
            rf"(?:^|\n)(?:- )?{_NAME} (?!(?:years|months|weeks|days|hours|shifts|times|references) )"
            r"(?:has been|was founded|looks after|[a-z]{2,}s) "
        ),
    ),
    (3.0, re.compile(rf"\b[Jj]oin {_NAME}(?=[,.!\n]| and | team)")),
    (3.0, re.compile(rf"(?:^|(?<=\n)|(?<=[.] ))Bei(?: der)? {_GERMAN} ")),
    (
        3.0,
        re.compile(
            rf"(?:^|(?<=\n)|(?<=[.] ))(?:Die |Das |Der )?{_GERMAN} (?:ist|betreibt|entwickelt|gehört|beschäftigt)\b"
        ),
    ),
    (3.0, re.compile(rf"(?:^|(?<=\n)|(?<=[.] ))En {_SPANISH},? ")),
    (
        3.0,
        re.compile(rf"(?:^|(?<=\n)|(?<=[.] )){_SPANISH} (?:es (?:una?|el|la)|cuenta con|somos)\b"),
    ),
)
"""How much it tells, and a sentence that only names a company."""
