"""Trades so near each other that they are left out together."""

NEAR = {
    "accounting": (
        "accounts_and_tax ask_accounting ask_tax_and_payroll auditing "
        "budgets_and_forecasts closing_and_reporting compliance controls_and_fraud "
        "corporate_finance finance_controlling finance_practice investment_analysis "
        "investor_relations markets_and_funds numbers_and_ledgers payroll tax_advice "
        "treasury"
    ),
    "airline_cabin": "cabin_and_station",
    "b2b_sales": (
        "account_management discovery_and_pricing inside_sales negotiating_deals "
        "partnerships sales_practice selling_and_serving solutions_engineering "
        "wholesale_trade"
    ),
    "backend": (
        "accessibility_engineering api_platform ask_programming ask_web_and_apis "
        "backend_practice caching_and_queues code_review_and_debugging "
        "coding_fundamentals frontend_engineering http_and_services "
        "interfaces_and_accessibility operating_systems_and_networks payments_engineering "
        "platform_basics software_craft web_platform"
    ),
    "banking": (
        "ask_banking_and_markets credit_risk fraud_investigation lending_and_risk mortgage_advice"
    ),
    "call_centre": (
        "customer_care_practice customer_success customer_support help_desk_calls "
        "it_support keeping_customers renewals_and_complaints sensible_procedures "
        "technical_support_engineering"
    ),
    "care_home": "care_home_days home_care home_visiting",
    "civil_engineering": (
        "architecture_office geodata interior_design structures_and_ground surveying urban_planning"
    ),
    "construction_site": (
        "ask_building_and_heating roofing shipbuilding site_supervision workshop_and_site"
    ),
    "consulting": "consulting_cases erp_consulting long_and_short",
    "cooking": "bakery kitchen_and_bar_work kitchen_and_care_home",
    "data_science": (
        "analytics_engineering ask_data_engineering ask_experiments ask_machine_learning "
        "ask_product_numbers ask_statistics dashboards_and_requests data_analysis "
        "data_engineering data_platform data_quality_work experiments_and_metrics "
        "learning_from_data machine_learning measuring_products models_and_pipelines "
        "research_and_measurement sql_and_modelling statistics statistics_in_products"
    ),
    "databases": "ask_databases database_administration databases_in_practice",
    "devops": (
        "cloud_and_cost cloud_architecture delivery_and_version_control "
        "incidents_and_on_call release_management site_reliability"
    ),
    "driving": "driving_and_loading",
    "early_years": "early_years_days nursery_management",
    "electrical": (
        "ask_electrical heating_and_water heating_installation process_automation wiring_and_safety"
    ),
    "embedded_systems": "robotics",
    "emergency_services": "ambulance_dispatch ambulance_work fire_prevention police_staff",
    "energy_field_service": "energy_and_grid renewable_engineering",
    "engineering_management": (
        "change_at_work first_line_managers leading_teams management_practice "
        "plain_stories remote_work running_a_small_firm small_business team_leadership"
    ),
    "event_management": (
        "events_and_venues exhibition_building film_production music_management "
        "photo_film_and_stage theatre_stage trade_fairs"
    ),
    "facility_services": "cleaning_and_caretaking",
    "graduate_entry": "career_change first_job first_steps returning_to_work starting_out",
    "horticulture": "farm_and_garden landscaping",
    "hotel": (
        "front_desk_stories hospitality_practice hotel_and_counter hotel_desk restaurant_service"
    ),
    "human_resources": (
        "ask_people_and_strategy employment_and_fairness hiring_and_feedback "
        "people_and_hiring people_practice recruiting_hr_partner"
    ),
    "insurance": (
        "actuarial_work ask_insurance_and_property insurance_and_claims_basics "
        "insurance_claims pension_administration"
    ),
    "journalism": "newsrooms_and_copy publishing writing_and_editing",
    "laboratory": "clinical_research clinics_and_samples lab_methods research_science",
    "law_clerk": (
        "ask_contracts_and_employment court_administration law_and_contract_basics "
        "legal_counsel notary_office"
    ),
    "maintenance": (
        "ask_mechanics_and_materials ask_vehicles_and_machines automotive_service "
        "aviation_maintenance elevator_service engines_and_diagnosis"
    ),
    "manufacturing_quality": (
        "ask_quality_and_lean brewing chemical_plant designing_and_testing_parts "
        "food_production machines_and_control manufacturing_practice medical_devices "
        "plastics_moulding process_and_plant process_engineering quality_on_the_line"
    ),
    "marketing_design": (
        "ask_marketing_and_sales brand_and_agency_work campaigns_and_search "
        "content_marketing marketing_practice online_advertising"
    ),
    "museum_education": "archive library museums_and_libraries",
    "nursing": (
        "ask_care_and_safety ask_emergencies ask_nursing bedside_conversations "
        "care_planning emergency_nursing hospice_care hospital_ward "
        "infection_and_medicines maternity_and_children mental_health_care "
        "mental_health_shifts midwifery operating_theatre public_health radiography "
        "vital_signs_and_emergencies ward_and_triage ward_practice"
    ),
    "office_administration": "clinic_reception executive_assistance office_and_events",
    "operations_logistics": (
        "logistics_practice operations_management roads_and_depots stock_and_flow"
    ),
    "pharmacy": "ask_medicines pharmacy_and_lab_basics pharmacy_counter pharmacy_practice",
    "physiotherapy": (
        "ask_therapy_and_lab community_and_rehab occupational_therapy speech_therapy"
    ),
    "primary_teaching": "classroom_practice special_needs_teaching",
    "product_management": (
        "ask_product_and_projects asking_users business_analysis customer_insight "
        "designing_for_users product_and_design product_decisions product_growth "
        "roadmaps_and_tradeoffs subscription_growth"
    ),
    "project_delivery": (
        "agile_coaching delivering_projects project_management risks_and_deadlines"
    ),
    "public_administration": (
        "customs_office law_and_counter policy_and_minutes public_counter_work "
        "public_service_practice records_and_privacy university_administration"
    ),
    "real_estate": "lettings property_and_building",
    "retail": (
        "counter_and_queue ecommerce_operations franchise_management furniture_sales "
        "shops_and_web_orders store_management wine_trade"
    ),
    "secondary_teaching": (
        "explanations_at_work language_teaching lessons_and_behaviour plain_explanations "
        "prison_education school_and_club school_leadership teaching_subjects "
        "university_work vocational_training"
    ),
    "security_engineering": (
        "ask_networks_and_systems ask_security_and_cloud it_security network_operations "
        "networks_and_servers platform_security threats_and_access web_security_basics"
    ),
    "social_work": (
        "charity_programmes community_projects counselling_and_advice debt_advice "
        "grants_management helping_and_advising safeguarding_and_visits "
        "school_social_work social_care_practice youth_work"
    ),
    "software_testing": "qa_automation security_and_testing testing_in_teams",
    "sports_coaching": "coaching_and_sport",
    "supply_chain_buying": (
        "ask_supply_and_logistics buying_and_suppliers category_management "
        "fashion_retail_buying procurement"
    ),
    "system_design": (
        "ask_distributed_systems cases_and_designs data_systems_design "
        "interfaces_and_data systems_to_draw"
    ),
    "translation": "words_and_translation",
    "veterinary": "teeth_and_animals",
    "warehouse": "warehouse_shifts",
    "water_supply": "water_and_waste",
}
"""By the trade that the others are near to."""
FIELD_OF = {trade: field for field, trades in NEAR.items() for trade in trades.split()}


def field_of(trade: str) -> str:
    return FIELD_OF.get(trade, trade)
