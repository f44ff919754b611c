"""Places: what is one, by its form ("Austin, TX", "70173 Stuttgart") or because many people live there."""

import re
from functools import lru_cache

from babel import Locale

SPOKEN = ("en", "es", "de", "fr", "it", "pt", "zh", "nl")
STATES = frozenset("""
alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa
kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio
oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming ontario quebec québec alberta
manitoba saskatchewan queensland victoria tasmania bavaria bayern hessen sachsen thüringen niedersachsen brandenburg saarland
nordrhein-westfalen baden-württemberg rheinland-pfalz schleswig-holstein mecklenburg-vorpommern sachsen-anhalt cataluña catalunya
andalucía galicia asturias cantabria navarra aragón valencia extremadura murcia england scotland wales lombardia piemonte toscana
jalisco sonora sinaloa oaxaca yucatán chiapas veracruz michoacán guanajuato hidalgo coahuila chihuahua tamaulipas zacatecas
antioquia cundinamarca atlántico santander pichincha guayas maule biobío araucanía bizkaia gipuzkoa gironde rhône
liguria puglia calabria sardegna umbria marche abruzzo campania basilicata trentino flandern tirol steiermark kärnten
vorarlberg oberösterreich niederösterreich rajasthan bihar assam odisha uttarakhand jharkhand goa hertfordshire kent essex
surrey yorkshire lancashire cheshire devon cornwall dorset somerset norfolk suffolk hampshire berkshire
lazio veneto sicilia bretagne normandie occitanie provence karnataka maharashtra telangana gujarat kerala punjab haryana
""".split())  # fmt: skip
SHORT_STATES = frozenset("""
AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN
TX UT VT VA WA WV WI WY DC ON QC BC AB MB SK NS NB NL PE NSW VIC QLD ACT TAS UK USA US UAE EU GB D DE CH AT NL SP RJ MG PR RS
NRW BW BY HE NI SN
""".split())  # fmt: skip
CITIES = frozenset(
    city.strip()
    for city in """
london|manchester|birmingham|leeds|liverpool|bristol|sheffield|edinburgh|glasgow|cardiff|belfast|nottingham|newcastle|leicester|
newport|swansea|oxford|cambridge|brighton|southampton|portsmouth|reading|york|bath|exeter|plymouth|norwich|coventry|aberdeen|dundee|
dublin|cork|galway|limerick|new york|new york city|brooklyn|los angeles|chicago|houston|phoenix|philadelphia|san antonio|
san diego|dallas|san jose|austin|jacksonville|fort worth|columbus|charlotte|san francisco|indianapolis|seattle|denver|boston|
el paso|nashville|detroit|oklahoma city|portland|las vegas|memphis|louisville|baltimore|milwaukee|albuquerque|tucson|fresno|
sacramento|kansas city|mesa|atlanta|omaha|colorado springs|raleigh|miami|long beach|oakland|minneapolis|tulsa|tampa|arlington|
new orleans|cleveland|pittsburgh|cincinnati|st. louis|st louis|orlando|newark|buffalo|madison|boulder|palo alto|mountain view|
sunnyvale|menlo park|cupertino|redmond|bellevue|santa clara|santa monica|irvine|salt lake city|ann arbor|durham|hartford|richmond|
providence|honolulu|anchorage|toronto|montreal|montréal|vancouver|ottawa|calgary|edmonton|winnipeg|halifax|victoria|waterloo|
sydney|melbourne|brisbane|perth|adelaide|canberra|auckland|wellington|christchurch|cape town|johannesburg|durban|nairobi|lagos|
abuja|accra|cairo|casablanca|rabat|tunis|kampala|addis ababa|dakar|
berlin|hamburg|münchen|munich|muenchen|köln|koeln|cologne|frankfurt|frankfurt am main|stuttgart|düsseldorf|leipzig|dortmund|essen|
bremen|dresden|hannover|nürnberg|duisburg|bochum|wuppertal|bielefeld|bonn|münster|karlsruhe|mannheim|augsburg|wiesbaden|
mönchengladbach|gelsenkirchen|braunschweig|aachen|kiel|chemnitz|halle|magdeburg|freiburg|krefeld|mainz|lübeck|erfurt|rostock|
kassel|potsdam|saarbrücken|oldenburg|osnabrück|heidelberg|darmstadt|regensburg|würzburg|ingolstadt|ulm|wolfsburg|heilbronn|
göttingen|erlangen|jena|trier|konstanz|tübingen|esslingen|passau|bamberg|bayreuth|paderborn|siegen|koblenz|fulda|wien|vienna|
graz|linz|salzburg|innsbruck|klagenfurt|zürich|zurich|genf|geneva|genève|basel|bern|lausanne|winterthur|luzern|st. gallen|lugano|zug|
madrid|barcelona|valencia|sevilla|seville|zaragoza|málaga|murcia|palma|palma de mallorca|las palmas|bilbao|alicante|córdoba|valladolid|vigo|gijón|
granada|a coruña|la coruña|vitoria|elche|oviedo|badalona|cartagena|terrassa|sabadell|santander|pamplona|almería|
san sebastián|donostia|castellón|burgos|salamanca|albacete|logroño|huelva|lleida|tarragona|girona|león|cádiz|jaén|toledo|
ciudad de méxico|cdmx|mexico city|guadalajara|monterrey|puebla|tijuana|querétaro|bogotá|medellín|cali|barranquilla|lima|arequipa|
santiago|santiago de chile|valparaíso|concepción|buenos aires|rosario|mendoza|la plata|montevideo|asunción|quito|guayaquil|caracas|
la paz|santa cruz|san josé|panamá|ciudad de panamá|guatemala|tegucigalpa|san salvador|managua|la habana|santo domingo|san juan|
paris|marseille|lyon|toulouse|nice|nantes|strasbourg|montpellier|bordeaux|lille|rennes|reims|le havre|saint-étienne|toulon|
grenoble|dijon|angers|nîmes|villeurbanne|clermont-ferrand|aix-en-provence|brest|tours|limoges|amiens|annecy|perpignan|metz|besançon|
orléans|rouen|mulhouse|caen|nancy|versailles|boulogne-billancourt|poitiers|la rochelle|pau|avignon|cannes|bruxelles|brussels|anvers|
antwerp|antwerpen|gent|ghent|liège|leuven|namur|brugge|luxembourg|
roma|rome|milano|milan|napoli|naples|torino|turin|palermo|genova|bologna|firenze|florence|bari|catania|venezia|venice|verona|
messina|padova|trieste|brescia|parma|modena|pisa|bergamo|perugia|cagliari|asti|trento|reggio emilia|ravenna|rimini|siena|lecce|
lisboa|lisbon|porto|braga|coimbra|faro|aveiro|guimarães|setúbal|évora|são paulo|rio de janeiro|brasília|salvador|fortaleza|
belo horizonte|curitiba|recife|porto alegre|manaus|belém|goiânia|campinas|florianópolis|vitória|natal|
amsterdam|rotterdam|den haag|the hague|utrecht|eindhoven|groningen|tilburg|almere|breda|nijmegen|delft|leiden|haarlem|maastricht|
stockholm|göteborg|gothenburg|malmö|uppsala|lund|linköping|oslo|bergen|trondheim|stavanger|copenhagen|københavn|aarhus|odense|
helsinki|espoo|tampere|turku|oulu|reykjavik|tallinn|riga|vilnius|kaunas|warsaw|warszawa|kraków|krakow|wrocław|poznań|gdańsk|łódź|
prague|praha|brno|bratislava|budapest|bucharest|bucurești|cluj-napoca|sofia|belgrade|zagreb|ljubljana|sarajevo|skopje|tirana|
athens|thessaloniki|nicosia|istanbul|ankara|izmir|kyiv|kiev|lviv|kharkiv|odesa|minsk|moscow|saint petersburg|tbilisi|yerevan|baku|
tel aviv|jerusalem|haifa|beirut|amman|dubai|abu dhabi|doha|riyadh|jeddah|kuwait city|manama|muscat|tehran|
mumbai|delhi|new delhi|bangalore|bengaluru|hyderabad|chennai|kolkata|pune|ahmedabad|jaipur|noida|gurgaon|gurugram|kochi|lucknow|
karachi|lahore|islamabad|dhaka|colombo|kathmandu|singapore|kuala lumpur|penang|jakarta|bandung|surabaya|manila|cebu|bangkok|
chiang mai|hanoi|ho chi minh city|phnom penh|yangon|tokyo|osaka|kyoto|yokohama|nagoya|fukuoka|sapporo|seoul|busan|incheon|taipei|
kaohsiung|hong kong|macau|beijing|shanghai|guangzhou|shenzhen|chengdu|hangzhou|wuhan|nanjing|xi'an|suzhou|tianjin|chongqing|
almaty|astana|tashkent|ulaanbaatar
""".replace("\n", "").split("|")
)  # fmt: skip
HAN_CITIES = (
    "北京|上海|广州|深圳|杭州|南京|成都|武汉|西安|苏州|天津|重庆|长沙|郑州|青岛|大连|厦门|宁波|济南|合肥|福州|昆明|沈阳|哈尔滨|"
    "长春|石家庄|太原|南昌|贵阳|南宁|兰州|海口|无锡|常州|佛山|东莞|珠海|中山|惠州|温州|嘉兴|绍兴|金华|台州|烟台|徐州|扬州|"
    "乌鲁木齐|呼和浩特|银川|西宁|拉萨|香港|澳门|台北|高雄|台中|新竹|泉州|潍坊|洛阳|南通|保定|唐山|廊坊"
)
HAN_PLACE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,3}}省)?(?:{HAN_CITIES})市?(?:[\u4e00-\u9fff]{{1,4}}[区县])?"
)
LATER = r"[\w.’'\-]+"
NAME = rf"[A-ZÀ-ÞŁŚŻ]{LATER}(?:[ \-](?:de|del|la|las|los|am|an der|im|in|der|upon|sur|en|le|les|do|da|di|of|[A-ZÀ-ÞŁŚŻ]{LATER})){{0,4}}"
CITY_REGION = re.compile(
    rf"(?P<city>{NAME}),\s*(?P<region>{NAME}|[A-Z]{{2,3}})(?:,?\s+(?:\d{{4,6}}(?:-\d{{4}})?|[A-Z]\d[A-Z] ?\d[A-Z]\d))?(?:,\s*(?P<country>{NAME}|[A-Z]{{2,3}}))?"
)
POSTCODE_CITY = re.compile(
    rf"(?<!\d)(?:[A-Z]{{1,3}}[- ])?(?P<code>\d{{5}}|\d{{4}}(?:\s?[A-Z]{{2}})?)\s+(?P<city>{NAME})"
)
UK_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
STREET = re.compile(
    r"(?:\b(?:street|st\.|road|rd\.?|avenue|ave\.?|lane|drive|dr\.|blvd\.?|boulevard|way|court|apt\.?|suite|rue|calle|c/|avda\.?|"
    r"avenida|plaza|via|viale|piazza|rua|travessa|straat|laan|weg|allee|platz|gasse)\b|(?:str\.|straße|strasse|weg|gasse|allee|platz|straat|laan)\s*\d)",
    re.I,
)  # fmt: skip
POSTCODE = re.compile(
    r",?\s+(?:\d{5}(?:-\d{4})?|(?<=[A-Z]{3} )\d{4}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})$"
)
REMOTE = re.compile(r"^(?:remote|hybrid|on-?site|homeoffice|télétravail|remoto|远程)$", re.I)


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Names of countries in the languages that resumes are read in, in small letters."""
    found: set[str] = {
        "usa",
        "u.s.a.",
        "u.s.",
        "uk",
        "u.k.",
        "uae",
        "england",
        "scotland",
        "wales",
        "brd",
        "schweiz",
        "holland",
        "czech republic",
    }
    for spoken in SPOKEN:
        found.update(
            name.casefold()
            for code, name in Locale.parse(spoken).territories.items()
            if not code.isdigit()
        )
    return frozenset(found)


def is_city(text: str) -> bool:
    plain = re.sub(
        r"\s*(?:area|bay area|region|metropolitan area|metropolitan region|metro area|metropolregion|und umgebung|y alrededores|et périphérie)$",
        "",
        text.casefold().strip(" .,()"),
    )
    plain = re.sub(r"^(?:greater|großraum|área de)\s+", "", plain)
    return plain in CITIES or bool(HAN_PLACE.fullmatch(text.strip()))


def is_region(text: str) -> bool:
    text = text.strip(" .,()")
    return text in SHORT_STATES or text.casefold() in STATES or text.casefold() in countries()


@lru_cache(maxsize=2048)
def place_score(text: str) -> float:
    """From 0 to 1: how surely all of a text is a place."""
    text = POSTCODE.sub("", text).strip(" .,;()|·-–")
    if not text or len(text) > 60:
        return 0.0
    if REMOTE.match(text) or is_city(text) or text.casefold() in countries():
        return 1.0
    if HAN_PLACE.fullmatch(text):
        return 1.0
    words = text.split()
    if (
        "," not in text
        and 2 <= len(words) <= 5
        and any(
            is_city(" ".join(words[:cut])) and is_region(" ".join(words[cut:]))
            for cut in range(1, len(words))
        )
    ):
        return 0.9
    parts = [part.strip() for part in re.split(r"[,/(]|\s[–-]\s", text.rstrip(")")) if part.strip()]
    if 2 <= len(parts) <= 4:
        known = [is_city(part) or is_region(part) or bool(REMOTE.match(part)) for part in parts]
        if all(known):
            return 1.0
        if (
            known[-1] and all(len(part.split()) <= 4 and part[:1].isupper() for part in parts)
        ) or known[0]:
            return 0.85 if not any(c.isdigit() for c in text) else 0.6
    if (POSTCODE_CITY.fullmatch(text) and not STREET.search(text)) or (
        UK_POSTCODE.search(text) and len(text) < 40
    ):
        return 0.9
    return 0.0


def find_place(text: str) -> str | None:
    """The place that a line of contact details says: "Austin, TX", "70173 Stuttgart" or a known city."""
    han = re.search(
        rf"(?:[\u4e00-\u9fff]{{2,3}}省)?(?:{HAN_CITIES})市?(?:[\u4e00-\u9fff]{{1,4}}[区县])?", text
    )
    if han and len(text) < 60:
        return han[0]
    for match in CITY_REGION.finditer(text):
        if (
            is_region(match["region"])
            or is_city(match["city"])
            or (match["country"] and is_region(match["country"]))
        ):
            if STREET.search(match["city"]) and match["country"]:
                return f"{match['region']}, {match['country']}"
            return re.sub(r",?\s+\d{4,6}.*$", "", match[0]) if not match["country"] else match[0]
    city, _, region = text.strip().partition(" ")
    while region:
        if is_city(city) and is_region(region):
            return text.strip()
        word, _, region = region.partition(" ")
        city = f"{city} {word}"
    code = POSTCODE_CITY.search(text)
    if code and not STREET.search(code["city"]):
        return code["city"].strip()
    for piece in re.split(r"[,;|·•\t]|\s[–-]\s", text):
        piece = piece.strip()
        if is_city(piece):
            return piece
        bare = re.sub(r"[\d]+", "", piece).strip()
        if bare and bare != piece and is_city(bare):
            return bare
    return None
