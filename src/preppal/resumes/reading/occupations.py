"""Words by which a title is told from a company: occupations in eight languages, ranks, departments."""

import re

# The noun a title turns on.
NOUNS = frozenset("""
accountant actor actuary adjuster administrator adviser advisor agent ambassador analyst anaesthetist animator apprentice
architect archivist artist assembler assistant associate attendant attorney auditor author baker barber barista bartender
biologist bookkeeper botanist broker builder butcher buyer captain caregiver caretaker carer carpenter cashier ceo cfo chair
chairman chairperson chef chemist chief cio ciso clerk cleaner clinician cmo coach cofounder co-founder collector columnist
commander commissioner composer conductor consultant contractor controller coo cook coordinator co-ordinator copywriter
councillor counsel counselor counsellor courier crew cto curator custodian dean dentist deputy designer developer devops
dietitian director dispatcher doctor dpo draftsman drafter driver ecologist economist editor educator electrician employee
engineer entrepreneur epidemiologist estimator examiner executive expert fabricator facilitator farmer fellow filmmaker
firefighter fitter florist foreman founder freelancer fundraiser gardener geologist geneticist grader groomer guard guide
hairdresser handyman head helper historian host hostess housekeeper hygienist illustrator inspector installer instructor
intern internship interpreter interviewer investigator investor janitor jeweler journalist judge laborer labourer landscaper
laureate lawyer lead leader lecturer librarian lieutenant lifeguard linguist machinist maintainer manager marketer mason
mathematician mechanic mediator member mentor merchandiser meteorologist midwife miner model moderator musician nanny nurse
nutritionist officer operator optician optometrist orderly organiser organizer owner painter paralegal paramedic partner pastor
pediatrician performer pharmacist phlebotomist photographer physician physicist physiotherapist pilot planner plumber poet
policeman porter postdoc practitioner preacher president presenter principal probationer producer professor programmer
promoter proofreader proprietor psychiatrist psychologist psychotherapist publicist purchaser radiographer radiologist
ranger realtor receptionist recruiter registrar reporter rep representative researcher resident restorer reviewer rigger
roofer sailor salesman salesperson saleswoman scholar scientist secretary sergeant server servant sheriff singer
sociologist solicitor sommelier specialist speaker staff statistician stenographer steward stewardess stocker strategist
student stylist superintendent supervisor surgeon surveyor tailor teacher teller technician technologist tester therapist
toolmaker trader trainee trainer transcriber translator treasurer tutor typist underwriter usher veterinarian vet
videographer volunteer vp waiter waitress warden webmaster welder worker writer sre sdet dba qa pm evangelist advocate
scrummaster generalist ux/ui actuarial prosecutor anchor clerkship externship ta ra lecturership extern
assistante
abteilungsleiter abteilungsleiterin aushilfe auszubildende auszubildender azubi beamter beamtin berater beraterin
bereichsleiter bereichsleiterin betreuer betreuerin betriebsleiter buchhalter buchhalterin chefarzt direktor direktorin
dozent dozentin einkäufer einkäuferin entwickler entwicklerin erzieher erzieherin fachkraft fachinformatiker
filialleiter filialleiterin forscher forscherin geschäftsführer geschäftsführerin geselle gesellin gruppenleiter
gruppenleiterin hilfskraft ingenieur ingenieurin inhaber inhaberin kauffrau kaufmann koch köchin konstrukteur
konstrukteurin krankenpfleger krankenschwester lehrer lehrerin leiter leiterin leitung mechaniker mechanikerin mechatroniker
meister meisterin mitarbeiter mitarbeiterin pfleger pflegerin praktikant praktikantin praktikum produktmanager
programmierer programmiererin projektleiter projektleiterin projektmanager prokurist prokuristin referent referentin
redakteur redakteurin richter richterin sachbearbeiter sachbearbeiterin sekretär sekretärin softwareentwickler
softwarearchitekt teamleiter teamleiterin techniker technikerin trainer trainerin tutorin verkäufer verkäuferin
vertriebsleiter verwalter volontär volontärin vorstand werkstudent werkstudentin wissenschaftler wissenschaftlerin
zimmerer arzt ärztin anwalt anwältin architektin apotheker apothekerin assistent assistentin assistenzarzt assistenzärztin
elektriker elektroniker elektronikerin hausmeister kellner kellnerin kassierer kassiererin lagerist disponent disponentin
steuerberater steuerfachangestellte bankkaufmann bankkauffrau industriekaufmann doktorand doktorandin trainee duale
dualer hiwi freiberufler freiberuflerin selbstständig selbständig selbstständiger therapeut therapeutin übersetzer
übersetzerin grafikdesigner grafikdesignerin mediengestalter mediengestalterin controllerin administratorin analystin
abogado abogada administrador administradora administrativo administrativa agente albañil analista arquitecta arquitecto
asesor asesora asistente auditor auditora autónomo autónoma auxiliar ayudante azafata bibliotecario bibliotecaria
becaria becario camarera camarero cajera cajero carpintero cocinera cocinero coordinador coordinadora comercial conductor
conductora consultor consultora contable contador contadora conserje delegado delegada dependienta dependiente
desarrollador desarrolladora dietista directivo director directora diseñador diseñadora docente electricista encargada
encargado enfermera enfermero especialista estadístico farmacéutica farmacéutico formador formadora fotógrafo fotógrafa
gerente gestor gestora ingeniera ingeniero instructora intérprete investigador investigadora jardinero jefa jefe
maestra maestro mecánico médica médico monitor monitora mozo operador operadora operaria operario peluquera peluquero
periodista pintor practicante prácticas profesor profesora programador programadora psicóloga psicólogo psicopedagoga
recepcionista redactor redactora repartidor representante responsable secretaria secretario socia socio subdirector
subdirectora supervisor supervisora tecnico técnica técnico teleoperador teleoperadora teleoperador terapeuta trabajador
trabajadora traductor traductora tutor tutora vendedor vendedora veterinaria veterinario voluntaria voluntario
ater postdoctorant postdoctorante vacataire maître maîtresse praticien praticienne acheteur acheteuse agent alternant alternante animateur animatrice apprenti apprentie architecte assistant assistante
attaché attachée auditeur auditrice auxiliaire avocat avocate barman bibliothécaire boulanger caissier caissière cadre
chargé chargée chauffeur chef cheffe chercheur chercheuse coiffeur coiffeuse collaborateur collaboratrice commercial
commerciale comptable concepteur conceptrice conducteur conseiller conseillère consultant consultante contrôleur
contrôleuse coordinateur coordinatrice cuisinier cuisinière développeur développeuse dirigeant directeur directrice
doctorant doctorante écrivain éditeur éditrice éducateur éducatrice électricien employé employée enseignant enseignante
expert formateur formatrice fondateur fondatrice gérant gérante gestionnaire graphiste guide hôte hôtesse infirmier
infirmière informaticien informaticienne ingénieur ingénieure interprète jardinier journaliste juriste lecteur lectrice
logisticien magasinier magasinière maître médecin moniteur monitrice ouvrier ouvrière pharmacien pharmacienne pilote
plombier préparateur préparatrice professeur professeure programmeur psychologue réceptionniste rédacteur rédactrice
responsable secrétaire serveur serveuse stagiaire superviseur surveillant surveillante technicien technicienne
téléconseiller téléconseillère traducteur traductrice trésorier vendeur vendeuse vétérinaire webmestre analyste
addetta addetto amministratore amministratrice analista apprendista architetta architetto assistente avvocata avvocato
autista barista barman cameriera cameriere capo capocantiere cassiera cassiere collaboratore collaboratrice commercialista
commessa commesso consulente contabile coordinatore coordinatrice cuoca cuoco direttore direttrice disegnatore docente
dottoranda dottorando educatore educatrice elettricista farmacista fisioterapista fondatore formatore fotografo geometra
giornalista grafica grafico impiegata impiegato infermiera infermiere ingegnere insegnante istruttore istruttrice
magazziniere maestra maestro meccanico medico operaia operaio operatore operatrice progettista programmatore
programmatrice psicologa psicologo praticante receptionist redattore redattrice responsabile ricercatore ricercatrice
segretaria segretario stagista sviluppatore sviluppatrice tecnico tirocinante titolare traduttore traduttrice venditore
venditrice volontaria volontario
administrador administradora advogada advogado analista arquiteta arquiteto assessor assistente atendente auxiliar bolseiro
bolsista caixa chefe comercial consultor contabilista coordenador coordenadora cozinheira cozinheiro desenvolvedor
desenvolvedora designer diretor diretora docente empregada empregado encarregado encarregada enfermeira enfermeiro
engenheira engenheiro especialista estagiária estagiário farmacêutica farmacêutico formador formadora gerente gestor
gestora investigador investigadora jornalista líder médica médico motorista operador operadora pesquisador pesquisadora
professor professora programador programadora psicóloga psicólogo recepcionista secretária secretário supervisor
supervisora técnica técnico tradutor tradutora tesoureiro vendedor vendedora voluntária voluntário sócio sócia
adviseur arts assistent begeleider beheerder beleidsmedewerker boekhouder chauffeur coördinator directeur docent eigenaar
hoofd huisarts ingenieur jurist kok leerkracht leraar manager medewerker medewerkster monteur ondernemer onderzoeker
ontwikkelaar ontwerper oprichter projectleider promovendus redacteur stagiair stagiaire tandarts teamleider verkoper
verpleegkundige verzorgende vrijwilliger werknemer
""".split())  # fmt: skip

