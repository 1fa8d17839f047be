"""What people call what they buy, and the category that the guide takes it for; unclear words are left to people."""

import pytest

from requirements_bank.calculations.purchase_words import sure_category
from requirements_bank.queries.purchases import understood_purchase

# Everyday words, in bokmål, nynorsk, Swedish and English, and the category that is chosen beforehand.
SURE = [
    ("vaktmester", "maintenance.buildings"),
    ("vaktmestertjenester", "maintenance.buildings"),
    ("vaktmestertjenester for skoler", "maintenance.buildings"),
    ("vaktmästeri", "maintenance.buildings"),
    ("fastighetsskötsel", "maintenance.buildings"),
    ("renhold", "maintenance.cleaning"),
    ("renholdstjenester på skoler", "maintenance.cleaning"),
    ("reinhald", "maintenance.cleaning"),
    ("lokalvård", "maintenance.cleaning"),
    ("städtjänster", "maintenance.cleaning"),
    ("vindusvask", "maintenance.cleaning"),
    ("vaskemidler", "maintenance.cleaning_products"),
    ("rengöringsmedel", "maintenance.cleaning_products"),
    ("toalettpapir", "maintenance.cleaning_products"),
    ("IT-utstyr", "it.computers"),
    ("IKT-utstyr til skolen", "it.computers"),
    ("PC", "it.computers"),
    ("bærbare PC-er", "it.computers"),
    ("nettbrett", "it.computers"),
    ("datorer", "it.computers"),
    ("computers", "it.computers"),
    ("mobil", "it.phones_av"),
    ("mobiltelefoner", "it.phones_av"),
    ("programvare", "it.software"),
    ("skytjenester", "it.services"),
    ("bredbånd", "it.telecom"),
    ("elbil", "transport.vehicles"),
    ("elbiler til hjemmetjenesten", "transport.vehicles"),
    ("kjøp av varebiler", "transport.vehicles"),
    ("elcyklar", "transport.vehicles"),
    ("leiebil", "transport.leasing"),
    ("hyrbilar", "transport.leasing"),
    ("taxi", "transport.passenger"),
    ("drosje", "transport.passenger"),
    ("skoleskyss", "transport.passenger"),
    ("skolskjuts", "transport.passenger"),
    ("school transport", "transport.passenger"),
    ("varutransport", "transport.goods"),
    ("flyreiser", "transport.flights"),
    ("hotell", "transport.lodging"),
    ("dekk", "transport.upkeep"),
    ("brannbil", "transport.heavy_vehicles"),
    ("asfalt", "materials.asphalt"),
    ("asfaltering av kommunale veger", "materials.asphalt"),
    ("betong", "materials.concrete"),
    ("maling", "materials.chemicals"),
    ("gatelys", "materials.electrical"),
    ("brøyting", "maintenance.roads"),
    ("snømåking", "maintenance.roads"),
    ("snöröjning", "maintenance.roads"),
    ("vintervedlikehald", "maintenance.roads"),
    ("gressklipping", "maintenance.green"),
    ("gräsklippning", "maintenance.green"),
    ("gressklipper", "materials.machinery"),
    ("lekeplass", "construction.outdoor"),
    ("lekplatser", "construction.outdoor"),
    ("riving", "construction.outdoor"),
    ("riving av gammel skole", "construction.outdoor"),
    ("rivning", "construction.outdoor"),
    ("rehabilitering av rådhus", "construction.buildings"),
    ("bygge ny barnehage", "construction.buildings"),
    ("arkitekt", "construction.design"),
    ("solceller", "construction.installations"),
    ("ladestasjoner", "construction.installations"),
    ("gravemaskin", "construction.machine_hire"),
    ("møbler", "furnishing.furniture"),
    ("brukte kontormøbler", "furnishing.furniture"),
    ("möbler till skolor", "furnishing.furniture"),
    ("arbeidstøy", "furnishing.textiles"),
    ("arbetskläder", "furnishing.textiles"),
    ("vaskeri", "furnishing.laundry"),
    ("kontorrekvisita", "office.supplies"),
    ("kontorsmaterial", "office.supplies"),
    ("kopipapir", "office.supplies"),
    ("trykksaker", "office.communication"),
    ("lærebøker", "office.books_teaching"),
    ("kantine", "food.catering"),
    ("drift av kantine", "food.catering"),
    ("skolmat", "food.catering"),
    ("matvarer", "food.mixed"),
    ("livsmedel", "food.mixed"),
    ("frukt", "food.fruit_vegetables"),
    ("skolefrukt", "food.fruit_vegetables"),
    ("melk", "food.dairy"),
    ("kaffe", "food.dry_goods"),
    ("kylling", "food.meat"),
    ("strøm", "energy.electricity"),
    ("el", "energy.electricity"),
    ("fjernvarme", "energy.district_heat"),
    ("fjärrvärme", "energy.district_heat"),
    ("drivstoff", "energy.vehicle_fuel"),
    ("avfall", "waste.handling"),
    ("avfallshantering", "waste.handling"),
    ("renovasjon", "waste.handling"),
    ("konsulent", "services.consulting"),
    ("konsulttjänster", "services.consulting"),
    ("vikarer", "services.staffing"),
    ("advokat", "services.legal_audit"),
    ("forsikring", "services.insurance_bank"),
    ("vektertjenester", "services.security"),
    ("bleier", "health.supplies"),
    ("rullestoler", "health.equipment"),
    ("legemidler", "health.medicines"),
]
# Words that more than one category could mean, and what must be among those offered.
UNSURE = [
    ("barnehage", {"construction.buildings", "services.childcare"}),
    ("IT", {"it.computers", "it.services"}),
    ("utstyr", set()),
    ("xyzzy qwrtp", set()),
]


def test_common_purchases_are_taken_for_their_category() -> None:
    taken = {words: sure_category(understood_purchase(words)) for words, _category in SURE}

    assert len(SURE) >= 60
    assert {words: taken[words] for words, category in SURE if taken[words] != category} == {}


@pytest.mark.parametrize(("words", "offered"), UNSURE)
def test_nothing_is_chosen_beforehand_where_it_is_not_clear(words: str, offered: set[str]) -> None:
    found = understood_purchase(words)

    assert sure_category(found) == ""
    assert offered <= {each.category for each in found}


def test_what_has_nothing_to_do_with_it_is_not_offered() -> None:
    cars = {each.category for each in understood_purchase("elbiler til hjemmetjenesten")}
    caretaking = [each.category for each in understood_purchase("vaktmestertjenester for skoler")]

    assert "materials.concrete" not in cars
    assert "services.security" not in caretaking[:1]
