"""Trades so near each other that they are left out together, and those whose answers are as one meets them."""

NEAR = {
    "accounting": (
        "auditing compliance corporate_finance finance_controlling finance_practice "
        "investment_analysis investor_relations numbers_and_ledgers payroll "
        "tax_advice treasury"
    ),
    "b2b_sales": (
        "account_management inside_sales partnerships sales_practice selling_and_serving "
        "solutions_engineering wholesale_trade"
    ),
    "backend": (
        "accessibility_engineering api_platform backend_practice frontend_engineering "
        "operating_systems_and_networks payments_engineering platform_basics software_craft "
        "web_platform"
    ),
    "banking": "credit_risk fraud_investigation mortgage_advice",
    "call_centre": (
        "customer_care_practice customer_success customer_support it_support "
        "renewals_and_complaints sensible_procedures technical_support_engineering"
    ),
    "care_home": "home_care home_visiting",
    "civil_engineering": "architecture_office geodata interior_design surveying urban_planning",
    "construction_site": "roofing shipbuilding workshop_and_site",
    "consulting": "erp_consulting long_and_short",
    "cooking": "bakery kitchen_and_care_home",
    "data_science": (
        "analytics_engineering data_analysis data_engineering data_platform machine_learning "
        "measuring_products models_and_pipelines statistics statistics_in_products"
    ),
    "databases": "database_administration",
    "devops": "cloud_architecture release_management site_reliability",
    "early_years": "nursery_management",
    "electrical": "heating_installation process_automation",
    "embedded_systems": "robotics",
    "emergency_services": "ambulance_dispatch fire_prevention police_staff",
    "energy_field_service": "renewable_engineering",
    "engineering_management": (
        "leading_teams management_practice plain_stories remote_work running_a_small_firm "
        "team_leadership"
    ),
    "event_management": (
        "exhibition_building film_production music_management theatre_stage trade_fairs"
    ),
    "graduate_entry": "career_change first_job first_steps returning_to_work",
    "horticulture": "landscaping",
    "hotel": "hospitality_practice hotel_and_counter hotel_desk restaurant_service",
    "human_resources": "people_and_hiring people_practice recruiting_hr_partner",
    "insurance": "actuarial_work insurance_claims pension_administration",
    "journalism": "publishing writing_and_editing",
    "laboratory": "clinical_research research_science",
    "law_clerk": "court_administration legal_counsel notary_office",
    "maintenance": "automotive_service aviation_maintenance elevator_service",
    "manufacturing_quality": (
        "brewing chemical_plant food_production manufacturing_practice medical_devices "
        "plastics_moulding process_engineering"
    ),
    "marketing_design": "content_marketing marketing_practice online_advertising",
    "museum_education": "archive library",
    "nursing": (
        "emergency_nursing hospice_care hospital_ward mental_health_care midwifery "
        "operating_theatre public_health radiography ward_and_triage ward_practice"
    ),
    "office_administration": "clinic_reception executive_assistance",
    "operations_logistics": "logistics_practice operations_management roads_and_depots",
    "pharmacy": "pharmacy_counter pharmacy_practice",
    "physiotherapy": "occupational_therapy speech_therapy",
    "primary_teaching": "classroom_practice special_needs_teaching",
    "product_management": (
        "business_analysis customer_insight product_and_design product_decisions "
        "product_growth subscription_growth"
    ),
    "project_delivery": "agile_coaching delivering_projects project_management",
    "public_administration": (
        "customs_office law_and_counter public_service_practice university_administration"
    ),
    "real_estate": "lettings",
    "retail": (
        "ecommerce_operations franchise_management furniture_sales store_management wine_trade"
    ),
    "secondary_teaching": (
        "explanations_at_work language_teaching plain_explanations prison_education "
        "school_and_club school_leadership vocational_training"
    ),
    "security_engineering": (
        "it_security network_operations networks_and_servers platform_security web_security_basics"
    ),
    "social_work": (
        "charity_programmes debt_advice grants_management helping_and_advising "
        "school_social_work social_care_practice youth_work"
    ),
    "software_testing": "qa_automation security_and_testing",
    "supply_chain_buying": "category_management fashion_retail_buying procurement",
    "system_design": "cases_and_designs data_systems_design interfaces_and_data",
}
"""By the trade that the others are near to."""
FIELD_OF = {trade: field for field, trades in NEAR.items() for trade in trades.split()}

AS_MET = frozenset(
    [
        "cases_and_designs",
        "clinic_reception",
        "delivering_projects",
        "explanations_at_work",
        "first_steps",
        "helping_and_advising",
        "home_visiting",
        "hotel_and_counter",
        "interfaces_and_data",
        "kitchen_and_care_home",
        "law_and_counter",
        "leading_teams",
        "long_and_short",
        "measuring_products",
        "models_and_pipelines",
        "networks_and_servers",
        "numbers_and_ledgers",
        "people_and_hiring",
        "plain_explanations",
        "plain_stories",
        "platform_basics",
        "product_and_design",
        "renewals_and_complaints",
        "roads_and_depots",
        "running_a_small_firm",
        "school_and_club",
        "security_and_testing",
        "selling_and_serving",
        "sensible_procedures",
        "ward_and_triage",
        "workshop_and_site",
        "writing_and_editing",
    ]
)
"""Trades with one answer of each kind to a question: strong, good, weak, bad, half of them no trap; so in an interview."""


def field_of(trade: str) -> str:
    return FIELD_OF.get(trade, trade)
