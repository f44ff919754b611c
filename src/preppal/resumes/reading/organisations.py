"""Words by which an organisation is known: legal forms, what it is, names that everybody knows."""

import re

LEGAL = re.compile(
    r"(?:^|[\s,(])(?:inc|llc|l\.l\.c|ltd|limited|corp|corporation|plc|llp|lp|co|company|gmbh(?:\s&\sco\.?\s?(?:kg|kgaa|ohg))?|ag|kg|"
    r"kgaa|ohg|gbr|e\.\s?v|e\.\s?k|ug|se|mbh|ggmbh|s\.?a\.?s?|s\.?a\.?u|s\.?l\.?u?|s\.?r\.?l\.?s?|s\.?p\.?a|s\.?n\.?c|s\.?a\.?r\.?l|sarl|"
    r"sas|sasu|eurl|sci|lda|ltda|s\.?c|s\.?coop|b\.?v|n\.?v|bvba|oy|oyj|ab|as|asa|aps|a/s|pty|pte|pvt|k\.?k|s\.?r\.?o|sp\. z o\.o|"
    r"kft|d\.o\.o|zrt|ooo|jsc|holdings?|group|gruppe|groupe|grupo|gruppo|partners|associates|associés|& co|& sons|& söhne|"
    r"et fils|e figli|e hijos|hnos|bros|brothers)\.?(?=$|[\s,).|–—-])",
    re.I,
)  # fmt: skip
ONESELF = re.compile(
    r"self[- ]employed|freelance|freiberuflich|freiberufler(?:in)?|selbst(?:st)?ändig|autónom[oa]|por cuenta propia|"
    r"trabajador[ae]? independiente|indépendante?|à mon compte|libero professionista|in proprio|por conta própria|zelfstandig|自由职业者?",
    re.I,
)
# "St. Brannoc's" is a school, a parish or a hospital.
SAINT = re.compile(r"^(?:St\.?|Saint|Sankt|San|Santa)\s+[A-ZÀ-Þ]\w+['’]s\b")
# What an organisation is.
KINDS = frozenset("""
agency airlines airport airways academy army association authority bakery bank board bookstore brewery bureau cafe café
centre center charity church city clinic club college commission committee consulting consultancy consultants council county
court department diner district embassy enterprises factory federation firm force foundation foods fund gallery garage
government guild holding hospice hospital hospitals hotel hotels house industries industry infirmary initiative institute
institutes institution insurance international journal kitchen lab laboratories laboratory labs law logistics library
magazine mall market media ministry motors museum navy network news newspaper ngo nhs office orchestra organisation
organization outfitters parish park pharmacy pictures pizzeria polytechnic practice press products properties publications
publishers publishing radio railway railways records resort restaurant retail retreat robotics salon school schools
seminary services shop society software solutions spa stadium startup station store stores studio studios supermarket
supplies supply surgery symphony systems taskforce tavern technologies technology telecom theater theatre times tribune
trust union university utilities ventures village warehouse winery workshop works worldwide zoo capital energy
analytics health healthcare pharma pharmaceuticals biotech electric electronics semiconductor automotive aerospace
dental care construction contractors builders engineering design designs creative digital interactive games gaming
entertainment financial finance payments credit investments investment securities advisors realty estate mobility
transport transportation shipping freight airline express travel tours foods beverages coffee brands apparel fashion
cloud networks data security learning education educational community cooperative coop co-op hq
akademie amt anstalt apotheke behörde berufsschule betrieb bank brauerei buchhandlung bundesamt bundeswehr bäckerei
druckerei dienst fachhochschule feuerwehr filiale forschungszentrum fraunhofer gesellschaft gymnasium handwerkskammer
handelskammer hochschule hotel institut kanzlei kindergarten kita klinik klinikum kliniken krankenhaus kreis kammer labor
landratsamt maschinenbau max-planck-institut ministerium museum polizei praxis reederei realschule schule sparkasse
spedition spital stadt stadtwerke steuerberatung stiftung systeme technik theater universität uniklinik universitätsklinikum verband verein verlag
versicherung versicherungen volksbank werk werke werkstatt wirtschaftsprüfung zentrum autohaus gasthaus gasthof antriebe ingenieurbüro
academia agencia aseguradora asesoría asociación ayuntamiento banco bodega bodegas cafetería cafés caja cámara centro clínica
clínicas colegio comunidad consejería consultora consultores consultoría cooperativa correos despacho diputación
editorial empresa escuela estudio fábrica farmacia federación fundación gestoría gimnasio gobierno grupo hospital hotel
hoteles industrias ingenieros ingeniería inmobiliaria instituto junta laboratorio laboratorios librería ministerio
museo notaría ong panadería periódico policlínica restaurante residencia seguros servicios sociedad supermercados
taller talleres teatro tienda transportes turismo universidad
agence assurances association atelier ateliers banque boulangerie bureau cabinet caisse centre chambre chu clinique collège
commune compagnie conseil département école éditions entreprise établissement établissements études fédération ferme
fondation fonderies groupe garage hôpital hôtel hôtels imprimerie industries institut laboratoire librairie lycée mairie
maison ministère musée office opéra pharmacie préfecture région restaurant société sociétés théâtre transports université usine
accademia agenzia albergo assicurazioni associazione azienda banca bar biblioteca carrozzeria casa centro clinica comune
cooperativa ditta edizioni ente fabbrica farmacia fondazione gruppo impresa istituto laboratorio liceo ministero museo
officina officine ospedale panificio politecnico regione ristorante scuola società studio teatro università
agência associação banco biblioteca câmara centro clínica colégio companhia construtora consultora consultoria
cooperativa editora empresa escola escritório fábrica farmácia fundação governo grupo hospital hotel indústria
indústrias instituto laboratório livraria loja ministério museu padaria prefeitura restaurante secretaria sociedade
têxteis transportes universidade
bedrijf gemeente hogeschool huisartsenpraktijk school stichting universiteit vereniging winkel ziekenhuis
""".split())  # fmt: skip
# Parts of long words: "Reinigungsgesellschaft", "Gesundheitszentrum".
HOLDS = re.compile(
    r"(?:gesellschaft|zentrum|klinik|klinikum|krankenhaus|schule|universität|institut|verband|verein|werke?|bank|verlag|"
    r"versicherung|betriebe?|technik|systeme|dienste?|handel|kasse|haus|bau|werkstatt|amt|ministerium|praxis|kanzlei|ziekenhuis|soft|tech)$",
    re.I,
)
HAN_KINDS = re.compile(
    r"(?:公司|集团|银行|科技|大学|学院|医院|学校|中心|研究院|研究所|工作室|事务所|协会|基金会|酒店|餐厅|传媒|证券|保险|"
    r"图书馆|中学|小学|网络|信息|软件|厂|局|委员会|商店|超市|出版社|报社|电视台|集團|銀行|平台|资本|实验室|机构|学会|店|社)$"
)
KNOWN = frozenset("""
google alphabet microsoft amazon aws apple meta facebook netflix uber lyft airbnb stripe spotify twitter linkedin salesforce
oracle ibm intel nvidia amd cisco dell hp hewlett-packard adobe sap siemens bosch daimler bmw volkswagen audi porsche
mercedes-benz continental airbus boeing lockheed northrop raytheon tesla spacex nasa esa cern deloitte pwc kpmg ey accenture
capgemini infosys tcs wipro cognizant mckinsey bcg bain walmart target costco tesco aldi lidl rewe edeka ikea nestlé unilever
p&g l'oréal danone carrefour lvmh total totalenergies orange renault peugeot stellantis michelin sncf edf engie thales
santander bbva telefónica inditex zara repsol iberdrola mercadona seat caixabank barclays hsbc lloyds natwest vodafone bt bbc
sky nhs pfizer novartis roche bayer merck gsk astrazeneca sanofi basf henkel adidas puma nike starbucks mcdonald's
mcdonalds subway kfc coca-cola pepsico fedex ups dhl maersk jpmorgan citigroup citi goldman morgan visa mastercard paypal
alibaba tencent baidu bytedance tiktok huawei xiaomi jd meituan didi samsung lg sony toyota honda nissan hitachi panasonic
nokia ericsson philips ing abn shell bp exxonmobil chevron ge 3m honeywell caterpillar ford gm chrysler zalando lufthansa
allianz commerzbank telekom t-mobile at&t verizon comcast disney warner hulu twitch github gitlab atlassian shopify square
dropbox slack zoom palantir snowflake databricks booking expedia tripadvisor yelp doordash instacart ebay etsy wayfair
阿里巴巴 腾讯 百度 字节跳动 华为 小米 京东 美团 滴滴 网易 拼多多 快手 携程 联想 中兴 比亚迪 中国移动 中国联通 蚂蚁集团 哔哩哔哩
""".split())  # fmt: skip
AT = re.compile(r"\s+(?:at|@|bei(?:m| der)?|chez|presso|bij|en la empresa|na empresa)\s+", re.I)
WEAK_AT = re.compile(r"\s+(?:en|na|no|à|in|für|for|pour|para)\s+(?=[A-ZÀ-Þ])")
