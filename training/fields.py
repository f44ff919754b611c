"""Trades so near each other that they are left out together."""

NEAR = {
    "accounting": (
        "accounts_and_tax accounts_payable ask_accounting ask_tax_and_payroll auditing "
        "budgets_and_forecasts closing_and_reporting compliance controls_and_fraud "
        "corporate_finance credit_control finance_controlling finance_practice "
        "financial_planning internal_audit investment_analysis investor_relations "
        "markets_and_funds numbers_and_ledgers payroll payroll_office tax_advice "
        "tax_office treasury"
    ),
    "airline_cabin": "airport_ground cabin_and_station",
    "b2b_sales": (
        "account_management car_sales device_sales discovery_and_pricing inside_sales "
        "negotiating_deals partnerships sales_practice selling_and_serving software_sales "
        "solutions_engineering wholesale_trade"
    ),
    "backend": (
        "accessibility_engineering api_platform ask_programming ask_web_and_apis "
        "backend_practice backend_services caching_and_queues code_review_and_debugging "
        "coding_fundamentals frontend_engineering http_and_services "
        "interfaces_and_accessibility operating_systems_and_networks payments_engineering "
        "platform_basics search_engineering software_craft web_frontends web_platform"
    ),
    "banking": (
        "ask_banking_and_markets bank_branch credit_risk fraud_investigation "
        "lending_and_risk mortgage_advice"
    ),
    "call_centre": (
        "customer_care_practice customer_onboarding customer_success customer_support "
        "help_desk_calls it_support keeping_customers renewals_and_complaints "
        "sensible_procedures service_desk_lead technical_support_engineering"
    ),
    "care_home": "care_home_days disability_support home_care home_visiting",
    "civil_engineering": (
        "architecture_office geodata interior_design structures_and_ground surveying urban_planning"
    ),
    "construction_site": (
        "ask_building_and_heating construction_management roofing shipbuilding "
        "site_supervision workshop_and_site"
    ),
    "consulting": "change_consulting consulting_cases erp_consulting long_and_short",
    "cooking": "bakery bakery_shop kitchen_and_bar_work kitchen_and_care_home",
    "data_science": (
        "analytics_engineering ask_data_engineering ask_experiments ask_machine_learning "
        "ask_product_numbers ask_statistics bi_development dashboards_and_requests "
        "data_analysis data_engineering data_platform data_quality_work data_reporting "
        "experiments_and_metrics learning_from_data machine_learning measuring_products "
        "ml_engineering models_and_pipelines research_and_measurement sql_and_modelling "
        "statistics statistics_in_products"
    ),
    "databases": "ask_databases database_administration database_team databases_in_practice",
    "devops": (
        "cloud_and_cost cloud_architecture cloud_operations delivery_and_version_control "
        "incidents_and_on_call platform_team release_management site_reliability"
    ),
    "driving": "driving_and_loading fleet_management",
    "early_years": "early_years_days nursery_management",
    "electrical": (
        "ask_electrical electricians_crew heating_and_water heating_installation plumbing "
        "process_automation wiring_and_safety"
    ),
    "embedded_systems": "electronics_design robotics",
    "emergency_services": (
        "ambulance_dispatch ambulance_work fire_prevention police_control_room police_staff"
    ),
    "energy_field_service": "energy_and_grid renewable_engineering",
    "engineering_management": (
        "change_at_work first_line_managers leading_teams management_practice "
        "plain_stories remote_work running_a_small_firm small_business startup_operations "
        "team_leadership"
    ),
    "event_management": (
        "event_production events_and_venues exhibition_building film_production "
        "music_management photo_film_and_stage theatre_stage trade_fairs video_editing"
    ),
    "facility_services": "cleaning_and_caretaking",
    "graduate_entry": (
        "career_change first_job first_steps management_trainee returning_to_work starting_out"
    ),
    "horticulture": "farm_and_garden landscaping",
    "hotel": (
        "front_desk_stories hospitality_practice hotel_and_counter hotel_desk "
        "housekeeping restaurant_floor restaurant_service travel_agency"
    ),
    "human_resources": (
        "ask_people_and_strategy employment_and_fairness hiring_and_feedback hr_advisory "
        "people_and_hiring people_practice recruiting_hr_partner talent_acquisition"
    ),
    "insurance": (
        "actuarial_work ask_insurance_and_property insurance_and_claims_basics "
        "insurance_claims insurance_sales pension_administration"
    ),
    "journalism": "newsroom_local newsrooms_and_copy publishing writing_and_editing",
    "laboratory": (
        "clinical_research clinical_trials_site clinics_and_samples lab_methods "
        "microbiology_lab regulatory_affairs research_assistant research_science"
    ),
    "law_clerk": (
        "ask_contracts_and_employment court_administration court_clerk "
        "law_and_contract_basics legal_counsel notary_office"
    ),
    "maintenance": (
        "ask_mechanics_and_materials ask_vehicles_and_machines automotive_service "
        "aviation_maintenance car_workshop elevator_service engines_and_diagnosis "
        "mechanical_maintenance"
    ),
    "manufacturing_quality": (
        "ask_quality_and_lean brewing chemical_plant designing_and_testing_parts "
        "food_production machines_and_control machining manufacturing_practice "
        "medical_devices packaging_line plastics_moulding process_and_plant "
        "process_engineering process_safety production_planning quality_lab "
        "quality_on_the_line"
    ),
    "marketing_design": (
        "ask_marketing_and_sales brand_and_agency_work campaigns_and_search "
        "content_marketing copywriting graphic_studio growth_marketing marketing_practice "
        "online_advertising social_media_team"
    ),
    "mobile_apps": "mobile_engineering",
    "museum_education": "archive library museums_and_libraries",
    "nursing": (
        "ask_care_and_safety ask_emergencies ask_nursing bedside_conversations "
        "blood_donation care_planning dialysis_unit emergency_nursing hospice_care "
        "hospital_ward infection_and_medicines maternity_and_children mental_health_care "
        "mental_health_shifts midwifery night_nursing operating_theatre palliative_team "
        "public_health radiography vital_signs_and_emergencies ward_and_triage "
        "ward_management ward_practice"
    ),
    "office_administration": (
        "board_assistance clinic_reception executive_assistance office_and_events "
        "office_management school_office"
    ),
    "operations_logistics": (
        "cold_chain logistics_planning logistics_practice operations_management "
        "parcel_depot roads_and_depots stock_and_flow"
    ),
    "pharmacy": (
        "ask_medicines pharmacy_and_lab_basics pharmacy_counter pharmacy_practice pharmacy_shop"
    ),
    "physiotherapy": (
        "ask_therapy_and_lab community_and_rehab occupational_therapy rehabilitation_ward "
        "speech_therapy"
    ),
    "primary_teaching": "classroom_practice special_needs_teaching special_school",
    "product_management": (
        "ask_product_and_projects asking_users business_analysis customer_insight "
        "designing_for_users product_and_design product_decisions product_growth "
        "product_owner roadmaps_and_tradeoffs subscription_growth user_research"
    ),
    "project_delivery": (
        "agile_coaching delivering_projects programme_office project_management risks_and_deadlines"
    ),
    "public_administration": (
        "customs_office immigration_advice law_and_counter municipal_counter "
        "policy_and_minutes public_counter_work public_service_practice "
        "records_and_privacy university_administration"
    ),
    "real_estate": "housing_association lettings property_and_building tenancy_support",
    "retail": (
        "counter_and_queue ecommerce_operations franchise_management furniture_sales "
        "retail_sales_floor shops_and_web_orders store_management telecom_shop wine_trade"
    ),
    "secondary_teaching": (
        "explanations_at_work language_classroom language_teaching lessons_and_behaviour "
        "maths_teaching plain_explanations prison_education school_and_club "
        "school_leadership science_teaching teaching_subjects training_department "
        "university_work vocational_training"
    ),
    "security_engineering": (
        "ask_networks_and_systems ask_security_and_cloud it_security network_engineering "
        "network_operations networks_and_servers platform_security security_operations "
        "systems_administration threats_and_access web_security_basics"
    ),
    "social_work": (
        "charity_programmes children_home community_projects counselling_and_advice "
        "debt_advice grants_management helping_and_advising safeguarding_and_visits "
        "school_social_work social_care_practice volunteer_coordination youth_work"
    ),
    "software_testing": ("qa_automation security_and_testing testing_and_release testing_in_teams"),
    "sports_coaching": "coaching_and_sport fitness_club sports_teaching",
    "supply_chain_buying": (
        "ask_supply_and_logistics buying_and_suppliers category_management "
        "fashion_retail_buying procurement purchasing_team"
    ),
    "system_design": (
        "ask_distributed_systems cases_and_designs data_systems_design "
        "interfaces_and_data systems_to_draw"
    ),
    "translation": "words_and_translation",
    "veterinary": "teeth_and_animals",
    "warehouse": "warehouse_lead warehouse_shifts",
    "water_supply": "water_and_waste",
}
"""By the trade that the others are near to."""
FIELD_OF = {trade: field for field, trades in NEAR.items() for trade in trades.split()}


def field_of(trade: str) -> str:
    return FIELD_OF.get(trade, trade)
