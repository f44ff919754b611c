"""What resumes call their parts, in eight languages."""

import re
import unicodedata
from enum import StrEnum


class Part(StrEnum):
    """A part of a resume; what has no place in a profile is OTHER."""

    SUMMARY = "summary"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    SKILLS = "skills"
    LANGUAGES = "languages"
    CONTACT = "contact"
    LINKS = "links"
    PERSONAL = "personal"
    OTHER = "other"


# Whole heads, as `plain` writes them.
_HEADS = {
    Part.EXPERIENCE: """
        experience|experiences|work experience|professional experience|employment|employment history|work history|
        career history|career|job history|professional history|professional background|work|positions|positions held|
        relevant experience|industry experience|research experience|teaching experience|academic experience|
        academic appointments|appointments|professional appointments|clinical experience|internships|internship|
        internship experience|internships and experience|leadership experience|additional experience|other experience|
        previous experience|earlier experience|selected experience|experience summary|employment experience|
        professional career|career summary|career progression|career experience|where ive worked|jobs|
        work experiences|professional experiences|freelance experience|consulting experience|military experience|
        related experience|full time experience|my experience|work and experience|employment record|previous roles|
        career highlights and experience|employment details|work experience and internships|current role|previous positions|
        academic positions|research and professional experience|academic employment|military service|
        berufserfahrung|berufserfahrungen|beruflicher werdegang|berufspraxis|werdegang|berufliche erfahrung|
        berufliche erfahrungen|berufliche stationen|berufliche tatigkeit|berufliche tatigkeiten|praktische erfahrung|
        praktische erfahrungen|praktika|praktikum|praxiserfahrung|arbeitserfahrung|erfahrung|erfahrungen|
        berufstatigkeit|berufliche laufbahn|beschaftigungen|stationen|karriere|berufspraktische erfahrung|
        berufliche praxis|praxis|beruflicher hintergrund|nebentatigkeiten|nebentatigkeit|
        tatigkeiten|beruf|praktika und nebentatigkeiten|praktika und werkstudententatigkeiten|
        experiencia|experiencia laboral|experiencia profesional|experiencias|trayectoria|trayectoria profesional|
        trayectoria laboral|historial laboral|historial profesional|experiencias laborales|experiencias profesionales|
        practicas|practicas profesionales|carrera profesional|empleo|vida laboral|experiencia de trabajo|experiencia previa|
        experience professionnelle|experiences professionnelles|parcours professionnel|parcours|emplois|
        experiences de travail|experience de travail|stages|stages et emplois|carriere|historique professionnel|
        experiences et stages|mon parcours|emploi|expérience|
        esperienza|esperienze|esperienza lavorativa|esperienze lavorative|esperienza professionale|
        esperienze professionali|carriera|percorso professionale|tirocini|
        experiencia profissional|experiencias profissionais|historico profissional|percurso profissional|
        trajetoria profissional|atuacao profissional|estagios|carreira|
        werkervaring|ervaring|loopbaan|arbeidsverleden|relevante werkervaring|stages en werkervaring|
        工作经历|工作经验|职业经历|工作履历|职业履历|实习经历|实习经验|工作背景|任职经历|从业经历|工作/实习经历|实习与工作经历|
        实习/工作经历|工作及实习经历|工作和实习经历|专业经历|职业生涯|主要工作经历|實習經歷|工作經歷|工作經驗|经历
    """,
    Part.EDUCATION: """
        education|educations|academic background|educational background|education and training|training and education|
        academic qualifications|academic history|qualifications|educational qualifications|academic|academics|
        academic education|studies|degrees|academic record|academic credentials|education and qualifications|schooling|
        school|education history|educational history|education and certifications|education and credentials|academic training|
        education and certification|my education|university education|education and honors|education and awards|
        degrees and education|formal education|education background|training|education details|education and courses|
        education and professional development|education and licensure|education and licenses|
        ausbildung|studium|bildung|bildungsweg|schulbildung|hochschulbildung|akademische ausbildung|schulische bildung|
        akademischer werdegang|schulische ausbildung|berufsausbildung|hochschulstudium|studium und ausbildung|
        ausbildung und studium|aus und weiterbildung|schule und studium|bildungsgang|akademische laufbahn|
        schulischer werdegang|schulausbildung|ausbildungen|akademische bildung|studium und schule|bildungswerdegang|
        ausbildung und weiterbildung|schul und berufsausbildung|schule|schullaufbahn|studium/ausbildung|promotion|
        schulbildung und studium|ausbildung/studium|akademischer hintergrund|
        formacion|formacion academica|educacion|estudios|estudios realizados|formacion y estudios|titulacion|
        formacion reglada|datos academicos|historial academico|preparacion academica|formacion universitaria|
        educacion y formacion|titulos|estudios academicos|antecedentes academicos|
        formation|formations|diplomes|diplome|etudes|diplomes et formations|formation et diplomes|formation academique|
        parcours academique|scolarite|formations et diplomes|cursus|parcours scolaire|parcours universitaire|
        education et formation|formation initiale|cursus universitaire|cursus academique|formation universitaire|
        istruzione|istruzione e formazione|formazione|studi|titoli di studio|percorso di studi|formazione accademica|
        educazione|percorso formativo|formazione e istruzione|
        formacao|formacao academica|educacao|escolaridade|estudos|habilitacoes|habilitacoes literarias|
        habilitacoes academicas|educacao e formacao|qualificacoes academicas|
        opleiding|opleidingen|onderwijs|studie|opleiding en training|scholing|
        教育背景|教育经历|学历|教育|学历背景|教育程度|学习经历|教育情况|受教育经历|教育经验|学术背景|教育經歷|學歷|学习背景
    """,
    Part.SKILLS: """
        skills|technical skills|core competencies|key skills|competencies|core skills|professional skills|skill set|
        skillset|expertise|areas of expertise|top skills|technologies|technical expertise|technical competencies|
        tools|tools and technologies|skills and tools|skills and technologies|tech stack|technology|software|
        software skills|computer skills|it skills|hard skills|soft skills|skills and expertise|skills and abilities|
        skills summary|skills and competencies|key competencies|programming languages|programming|programming skills|
        skills and qualifications|strengths|key strengths|proficiencies|technical proficiencies|specialties|specialities|
        specialization|specializations|my skills|additional skills|other skills|relevant skills|digital skills|
        languages and technologies|skills and interests|technical knowledge|knowledge|technical profile|
        core qualifications|areas of strength|clinical skills|laboratory skills|design skills|toolbox|toolkit|
        capabilities|key capabilities|core strengths|skill highlights|skill|technical summary|frameworks|
        stack|my stack|design tools|technical|technical stack|business skills|personal skills|management skills|abilities|
        kenntnisse|fahigkeiten|kompetenzen|it kenntnisse|edv kenntnisse|edv|fachkenntnisse|kernkompetenzen|
        fahigkeiten und kenntnisse|kenntnisse und fahigkeiten|besondere kenntnisse|technische kenntnisse|
        top kenntnisse|schlusselkompetenzen|fachliche kompetenzen|weitere kenntnisse|qualifikationen|edv und sprachen|
        programmierkenntnisse|software kenntnisse|softwarekenntnisse|it kompetenzen|zusatzqualifikationen|know how|
        technologien|technische fahigkeiten|starken|it skills und tools|pc kenntnisse|computerkenntnisse|
        kenntnisse und kompetenzen|fachkompetenzen|skills und tools|werkzeuge|it fahigkeiten|personliche starken|
        habilidades|competencias|conocimientos|aptitudes|habilidades tecnicas|competencias tecnicas|
        conocimientos tecnicos|informatica|conocimientos informaticos|aptitudes principales|habilidades y competencias|
        competencias profesionales|competencias digitales|herramientas|tecnologias|habilidades profesionales|
        competencias clave|habilidades clave|destrezas|capacidades|software y herramientas|conocimientos y habilidades|
        competences|competences cles|competences techniques|savoir faire|informatique|outils|
        principales competences|competences professionnelles|aptitudes professionnelles|domaines de competences|
        competences informatiques|logiciels|atouts|competences et outils|savoir etre|qualites|outils et logiciels|
        competenze|capacita e competenze|competenze tecniche|competenze principali|competenze professionali|abilita|
        competenze informatiche|conoscenze|conoscenze informatiche|competenze digitali|capacita|strumenti|
        competenze chiave|capacita e competenze tecniche|
        habilidades tecnicas|competencias profissionais|principais competencias|conhecimentos|conhecimentos tecnicos|
        ferramentas|habilidades e competencias|
        vaardigheden|competenties|kennis|kennis en vaardigheden|topvaardigheden|technische vaardigheden|computervaardigheden|
        专业技能|技能|技能特长|技术栈|技能清单|专业能力|核心技能|个人技能|职业技能|热门技能|技能与证书|技术能力|技能专长|
        掌握技能|特长|工作技能|相关技能|it技能|计算机技能|核心能力|专业特长|技能特点|技能证书|专业知识|技术技能|能力
    """,
    Part.LANGUAGES: """
        languages|language skills|language|language proficiency|foreign languages|languages spoken|linguistic skills|
        spoken languages|sprachen|sprachkenntnisse|fremdsprachen|sprache|sprachliche kenntnisse|
        idiomas|lenguas|idioma|lenguajes|conocimiento de idiomas|conocimientos de idiomas|langues|langues etrangeres|
        langue|langues parlees|lingue|competenze linguistiche|lingue straniere|conoscenze linguistiche|
        linguas|competencias linguisticas|conocimientos linguisticos|talen|talenkennis|taalvaardigheden|
        语言能力|语言|外语水平|语言技能|外语|外语能力|語言能力|掌握语言|语言水平
    """,
    Part.SUMMARY: """
        summary|profile|about me|about|professional summary|professional profile|personal profile|executive summary|
        objective|career objective|career summary|overview|personal statement|introduction|bio|biography|who i am|
        career profile|executive profile|summary of qualifications|qualifications summary|career overview|mission|
        professional objective|professional overview|headline|statement|highlights|career highlights|career goal|
        research interests|hello|key achievements|profile summary|personal summary|short profile|
        profil|kurzprofil|uber mich|zusammenfassung|zur person|berufsziel|personliches profil|qualifikationsprofil|ziel|
        qualifikationsprofil|kurzvorstellung|berufliches profil|berufliches ziel|
        perfil|perfil profesional|resumen|resumen profesional|sobre mi|extracto|objetivo|objetivo profesional|
        presentacion|acerca de mi|quien soy|a propos|a propos de moi|resume|profil professionnel|presentation|objectif|
        qui suis je|accroche|
        profilo|profilo personale|profilo professionale|chi sono|riepilogo|sommario|su di me|obiettivo|
        sobre mim|resumo|resumo profissional|perfil profissional|sobre|apresentacao|
        profiel|over mij|samenvatting|persoonlijk profiel|
        个人简介|自我评价|个人概况|个人总结|自我介绍|个人优势|求职意向|关于我|简介|个人评价|职业概述|个人陈述|职业目标|求职目标|
        个人亮点|自我描述|個人簡介|概述|职业摘要|个人摘要
    """,
    Part.CONTACT: """
        contact|contact details|contact information|get in touch|contact info|contacts|personal details|contact me|
        personal information|personal info|personal data|details|address|info|reach me|lets connect|
        kontakt|personliche daten|kontaktdaten|personliche angaben|angaben zur person|personalien|personliches|
        zur person und kontakt|kontaktinformationen|adresse|kontakt und daten|
        contacto|datos personales|datos de contacto|contactar|informacion de contacto|informacion personal|
        coordonnees|informations personnelles|etat civil|contactez moi|donnees personnelles|
        contatti|informazioni personali|dati personali|recapiti|contatto|
        contato|contactos|dados pessoais|informacoes pessoais|informacao pessoal|
        contactgegevens|persoonlijke gegevens|persoonsgegevens|persoonlijke informatie|
        联系方式|个人信息|基本信息|联系信息|个人资料|基本资料|联系我|個人資料|联络方式|基本情况
    """,
    Part.LINKS: """
        links|websites|web|online|social|social media|profiles|social profiles|find me online|online profiles|website|
        social networks|enlaces|redes sociales|liens|reseaux|collegamenti|portfolio|online presence|on the web|链接|网站|个人主页
    """,
    Part.OTHER: """
        projects|personal projects|key projects|selected projects|academic projects|side projects|project experience|
        open source|open source projects|publications|selected publications|papers|journal articles|
        articles|books|conference papers|patents|talks|presentations|conferences|conference talks|speaking|
        certifications|certificates|certification|licenses|licenses and certifications|certifications and licenses|
        licences|licensure|accreditations|professional certifications|courses|coursework|relevant coursework|
        training and certifications|professional development|continuing education|workshops|online courses|
        courses and certifications|certifications and training|certifications and courses|trainings|
        awards|honors|honours|honors and awards|awards and honors|achievements|accomplishments|scholarships|grants|
        awards and achievements|recognition|fellowships|prizes|funding|grants and awards|honors awards|
        volunteering|volunteer|volunteer experience|volunteer work|community|community service|community involvement|
        voluntary work|volunteer activities|civic engagement|
        interests|hobbies|hobbies and interests|interests and hobbies|personal interests|activities|extracurricular activities|
        extracurricular|leadership|leadership and activities|leadership activities|activities and interests|
        references|referees|reference|recommendations|memberships|affiliations|professional affiliations|
        professional memberships|associations|societies|teaching|service|professional service|research|advising|
        supervision|mentoring|invited talks|media|press|additional information|additional|miscellaneous|other|
        other information|further information|misc|availability|notice period|declaration|appendix|exhibitions|
        driving licence|drivers license|driving license|military|nationality|volunteer and leadership|test scores|
        projekte|projekterfahrung|ausgewahlte projekte|veroffentlichungen|publikationen|vortrage|patente|zertifikate|
        zertifizierungen|weiterbildung|weiterbildungen|fortbildung|fortbildungen|fort und weiterbildung|seminare|
        fort und weiterbildungen|weiterbildungen und zertifikate|kurse|auszeichnungen|preise|stipendien|ehrenamt|
        ehrenamtliches engagement|engagement|ehrenamtliche tatigkeit|ehrenamtliche tatigkeiten|soziales engagement|
        hobbys|hobbies|interessen|hobbys und interessen|interessen und hobbys|freizeit|referenzen|mitgliedschaften|
        sonstiges|weiteres|fuhrerschein|auslandsaufenthalte|auslandserfahrung|wehrdienst|zivildienst|
        zertifikate und weiterbildungen|verschiedenes|personliche interessen|lehre|forschung|anlagen|
        proyectos|publicaciones|ponencias|certificaciones|certificados|cursos|cursos y certificaciones|
        formacion complementaria|otros cursos|premios|logros|reconocimientos|becas|voluntariado|aficiones|intereses|
        intereses y aficiones|pasatiempos|hobbies e intereses|referencias|otros datos|otros datos de interes|
        informacion adicional|datos adicionales|otros|carnet de conducir|permiso de conducir|afiliaciones|
        projets|projets personnels|publications|certifications|certificats|formations complementaires|prix|distinctions|
        benevolat|engagement associatif|engagements|centres dinteret|centres dinterets|interets|loisirs|hobbies|
        references|informations complementaires|divers|permis|permis de conduire|activites|activites extra professionnelles|
        vie associative|langues et informatique|
        progetti|pubblicazioni|certificazioni|certificati|corsi|premi|riconoscimenti|volontariato|interessi|
        hobby|interessi e hobby|referenze|ulteriori informazioni|altro|patente|patente di guida|altre informazioni|
        corsi e certificazioni|interessi personali|
        projetos|publicacoes|certificacoes|certificados|cursos e certificacoes|premios|voluntariado|interesses|
        interesses pessoais|passatempos|informacoes adicionais|outras informacoes|carta de conducao|formacao complementar|
        cursos complementares|atividades|
        projecten|publicaties|certificaten|cursussen|prijzen|vrijwilligerswerk|interesses|hobbys|referenties|overig|
        hobbys en interesses|nevenactiviteiten|
        项目经历|项目经验|论文|发表论文|学术论文|专利|证书|资格证书|荣誉奖项|荣誉|奖项|获奖情况|获奖经历|荣誉证书|培训经历|
        培训|志愿者经历|志愿活动|校园经历|社团经历|在校经历|兴趣爱好|爱好|兴趣|推荐人|其他|其他信息|附加信息|科研经历|社会实践|
        校内经历|学生工作|校园实践|荣誉与奖项|主修课程|作品|作品集|开源项目|个人项目|证书与资质|学术成果|奖励|所获荣誉|研究经历|
        学术发表|实践经历|专利与论文|执照|项目|荣誉及证书|奖项荣誉|組織經歷
    """,
}  # fmt: skip