# Endings of compounds: "Softwareentwicklerin", "Vertriebsleiter".
ENDINGS = (
    "ingenieur", "entwickler", "leiter", "berater", "kaufmann", "kauffrau", "mitarbeiter", "assistent", "manager",
    "techniker", "mechaniker", "elektroniker", "pfleger", "schwester", "lehrer", "verkäufer", "einkäufer", "meister",
    "arbeiter", "architekt", "analyst", "designer", "referent", "koordinator", "angestellte", "angestellter", "praktikant",
    "praktikum", "student", "hilfskraft", "fachkraft", "fachwirt", "helfer", "fahrer", "führer", "planer", "prüfer",
    "redakteur", "forscher", "wissenschaftler", "informatiker", "administrator", "spezialist", "gestalter", "therapeut",
    "arzt", "anwalt", "beauftragter", "beauftragte", "betreuer", "trainer", "chef", "leitung", "consultant", "engineer",
    "entwicklung", "medewerker", "ontwikkelaar", "adviseur", "leider", "monteur", "zeichner", "schlosser", "bauer", "händler",
    "logist", "koch", "verwalter", "begleiter", "sekretär", "buchhalter", "controller", "owner", "lead", "vertreter", "jährling",
)  # fmt: skip
# Of nouns in romance languages and of learned ones: weak, so long words only.
LONG_ENDINGS = (
    "teur",
    "trice",
    "euse",
    "iste",
    "logue",
    "ista",
    "icien",
    "icienne",
    "ologist",
    "ographer",
    "ologe",
    "ician",
    "ologo",
    "ologa",
)
# Of Chinese titles.
HAN_ENDINGS = (
    "工程师", "经理", "总监", "主管", "专员", "实习生", "助理", "顾问", "设计师", "分析师", "架构师", "主任", "负责人", "组长",
    "会计", "出纳", "文员", "秘书", "教师", "老师", "讲师", "教授", "研究员", "科学家", "程序员", "开发", "运营", "销售",
    "编辑", "记者", "律师", "医生", "护士", "药师", "翻译", "店长", "厂长", "总裁", "总经理", "副总", "董事", "合伙人",
    "创始人", "代表", "策划", "客服", "行政", "采购", "测试", "培训生", "管培生", "技术员", "操作员", "司机", "厨师", "校长",
    "班主任", "辅导员", "产品", "人事", "前台", "店员", "导购", "审计", "科员", "干事", "部长", "院长", "站长", "经纪人",
    "摄影师", "剪辑师", "美工", "技师", "教练", "主播", "投资人", "交易员", "精算师", "工程師", "經理", "助教", "博士后",
)  # fmt: skip
# What stands beside the noun and says nothing of a company.
RANKS = frozenset("""
senior junior sr jr lead principal staff chief head deputy vice assistant associate executive global regional national
interim acting trainee working graduate entry-level mid-level full-stack fullstack full stack frontend front-end backend
back-end software hardware data product project program programme marketing sales customer account business
operations human resources hr finance financial legal clinical medical web mobile cloud machine learning ml ai devops security
network systems system quality research development design ux ui content digital social media community supply chain
logistics technical solutions support service field process production plant maintenance mechanical electrical civil
structural chemical embedded firmware site reliability platform infrastructure analytics growth brand communications
public relations pr event events talent acquisition procurement purchasing teaching i ii iii iv
leitende leitender stellvertretende stellvertretender wissenschaftliche wissenschaftlicher studentische freier freie
kaufmännische kaufmännischer technische technischer strategische strategischer
""".split())  # fmt: skip
PHRASES = re.compile(
    r"\b(?:head of|vp of|vice president|director of|chief \w+ officer|member of (?:the )?technical staff|"
    r"leiter(?:in)? (?:der|des)|self[- ]employed|freelance|sabbatical|parental leave|elternzeit|"
    r"chargée? d[e’']|chef(?:fe)? d[e’']|responsable d[e’']|jefe de|jefa de|director de|in charge of|"
    r"r&d|b\.?a\.? thesis|master thesis|bachelorarbeit|masterarbeit|summer analyst|ux/ui|alternance|work placement|placement|"
    r"stage de|travail de|maîtresse? de conférences|job étudiant|ayudante de|beca de)\b",
    re.I,
)
EMPLOYMENT = re.compile(
    r"\b(?:full[- ]?time|part[- ]?time|contract|temporary|permanent|remote|hybrid|on-?site|freelance|seasonal|vollzeit|teilzeit|"
    r"befristet|homeoffice|minijob|tiempo completo|media jornada|jornada completa|remoto|presencial|temps plein|temps partiel|"
    r"cdi|cdd|télétravail|tempo pieno|part time|tempo integral|self-employed|全职|兼职|远程)\b",
    re.I,
)
