"""What leaves is masked, what comes back is restored, and how much of what is personal is found."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import masking
from bot.domain.masking import Hidden, Masking, redacted
from bot.domain.masking.checksums import dni, ean_13, luhn, mod_97, svnr, tax_id, verhoeff
from bot.domain.masking.finding import KINDS, letters_and_digits
from bot.domain.masking.roster import fold
from bot.domain.masking.words import WORDS
from tests.domain.masked import NAMES, SCENARIO, Marked, Tally, marked, mask, tallies
from tests.domain.retrying import calls, retried
from tests.requirements import claims

PARTS = ("tuning", "held_out", "later")
LINES = [line for part in PARTS for line in marked(part)]
TYPED = [line.text for line in LINES]


def whole(lines: dict[str, Tally]) -> Tally:
    every = list(lines.values())
    return Tally(
        personal=sum(tally.personal for tally in every),
        hidden=sum(tally.hidden for tally in every),
        lines=max(tally.lines for tally in every),
        wrong=sum(tally.wrong for tally in every),
    )


texts = st.one_of(
    st.text(),
    st.lists(
        st.one_of(
            st.sampled_from(TYPED),
            st.sampled_from(
                ("[EMAIL_1]", "email_1", "[ PERSON 2B ]", "[ID1]", "[", "]", "_1", "E")
            ),
            st.text(max_size=5),
        ),
        max_size=6,
    ).map("".join),
)


def test_a_find_becomes_a_placeholder_and_comes_back() -> None:
    masking = mask()

    hidden = masking.hide("Hi, Anna here, call 0176 12345678 or mail anna@example.com")

    assert hidden == "Hi, [PERSON_1] here, call [PHONE_1] or mail [EMAIL_1]"
    assert masking.show("Thanks [PERSON_1], is [PHONE_1] right?") == (
        "Thanks Anna, is 0176 12345678 right?"
    )


def test_the_same_value_has_the_same_placeholder_however_it_is_spaced() -> None:
    masking = mask()

    for written in ("0176 12345678", "0176-123 456 78", "0176/12345678", "01761 2345678"):
        assert masking.hide(f"call {written}") == "call [PHONE_1]"
    assert masking.hide("card 4111 1111 1111 1111 or 4111-1111-1111-1111") == (
        "card [CARD_1] or [CARD_1]"
    )
    assert masking.show("[CARD_1]") == "4111 1111 1111 1111"


def test_another_form_of_a_value_has_its_number_and_a_letter() -> None:
    masking = mask()

    assert masking.hide("Anna Schmidt, or Anna") == "[PERSON_1], or [PERSON_1B]"
    assert masking.hide("+49 176 12345678, at home 0176 12345678") == (
        "[PHONE_1], at home [PHONE_1B]"
    )
    assert masking.show("[PERSON_1B] and [PHONE_1B]") == "Anna and 0176 12345678"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Dr. Jürgen Müller (he/him)", "Juergen, Jurgen, Jürgen Mueller, jurgen muller, Müller"),
        ("Núñez, José 🌵 | Sales", "josé, Jose Nunez, José Núñez, J. Núñez, @jnunez"),
        ("प्रिया शर्मा", "प्रिया, प्रिया शर्मा"),
        ("Алексей Иванов", "Алексей, алексей иванов"),
        ("Jean-Luc Moreau", "Jean-Luc, jean luc moreau, @jean.luc.moreau, JL Moreau, Moreau"),
        ("William Carter", "Will Carter, Bill Carter, liam, William, W. Carter"),
        ("Gina D'Angelo", "gina d’angelo, D'Angelo"),
    ],
)
def test_a_name_is_known_in_many_spellings(name: str, written: str) -> None:
    hidden = Masking(names=(name,)).hide(written)

    assert [c for c in re.sub(r"\[PERSON_1[A-Z]?\]", "", hidden) if c.isalpha()] == []


@pytest.mark.parametrize(
    "said",
    [
        "Will you mark it as done?",
        "Mark it, please. I hope it rose in April, in the park.",
        "Lang ist es her, der Koch kam im Winter.",
        "a Park, a king and a wolf",
    ],
)
def test_a_word_that_is_also_a_name_stays_a_word(said: str) -> None:
    assert mask().hide(said) == said


def test_the_s_of_a_name_stays() -> None:
    assert mask().hide("Anna's and Annas desk") == "[PERSON_1]'s and [PERSON_1]s desk"


def test_a_first_name_that_two_members_share_is_nobodys_in_particular() -> None:
    masking = Masking(names=("Anna Schmidt", "Anna Maier"))

    assert masking.hide("Anna, Anna Schmidt, Anna Maier") == "[PERSON_1], [PERSON_2], [PERSON_3]"


def test_an_introduced_name_is_known_from_then_on() -> None:
    masking = mask()

    assert masking.hide("My name is Jane Doe.") == "My name is [PERSON_1]."
    assert masking.hide("Jane Doe again, thanks Jane") == "[PERSON_1] again, thanks [PERSON_1B]"


def test_what_the_scenario_contains_stays() -> None:
    said = "Hi Mara, order 48213, I call you on 020-7946-0000 or +44 20 7946 0000"

    assert mask().hide(said) == said
    assert mask().hide("My name is Mara Lindqvist") == "My name is Mara Lindqvist"


def test_a_member_called_like_the_persona_is_hidden_by_other_names_only() -> None:
    masking = Masking(names=("Mara Novak",), allowed=SCENARIO)

    assert (
        masking.hide("Mara, and Mara Novak, and Novak") == "Mara, and [PERSON_1], and [PERSON_1B]"
    )


def test_the_same_texts_in_the_same_order_give_the_same_placeholders() -> None:
    one, other = mask(), mask()

    assert [one.hide(text) for text in TYPED] == [other.hide(text) for text in TYPED]
    assert one.values == other.values


@claims("masking.escaped")
def test_what_is_typed_like_a_placeholder_is_never_restored_into_data() -> None:
    masking = mask()
    masking.hide("mail anna@example.com")

    for typed in ("[EMAIL_1]", "[email 1]", "EMAIL_1", "email\\_1", "[Email_1B]", "[[EMAIL_1]]"):
        hidden = masking.hide(typed)
        assert "EMAIL" not in hidden.upper()
        assert masking.show(hidden) == typed


@pytest.mark.parametrize(
    "written",
    ["[EMAIL_1]", "[email_1]", "[EMAIL 1]", "[ EMAIL_1 ]", "EMAIL_1", "[EMAIL\\_1]", "[Email-1]"],
)
def test_models_may_write_a_placeholder_slightly_changed(written: str) -> None:
    masking = mask()
    masking.hide("mail anna@example.com")

    assert masking.show(f"To {written}, then.") == "To anna@example.com, then."


def test_a_placeholder_nobody_gave_stays_as_it_is() -> None:
    assert mask().show("[EMAIL_7] and [PERSON_1]") == "[EMAIL_7] and [PERSON_1]"


def test_nothing_is_held_back_while_nothing_is_hidden() -> None:
    showing = mask().showing()

    assert [showing.hear(piece) for piece in ("He", " [", "E", "[PERSON")] == [
        "He", " [", "E", "[PERSON",
    ]  # fmt: skip


def test_only_the_tail_in_which_a_placeholder_could_begin_is_held_back() -> None:
    masking = mask()
    masking.hide("Anna")
    showing = masking.showing()

    pieces = ["Hello [", "PER", "SON", "_1", "], nice. [Note", "] p", "lease"]

    assert [showing.hear(piece) for piece in pieces] == [
        "Hello ", "", "", "", "Anna, nice. [Note", "] ", "please",
    ]  # fmt: skip
    assert showing.end() == ""


def test_a_redacted_text_has_no_way_back() -> None:
    said = "Anna: 0176 12345678, again 0176 12345678, [EMAIL_1]"

    assert redacted(said, names=NAMES) == "[PERSON]: [PHONE], again [PHONE], [EMAIL_1]"


def left(line: Marked) -> list[str]:
    """The values of a line that were hidden in one place and stand in another."""
    masking = mask()
    hidden = letters_and_digits(masking.hide(line.text))
    return [
        value
        for placeholder, value in masking.values.items()
        if letters_and_digits(value) in hidden
        and not (placeholder.startswith("[PERSON") and fold(value)[0] in WORDS)
    ]


@claims("masking.found")
def test_no_value_that_was_found_is_left_in_the_text() -> None:
    assert [line.text for line in LINES if left(line)] == []


@claims("masking.found")
@pytest.mark.parametrize(
    ("part", "recall", "wrong"),
    [("tuning", 0.96, 0.005), ("held_out", 0.95, 0.01), ("later", 0.85, 0.03)],
)
def test_what_is_personal_is_found_and_little_else(part: str, recall: float, wrong: float) -> None:
    found = whole(tallies(marked(part)))

    assert found.recall >= recall
    assert found.false_alarms <= wrong


def test_the_labelled_lines_are_enough() -> None:
    personal = [line for line in LINES if line.personal]

    assert len(personal) >= 300
    assert len(LINES) - len(personal) >= len(personal)
    assert {kind for line in LINES for kind, _ in line.personal} == {*KINDS} - {"TEXT"}


@claims("masking.restored")
@given(texts)
def test_what_is_hidden_is_shown_again(text: str) -> None:
    masking = mask()

    shown = masking.show(masking.hide(text))

    assert [c for c in shown if c.isalnum()] == [c for c in text if c.isalnum()]


@claims("masking.restored")
def test_a_line_is_shown_as_it_was_typed() -> None:
    def shown(line: str) -> str:
        masking = mask()
        return masking.show(masking.hide(line))

    assert [line for line in TYPED if shown(line) != line] == []


@given(texts)
def test_hiding_again_changes_nothing(text: str) -> None:
    masking = mask()
    hidden = masking.hide(text)
    values = dict(masking.values)

    assert masking.hide(hidden) == hidden
    assert isinstance(hidden, Hidden)
    assert masking.values == values


PIECES = ("[", "]", "E", "MAIL", "_", "1", "B", " ", "\\", "PERSON", "P", "per", "son_1", "[EMAIL_1]",
          "[person 1", "ID_1", "ID", "x", "-", "\n", "12", "CARD_1")  # fmt: skip


@claims("masking.restored")
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=30))
def test_a_stream_shows_the_same_however_it_is_cut(pieces: Sequence[str]) -> None:
    masking = mask()
    masking.hide("Anna: anna@example.com, dni 12345678Z, 4111111111111111, Anna Schmidt")
    showing = masking.showing()

    shown = "".join([*map(showing.hear, pieces), showing.end()])

    assert shown == masking.show("".join(pieces))


@given(st.text(alphabet="0123456789 +-./()@:[]_abDEatdoAnna'\n", max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    mask().hide(text)
    redacted(text, names=NAMES)


@given(st.lists(st.text(max_size=30), max_size=5), st.text(max_size=50))
def test_no_name_breaks_it(names: Sequence[str], text: str) -> None:
    masking = Masking(names=names, allowed=names)

    assert masking.show(masking.hide(text)) == text or masking.values


HOSTILE = (
    "1 ",
    "12 34 ",
    "0176 1234567 ",
    "a@",
    "anna at ",
    "[PERSON_",
    "Will ",
    "1.1.1.",
    "a:b:",
    "DE89 3704 ",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_text_takes_steps_in_proportion_to_its_length(unit: str) -> None:
    hiding = mask()

    def steps(length: int) -> int:
        text = unit * (length // len(unit))
        return calls(lambda: hiding.hide(text))

    steps(8_000)  # what is kept from then on is not counted
    # Four times the text, at most five times the work: a square would take sixteen times.
    assert steps(8_000) <= 5 * steps(2_000) + 500


def test_no_expression_can_be_made_to_take_out_of_proportion_long() -> None:
    modules = [importlib.import_module(f"{masking.__name__}.{m.name}") for m in parts()]
    on_texts = {
        f"{module.__name__}.{name}": retried(value, short_words=False)
        for module in (masking, *modules)
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern) and name not in ON_LITTLE
    }
    assert len(on_texts) > 20
    assert {name: faults for name, faults in on_texts.items() if faults} == {}


def parts() -> Iterator[pkgutil.ModuleInfo]:
    return pkgutil.iter_modules(masking.__path__)


ON_LITTLE = ("_ASIDE", "_BEGINS", "_PARTS")
"""What reads a name, the words before another, a placeholder."""


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (luhn, "4111111111111111", "4111111111111112"),
        (mod_97, "DE89370400440532013000", "DE89370400440532013001"),
        (ean_13, "7569217076985", "7569217076984"),
        (tax_id, "86095742719", "86095742718"),
        (tax_id, "65929970489", "11111111111"),
        (dni, "12345678Z", "12345678A"),
        (dni, "X1234567L", "Y1234567L"),
        (svnr, "1237010180", "1238010180"),
        (verhoeff, "234567890124", "234567890123"),
    ],
)
def test_check_digits_tell_right_from_wrong(check: object, right: str, wrong: str) -> None:
    assert callable(check)
    assert check(right)
    assert not check(wrong)
