"""What pages call the competencies, and the fields of the bank's ladders; all msgids."""

from collections.abc import Mapping

from preppal.foundation.i18n import N_

COMPETENCY_NAMES: Mapping[str, str] = {
    "problem_solving": N_("Problem solving"),
    "ownership": N_("Ownership"),
    "communication": N_("Communication"),
    "collaboration": N_("Collaboration"),
    "leadership": N_("Leadership"),
    "customer_focus": N_("Customer focus"),
    "domain_depth": N_("Depth in the field"),
    "design_tradeoffs": N_("Design and trade-offs"),
    "execution_results": N_("Getting results"),
    "learning_adaptability": N_("Learning and adapting"),
    "integrity_judgement": N_("Integrity and judgement"),
    "motivation_fit": N_("Motivation"),
    "planning": N_("Planning"),
    "conflict_handling": N_("Handling conflict"),
}

FIELD_NAMES: Mapping[str, str] = {
    "accounting": N_("Accounting and finance"),
    "backend": N_("Backend engineering"),
    "cloud_ops": N_("Cloud and operations"),
    "data_sql": N_("Data and SQL"),
    "electrical": N_("Electrical trades"),
    "frontend": N_("Frontend engineering"),
    "hospitality": N_("Kitchen and hospitality"),
    "logistics": N_("Logistics and warehouse"),
    "nursing": N_("Nursing care"),
    "project_management": N_("Project management"),
    "sales": N_("Sales"),
    "teaching": N_("Teaching"),
}
