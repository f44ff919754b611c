"""Trades so near each other that they are left out together."""

NEAR = {
    "accounting": (
        "auditing compliance corporate_finance finance_controlling finance_practice "
        "investment_analysis investor_relations payroll tax_advice treasury"
    ),
    "b2b_sales": (
        "account_management inside_sales partnerships sales_practice solutions_engineering "
        "wholesale_trade"
    ),
    "backend": (
        "accessibility_engineering api_platform backend_practice frontend_engineering "
        "operating_systems_and_networks payments_engineering software_craft web_platform"
    ),
    "banking": "credit_risk fraud_investigation mortgage_advice",
    "call_centre": (
        "customer_care_practice customer_success customer_support it_support "
        "technical_support_engineering"
    ),
    "care_home": "home_care",
    "civil_engineering": "architecture_office geodata interior_design surveying urban_planning",
    "construction_site": "roofing shipbuilding",
    "consulting": "erp_consulting",
    "cooking": "bakery",
    "data_science": (
        "analytics_engineering data_analysis data_engineering data_platform machine_learning "
        "statistics statistics_in_products"
    ),
    "databases": "database_administration",
    "devops": "cloud_architecture release_management site_reliability",
    "early_years": "nursery_management",
    "electrical": "heating_installation process_automation",
    "embedded_systems": "robotics",
    "emergency_services": "ambulance_dispatch fire_prevention police_staff",
    "energy_field_service": "renewable_engineering",
    "engineering_management": "management_practice remote_work team_leadership",
    "event_management": (
        "exhibition_building film_production music_management theatre_stage trade_fairs"
    ),
    "graduate_entry": "career_change first_job returning_to_work",
    "horticulture": "landscaping",
    "hotel": "hospitality_practice hotel_desk restaurant_service",
    "human_resources": "people_practice recruiting_hr_partner",
    "insurance": "actuarial_work insurance_claims pension_administration",
    "journalism": "publishing",
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
        "operating_theatre public_health radiography ward_practice"
    ),
    "office_administration": "executive_assistance",
    "operations_logistics": "logistics_practice operations_management",
    "pharmacy": "pharmacy_counter pharmacy_practice",
    "physiotherapy": "occupational_therapy speech_therapy",
    "primary_teaching": "classroom_practice special_needs_teaching",
    "product_management": (
        "business_analysis customer_insight product_decisions product_growth subscription_growth"
    ),
    "project_delivery": "agile_coaching project_management",
    "public_administration": "customs_office public_service_practice university_administration",
    "real_estate": "lettings",
    "retail": (
        "ecommerce_operations franchise_management furniture_sales store_management wine_trade"
    ),
    "secondary_teaching": (
        "language_teaching prison_education school_leadership vocational_training"
    ),
    "security_engineering": "it_security network_operations platform_security web_security_basics",
    "social_work": (
        "charity_programmes debt_advice grants_management school_social_work social_care_practice "
        "youth_work"
    ),
    "software_testing": "qa_automation",
    "supply_chain_buying": "category_management fashion_retail_buying procurement",
    "system_design": "data_systems_design",
}
"""By the trade that the others are near to."""
FIELD_OF = {trade: field for field, trades in NEAR.items() for trade in trades.split()}


def field_of(trade: str) -> str:
    return FIELD_OF.get(trade, trade)
