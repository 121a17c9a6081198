"""Phrases of form letters, which could stand in any answer to anybody: no kind act is in them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.domain import acts
from bot.domain.condition import Act

KIND: frozenset[Act] = frozenset(
    {
        "acknowledgement",
        "apology",
        "next_step",
        "echo",
        "open_question",
        "check_understanding",
    }
)

ENGLISH = (
    "I completely understand how frustrating this is.",
    "I understand your frustration.",
    "I totally understand your frustration with this issue.",
    "I understand how frustrating this situation must be for you.",
    "I can only imagine how frustrating this must be.",
    "I understand your concern and I am here to help.",
    "I completely understand where you're coming from.",
    "We understand that this must be very stressful for you.",
    "I understand this is not the experience you were expecting from us.",
    "I know how upsetting these situations can be.",
    "I'm sorry to hear you are having trouble logging in.",
    "I am so sorry to hear that you are experiencing issues with your account.",
    "I'm sorry to hear about your experience.",
    "Sorry to hear that.",
    "Sorry you feel that way.",
    "We apologize for any inconvenience.",
    "We sincerely apologise for any inconvenience this may have caused.",
    "Apologies for any inconvenience caused.",
    "Sorry for any inconvenience this may cause.",
    "Please accept our apologies for any inconvenience.",
    "We regret any inconvenience this has caused you.",
    "Our team is working hard to resolve this.",
    "Our engineers are working hard to fix this issue as quickly as possible.",
    "We are working around the clock to get this resolved.",
    "We are doing everything we can to resolve this matter.",
    "Thank you for your patience.",
    "Thank you for your patience and understanding.",
    "Thank you for contacting us.",
    "Thank you for contacting the help desk, we are happy to assist you.",
    "Thanks for reaching out to our support team today!",
    "Thank you for bringing this to our attention.",
    "We value your business.",
    "We really value you as a customer and appreciate your loyalty.",
    "Your call is important to us.",
    "Your satisfaction is our top priority.",
    "Your feedback is very important to us.",
    "Rest assured that we take this very seriously.",
    "Rest assured, your case is in good hands.",
    "We take every complaint very seriously.",
    "We will look into it.",
    "We will look into this matter as soon as possible.",
    "We'll look into it asap and get back to you.",
    "We'll get back to you as soon as possible.",
    "Someone will get back to you shortly.",
    "A member of our team will be in touch shortly.",
    "We will process your request as soon as possible.",
    "I will forward your request to the relevant department.",
    "I'll escalate this to the appropriate team.",
    "I'll pass your feedback on to the team.",
    "I will do everything in my power to help you.",
    "I'd be more than happy to help you with that.",
    "I am here to help.",
    "Let me check with my team and I'll update you.",
    "We will keep you updated as soon as we have more information.",
    "We will let you know as soon as we know more.",
    "Please do not hesitate to contact us.",
    "If you have any further questions, please do not hesitate to reach out.",
    "Let me know if you have any questions.",
    "Is there anything else I can help you with today?",
    "Please bear with us while we look into this.",
    "Have a great day!",
    "We strive to provide the best possible service to all our customers.",
    "This is not the level of service we aim to provide.",
    "We hope to have this resolved as quickly as possible.",
    "Your request has been received and is being processed.",
)

GERMAN = (
    "Ich verstehe Ihren Frust.",
    "Ich verstehe Ihren Ärger vollkommen.",
    "Ich kann Ihren Unmut gut nachvollziehen.",
    "Ich verstehe vollkommen, wie frustrierend das ist.",
    "Ich kann verstehen, dass die Situation ärgerlich für Sie ist.",
    "Wir haben vollstes Verständnis für Ihre Situation.",
    "Es tut mir leid zu hören, dass Sie Probleme mit der Anmeldung haben.",
    "Es tut uns leid, dass Sie unzufrieden sind.",
    "Wir entschuldigen uns für etwaige Unannehmlichkeiten.",
    "Für eventuelle Unannehmlichkeiten bitten wir um Entschuldigung.",
    "Wir bitten die Unannehmlichkeiten zu entschuldigen.",
    "Wir bedauern die entstandenen Unannehmlichkeiten.",
    "Unser Team arbeitet mit Hochdruck an einer Lösung.",
    "Wir arbeiten mit Hochdruck daran.",
    "Wir tun alles, um das Problem zu lösen.",
    "Vielen Dank für Ihre Geduld.",
    "Vielen Dank für Ihr Verständnis.",
    "Danke, dass Sie sich an uns gewandt haben.",
    "Vielen Dank für Ihre Anfrage.",
    "Ihr Anliegen ist uns wichtig.",
    "Ihre Zufriedenheit liegt uns am Herzen.",
    "Wir schätzen Sie als Kunden sehr.",
    "Seien Sie versichert, dass wir Ihr Anliegen ernst nehmen.",
    "Wir nehmen jede Beschwerde sehr ernst.",
    "Wir werden uns darum kümmern.",
    "Wir kümmern uns so schnell wie möglich darum.",
    "Wir melden uns schnellstmöglich bei Ihnen.",
    "Wir melden uns so bald wie möglich.",
    "Wir bearbeiten Ihre Anfrage schnellstmöglich.",
    "Ich leite Ihr Anliegen an die zuständige Abteilung weiter.",
    "Ein Kollege wird sich in Kürze bei Ihnen melden.",
    "Bei weiteren Fragen stehen wir Ihnen gerne zur Verfügung.",
    "Zögern Sie nicht, uns zu kontaktieren.",
    "Kann ich sonst noch etwas für Sie tun?",
    "Ich helfe Ihnen gerne weiter.",
)

HEARD = {
    "en": "I ordered a lamp and it never came, and nobody answers my mails.",
    "de": "Ich habe eine Lampe bestellt und sie kam nie an, und niemand antwortet mir.",
}


def kind(said: str, language: str) -> set[Act]:
    found = acts.find(said, language=language, heard=HEARD[language])
    return {act.act for act in found} & KIND


@pytest.mark.parametrize("said", ENGLISH)
def test_an_english_stock_phrase_has_no_kind_act(said: str) -> None:
    assert kind(said, "en") == set()


@pytest.mark.parametrize("said", GERMAN)
def test_a_german_stock_phrase_has_no_kind_act(said: str) -> None:
    assert kind(said, "de") == set()


@pytest.mark.parametrize(("first", "second"), list(pairwise((*ENGLISH, ENGLISH[0]))))
def test_two_english_stock_phrases_together_have_none_either(first: str, second: str) -> None:
    assert kind(f"Hello Leopold, {first} {second}", "en") == set()


def test_a_whole_form_letter_has_none() -> None:
    assert kind(" ".join(ENGLISH), "en") == set()


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("I'm sorry that you've had no parcel for 3 days.", "acknowledgement"),
        ("I understand how frustrating three failed deliveries are.", "acknowledgement"),
        ("Sorry for the inconvenience, and I'll send a new lamp today.", "next_step"),
        ("Rest assured: I call the depot at 4 pm and write to you.", "next_step"),
    ],
)
def test_substance_next_to_a_stock_phrase_still_counts(said: str, act: str) -> None:
    assert act in kind(said, "en")
