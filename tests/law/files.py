"""A whole small offence file of a made-up country, to be changed by tests."""

WHOLE = """
country = "XX"
section = "Section 7"
a_lawyer_must_check = true
name = { sv = "Ett brott", en = "An offence" }

[wording]
version = "Act 1"
in_force = 2020-01-01

[source]
number = "Act 1"
address = "https://law.example/act-1"
read = { sv = "Läst i sin helhet.", en = "Read as a whole." }

[one_of]
deed = { sv = "en gärning", en = "one deed" }

[[element]]
id = "organises"
one_of = "deed"
sv = "Organiserar"
en = "Organises"
ad_alone_cannot_show = true
could_speak_for = { sv = "Pengar.", en = "Money." }
could_speak_against = { sv = "Att alla arbetar själva.", en = "That all work alone." }
[[element.for]]
card = "several_advertisers_one_network"
sv = "De kan ha en organisatör."
en = "They may have one organiser."
[[element.for]]
tie = "picture"
sv = "Samma bilder."
en = "The same pictures."
[[element.for]]
finding = "persons"
value = "2"
sv = "Två personer."
en = "Two persons."
[[element.for]]
ad_kind = "recruitment"
sv = "Söker personer."
en = "Looks for persons."
[[element.for]]
judgement = "network_together"
sv = "Bedömt."
en = "Judged."
[[element.against]]
card = "client_screening"
sv = "Väljer själv."
en = "Chooses alone."
[[element.against]]
judgement = "network_apart"
sv = "Bedömt."
en = "Judged."
[[element.next]]
sv = "Följ pengarna."
en = "Follow the money."

[[element]]
id = "intent"
sv = "Uppsåt"
en = "Intent"
ad_alone_cannot_show = false
could_speak_for = { sv = "Meddelanden.", en = "Messages." }
could_speak_against = { sv = "Okunskap.", en = "Ignorance." }
[[element.next]]
sv = "Förhör."
en = "Questioning."

[[example]]
card = ["several_advertisers_one_network"]
for = ["organises"]

[[example]]
card = ["movement_phrase"]
"""
