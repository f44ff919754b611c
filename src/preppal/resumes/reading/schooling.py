"""Words by which degrees and schools are known, in eight languages."""

import re

DEGREE = re.compile(
    r"(?<![^\W_])(?:"
    r"b\.?\s?sc?\.?|b\.?\s?a\.?|b\.?\s?eng\.?|b\.?\s?tech\.?|b\.?\s?com\.?|b\.?\s?ed\.?|b\.?\s?arch\.?|b\.?f\.?a\.?|b\.?b\.?a\.?|ll\.?\s?[bm]\.?|b\.?n\.?|b\.?e\.?|bcs|bca|"
    r"m\.?\s?sc?\.?|m\.?\s?a\.?|m\.?\s?eng\.?|m\.?\s?tech\.?|m\.?\s?ed\.?|m\.?\s?arch\.?|m\.?f\.?a\.?|m\.?b\.?a\.?|m\.?p\.?a\.?|m\.?p\.?h\.?|m\.?phil\.?|m\.?res\.?|mca|msw|"
    r"ph\.?\s?d\.?|d\.?phil\.?|dr\.?(?:\s(?:rer|med|phil|ing|jur)\.?)+(?:\s?nat\.?)?|m\.?d\.?|j\.?d\.?|ed\.?d\.?|dba|"
    r"bachelor['’]?s?|master['’]?s?|doctor(?:ate|al)?|associate['’]?s? (?:degree|of)|a\.?a\.?s?\.? in|foundation degree|magister|"
    r"pgce|pgcert|pgdip|postgraduate|undergraduate|graduate (?:certificate|diploma)|diploma|degree|hnd|hnc|btec|nvq|gcses?|"
    r"a[- ]levels?|high school diploma|ged|baccalaureate|international baccalaureate|certificate|minor|major|honou?rs|"
    r"abitur|fachabitur|fach\w*schulreife|haupt\w*abschluss|mittlerer schulabschluss|fachoberschulreife|hochschulreife|fachhochschulreife|mittlere reife|realschulabschluss|staatsexamen|diplom(?:[- ]?\w+)?|"
    r"dipl\.?[- ]?\w*\.?|promotion|ausbildung(?:\s(?:zum|zur|als))?|lehre|kaufmann|kauffrau|fachinformatiker(?:in)?|meister|matura|studium|umschulung|"
    r"grado|licenciado|licenciada|licenciatura|ingeniería|ingeniero|ingeniera|máster|maestría|doctorado|bachillerato|diplomatura|técnico superior|"
    r"ciclo formativo|formación profesional|fp|posgrado|postgrado|arquitectura|técnico|título|bachiller|especialización|diplomado|"
    r"licence|maîtrise|doctorat|bts|dut|but|baccalauréat|bac|deug|cap|bep|dess|dea|mastère|diplôme|ingénieur|classes? préparatoires?|certificat|"
    r"laurea|laurea magistrale|laurea triennale|laureato|dottorato|diploma di|maturità|maturita|perito|specializzazione|"
    r"bacharelado|bacharel|licenciado|mestrado|mestre|doutoramento|doutorado|pós-graduação|tecnólogo|ensino médio|engenharia|graduação|mba|"
    r"hbo|vwo|havo|mbo|propedeuse|doctoraal|diploom|staatlich (?:geprüfte?r?|anerkannte?r?)"
    r")(?![^\W_])",
    re.I,
)  # fmt: skip
HAN_DEGREE = re.compile(
    r"博士后?|硕士|碩士|本科|学士|學士|研究生|专科|大专|高中|MBA|学位|专业|中专|双学位|辅修"
)
FIELD = re.compile(
    r"\b(?:computer|engineering|science|sciences|mathematics|business|administration|economics|arts|design|physics|chemistry|"
    r"biology|psychology|history|law|medicine|nursing|marketing|finance|accounting|literature|philosophy|informatik|"
    r"betriebswirtschaft(?:slehre)?|maschinenbau|elektrotechnik|wirtschaftsinformatik|wirtschaftsingenieurwesen|bwl|germanistik|"
    r"architektur|mechatronik|physik|chemie|biologie|mathematik|"
    r"derecho|economía|psicología|periodismo|matemáticas|física|química|informática|administración|empresas|"
    r"droit|économie|gestion|informatique|mathématiques|lettres|physique|sociologie|commerce|management|"
    r"giurisprudenza|economia|informatica|lettere|architettura|matematica|direito|gestão|psicologia|contabilidade)\b",
    re.I,
)  # fmt: skip
HAN_FIELD = re.compile(r"(?:工程|科学|技术|管理|学|设计|专业|贸易|金融|会计|英语|法律|经济|系统)$")
SCHOOL = re.compile(
    r"\b(?:universit\w*|université|universität|universidad\w*|universidade|università|universiteit|univ\.?|college|institute?|institut\w*|"
    r"istituto|instituto|school|schools|academy|academia|académie|akademie|accademia|polytechni\w*|politécnic\w*|politecnico|"
    r"hochschule|\w*hochschule|fachhochschule|fh|th|tu|\w*schule|gymnasium|berufskolleg|kolleg|handelskammer|ihk|handwerkskammer|"
    r"\w*schulzentrum|bildungszentrum|\w*seminar|berufsakademie|volkshochschule|escuela|colegio|escola|facultad|faculty|faculdade|école|ecole|lycée|collège|iut|insa|iae|hec|"
    r"liceo|scuola|politecnico|ateneo|conservator\w*|hogeschool|seminary|bootcamp|"
    r"mit|eth|epfl|lse|ucl|ucla|uc|caltech|nyu|usc|cuny|suny|iit|nit|bits|iim|rwth|lmu|kit|tum|hpi|insead|iese|esade|esic|ie|upm|upc|uab|uned|uoc|"
    r"harvard|stanford|yale|princeton|oxford|cambridge|cornell|berkeley|columbia|essec|escp|edhec|sorbonne|bocconi|"
    r"coursera|udacity|udemy|edx|general assembly|lambda school|le wagon|ironhack|education center|training cent(?:er|re)|gesamtschule)\b",
    re.I,
)  # fmt: skip
HAN_SCHOOL = re.compile(
    r"(?:大学|学院|学校|中学|高中|研究院|學院|大學|党校|分校)(?:[(（].*[)）])?$"
)
GRADE = re.compile(
    r"\b(?:gpa|cgpa|grade|note|notendurchschnitt|abschlussnote|durchschnitt|nota media|mention|first class|2:1|upper second|"
    r"summa|magna|cum laude|with (?:honou?rs|distinction)|distinction|votazione|voto|110|绩点|排名|coursework|courses|thesis|"
    r"abschlussarbeit|bachelorarbeit|masterarbeit|tesis|mémoire|dissertation|dean['’]s list|schwerpunkte?|advisor|supervisor|relevant|honou?rs:|awards?:|minor in|"
    r"activities|specialization|focus|主修|课程)\b",
    re.I,
)