# Words that may stand around a head's core: "Relevant Work Experience", "Skills & Tools (selected)".
_CORES = {
    Part.EXPERIENCE: "experience employment berufserfahrung werdegang experiencia esperienza esperienze experiências werkervaring expérience expériences",
    Part.EDUCATION: "education ausbildung studium formación formation educación istruzione formazione formação opleiding qualifications",
    Part.SKILLS: "skills competencies kenntnisse fähigkeiten kompetenzen habilidades competencias compétences competenze competências expertise technologies vaardigheden proficiencies",
    Part.LANGUAGES: "languages sprachen sprachkenntnisse idiomas langues lingue línguas talen",
    Part.OTHER: (
        "projects publications certifications certificates awards honors volunteering interests hobbies references "
        "projekte zertifikate weiterbildung interessen proyectos cursos publicaciones certificaciones projets "
        "certificazioni interessi progetti projetos interesses certificações coursework memberships activities patents training"
    ),
}  # fmt: skip
_AROUND = frozenset(
    "job and und y et e en of in de del der des di da relevant related other additional selected recent key core main "
    "professional work working career technical personal academic formal further previous past prior current years "
    "my the a an software digital research industry teaching leadership international business management "
    "history background summary overview highlights profile record training tools technologies strengths expertise "
    "abilities interests qualifications awards honors courses certifications certificates licenses development "
    "spoken foreign programming computer it edv soft hard general specific special design clinical engineering "
    "berufliche praktische relevante weitere technische fachliche persönliche akademische und sowie "
    "laboral profesional académica académicas técnicas principales otros otras otra "
    "professionnelle professionnelles techniques principales académique clés "
    "professionale professionali lavorativa lavorative tecniche profissional acadêmica académica".split()
)  # fmt: skip


