"""Labels of forms: what the text after them is ("Employer:", "Zeitraum", "职位")."""

import re

from preppal.resumes.reading.heads import plain

_LABELS = {
    "title": "title|job title|position|position held|role|occupation|occupation or position held|designation|job|post|"
    "stelle|funktion|berufsbezeichnung|tatigkeit|tatigkeit als|beruf oder funktion|puesto|cargo|puesto de trabajo|profesion o cargo desempenado|"
    "ocupacion|poste|poste occupe|fonction|emploi|intitule du poste|posizione|posizione ricoperta|ruolo|mansione|"
    "lavoro o posizione ricoperti|qualifica|funcao|funcao ou cargo ocupado|profissao|functie|"
    "职位|岗位|职务|担任职务|职称|所任职位|职位名称|工作岗位|任职岗位",
    "company": "company|employer|organisation|organization|name of employer|name and address of employer|company name|firm|client|"
    "name and address of|name and address of employer|firma|arbeitgeber|unternehmen|betrieb|name des arbeitgebers|empresa|empleador|nombre de la empresa|entidad|nombre del empleador|"
    "organizacion|entreprise|employeur|societe|nom de lemployeur|azienda|datore di lavoro|nome del datore di lavoro|"
    "societa|empregador|nome do empregador|bedrijf|werkgever|公司|单位|工作单位|公司名称|任职公司|所在公司|单位名称|企业",
    "degree": "degree|qualification|title of qualification awarded|qualification awarded|field of study|major|course|program|programme|"
    "abschluss|studiengang|fachrichtung|bezeichnung der qualifikation|studienfach|fach|titulo|titulacion|titulo obtenido|titulo de la cualificacion obtenida|"
    "grado|carrera|diplome|diplome obtenu|intitule du diplome|titolo|titolo di studio|qualifica conseguita|titolo della qualifica|"
    "corso di studi|qualificacao|grau|curso|opleiding|diploma|"
    "学历|学位|专业|所学专业|学历学位|专业名称",
    "institution": "name and type of organisation|name and type of organisation providing education and training|institution|school|university|college|name of institution|organisation providing education|institute|"
    "bildungseinrichtung|hochschule|universitat|schule|name der bildungseinrichtung|institut|centro|centro de estudios|universidad|"
    "institucion|centro educativo|etablissement|ecole|universite|nom de letablissement|istituto|universita|scuola|nome dellistituto|"
    "instituicao|instituicao de ensino|universidade|escola|instelling|学校|院校|毕业院校|学校名称|毕业学校|就读院校",
    "date": "date|dates|period|duration|from to|time|years|year|date of employment|zeitraum|datum|daten|dauer|von bis|fecha|fechas|periodo|"
    "duracion|periode|duree|annees|data|duras|datas|durata|periodo di lavoro|时间|起止时间|日期|工作时间|在职时间|起止日期|就读时间|任职时间",
    "place": "location|place|city|ort|standort|arbeitsort|lugar|ubicacion|localidad|lieu|ville|luogo|sede|local|localidade|plaats|地点|工作地点|城市|所在地",
    "body": "responsibilities|main responsibilities|main activities and responsibilities|duties|achievements|key achievements|description|tasks|"
    "main activities and|aufgaben|tatigkeiten|aufgabenbereich|schwerpunkte|hauptaufgaben|erfolge|funciones|responsabilidades|tareas|logros|missions|taches|"
    "realisations|principales activites|activites|mansioni|attivita|principali attivita|principali mansioni e responsabilita|responsabilita|"
    "responsabilidades|atividades|tarefas|taken|technologies|tech stack|technologien|tecnologias|tools|stack|skills|environment|"
    "industry|type of business or|sector|type of business or sector|branche|secteur|settore|grade|note|gpa|nota|thesis|"
    "职责|工作内容|工作职责|工作描述|主要职责|业绩|工作业绩|项目描述|部门|所在部门|汇报对象|主修课程|行业|离职原因|证明人",
}  # fmt: skip
ROLES = {
    plain(label): role for role, labels in _LABELS.items() for label in labels.split("|") if label
}
COLON = re.compile(r"^([^:：\t]{2,44})\s*[:：]\s*")


def take_label(text: str) -> tuple[str | None, str]:
    """What a line's label says the rest is (`title`, `company` …), and the rest."""
    match = COLON.match(text)
    label, rest = (match[1], text[match.end() :]) if match else ("", "")
    if not match:
        label, _, rest = text.partition("\t")
    role = ROLES.get(plain(label)) if rest.strip() else None
    if role is None:
        return None, text
    return role, rest.strip(" \t:：")