def plain(text: str) -> str:
    """A head in small letters, without accents, marks, numbering and what stands in brackets."""
    text = re.sub(r"[(\[（【].*?[)\]）】]", " ", text)
    text = text.replace("&", " and ").replace("’", "").replace("'", "")
    text = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
    )
    text = re.sub(r"^\s*(?:\d{1,2}|[ivx]{1,4})[.)]\s*", "", text)
    text = text.replace("ß", "ss")
    return " ".join(re.findall(r"[^\W_]+", text))


WHOLE = {
    plain(head): part
    for part, heads in _HEADS.items()
    for head in heads.replace("\n", " ").split("|")
    if plain(head)
}
CORE = {plain(word): part for part, words in _CORES.items() for word in words.split()}
AROUND = frozenset(plain(word) for word in _AROUND)
HAN = re.compile(r"[\u4e00-\u9fff]")


def head_of(text: str) -> Part | None:
    """The part that a line heads if all of it is a head, or None."""
    if len(text) > 60:
        return None
    words = plain(text)
    if not words:
        return None
    part = WHOLE.get(words) or WHOLE.get(words.replace(" ", "") if HAN.search(words) else words)
    if part is not None:
        return part
    listed = words.split()
    if len(listed) > 5 or text.rstrip().endswith((".", ",", ";")):
        return None
    for joint in (" and ", " und ", " y ", " et ", " e ", " en "):
        first, _, last = words.partition(joint)
        if last and first in WHOLE and last in WHOLE:
            return WHOLE[first]
    cores = [CORE[word] for word in listed if word in CORE]
    if cores and all(word in CORE or word in AROUND for word in listed):
        return cores[0]
    return None
