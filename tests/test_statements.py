"""What an article reports to be said: by whom, in what office, to whom, where, when, and by way of whom."""

from datetime import date

import pytest

from index.data import Span
from rag.statements import Manner, statement_of, statements
from tests.statement_cases import FRIDAY, article, read

THURSDAY, WEDNESDAY = date(2024, 5, 2), date(2024, 5, 1)


@pytest.mark.parametrize(
    ("sentence", "speaker", "role"),
    [
        ("Mayor Ida Roth said yes.", "Ida Roth", "Mayor"),
        ("First Deputy Foreign Minister Ida Roth said yes.", "Ida Roth", "First Deputy Foreign Minister"),
        ("Ostland's foreign minister, Ida Roth, said yes.", "Ida Roth", "Ostland's foreign minister"),
        ("Ida Roth, the mayor of Velm, said yes.", "Ida Roth", "mayor of Velm"),
        ("“Yes,” said harbour engineer Tom Bell.", "Tom Bell", "harbour engineer"),
        ("Defence Minister Ida Roth of Ostland said yes.", "Ida Roth", "Defence Minister of Ostland"),
        ("Secretary of State Tom Bell said yes.", "Tom Bell", "Secretary of State"),
        ("Mr. Tom Bell said yes.", "Tom Bell", None),
        ("The Foreign Ministry said yes.", "The Foreign Ministry", None),
        ("Ostland's Foreign Ministry said yes.", "Ostland's Foreign Ministry", None),
        ("Officials in Velm said yes.", "Officials in Velm", None),
        ("Velm and Ostland both deny that they are talking.", "Velm and Ostland", None),
        ("According to Bell, it is safe.", "Bell", None),
        ("American Ida Roth said yes.", "Ida Roth", None),
        ("Roth, Tom Bell and Carl Moss said yes.", None, None),
        ("According to R&B Ratings, it is safe.", "R&B Ratings", None),
        ("Ida Roth, director of the agency, said yes.", "Ida Roth", "director of the agency"),
        ("“We won,” I said.", None, None),
        ("The late Ida Roth said no.", "The late Ida Roth", None),
        ("The plan is said to be ready.", None, None),
        ("The plan was called Dawn by engineers.", None, None),
        ("The reports quoted nothing that Bell said.", None, None),
        ("Bell added a wing to the house.", None, None),
        ("Police who shot Bell said yes.", None, None),
        ("Roth wished for peace; Bell urged war.", None, None),
    ],
)
def test_speaker_and_role(sentence, speaker, role):
    (said,) = read(sentence)
    assert (said and said.speaker, said and said.role) == (speaker, role)


def test_the_role_of_the_first_mention_is_carried_on():
    said = read("Ida Roth, mayor of Velm, came.", "“It rains,” Roth said.")[1]
    assert (said.speaker, said.role) == ("Ida Roth", "mayor of Velm")


def test_an_office_is_its_only_bearer_and_stays_an_office_where_two_have_it():
    one = read("Mayor Ida Roth came.", "The mayor said yes.")[1]
    two = read("Mayor Ida Roth met Mayor Tom Bell.", "The mayor said yes.")[1]
    assert (one.speaker, two.speaker) == ("Ida Roth", "The mayor")


@pytest.mark.parametrize(
    ("sentence", "addressee"),
    [
        ("Bell told Roth that it rained.", "Roth"),
        ("“It rains,” Bell told reporters.", "reporters"),
        ("Bell told the leaders of the Union (OU) that it rained.", "the leaders of the Union"),
        ("Bell asked Ostland's president, Ida Roth, on Friday to help.", "Ida Roth"),
        ("Bell asked Ostland to help.", "Ostland"),
        ("Bell told VELM TODAY on Monday that it rained.", "VELM TODAY"),
        ("Bell told officers Roth threw a chair.", None),
        ("“It rains,” Bell told Roth during a call.", "Roth"),
        ("Bell said ships met Roth.", None),
        ("Bell asked for help.", None),
        ("Bell urged vigilance.", None),
        ("Bell said in a letter to Roth that it rained.", "Roth"),
        ("Bell said Roth told nobody.", None),
    ],
)
def test_addressee(sentence, addressee):
    assert read(sentence)[0].addressee == addressee


@pytest.mark.parametrize(
    ("sentence", "venue"),
    [
        ("Bell said at a briefing that it rained.", "at a briefing"),
        ("“It rains,” Bell said at a briefing in Velm.", "at a briefing in Velm"),
        ("Speaking at the summit in Velm, Bell said it rained.", "at the summit in Velm"),
        ("In Velm on Monday, Bell said it rained.", "in Velm"),
        ("“It rains,” the ministry said in a statement.", "in a statement"),
        ("Bell told Roth on the sidelines of the summit that it rained.", "on the sidelines of the summit"),
        ("Bell told Roth here that it rained.", "in Velm"),
        ("Bell said ships at the summit in Lima would sail.", None),
        ("Bell said the ship was in Lima.", None),
    ],
)
def test_venue(sentence, venue):
    assert read(sentence, place="VELM")[0].venue == venue


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Bell said on Thursday that it rained.", THURSDAY),
        ("Bell said Wednesday it rained.", WEDNESDAY),
        ("On Wednesday, Bell told Roth that it rained.", WEDNESDAY),
        ("Bell told Roth in Velm on Thursday that it rained.", THURSDAY),
        ("Bell said on May 1 that it rained.", WEDNESDAY),
        ("Bell said today that it rained.", FRIDAY),
        ("Bell said that it rained on Thursday.", None),
        ("Bell said the talks on Thursday were good.", None),
        ("Bell said it rained.", None),
        ("Bell called it rain, his office said on Thursday.", None),  # the day on which the office spoke
    ],
)
def test_day_of_saying(sentence, day):
    assert read(sentence)[0].said_on == day


def test_no_day_is_known_of_an_undated_article():
    assert read("Bell said on Thursday that it rained.", published=None)[0].said_on is None


def test_the_day_is_carried_to_what_the_same_speaker_goes_on_to_say_and_to_a_reply_only():
    told = "Tom Bell told Roth on Thursday that it rained."
    assert read(told, "Bell added that it was cold.")[1].said_on == THURSDAY
    assert read(told, "Roth replied that it was cold.")[1].said_on == THURSDAY
    assert read(told, "Roth said that it was cold.")[1].said_on is None
    assert read(told, "Bell had said earlier that it was cold.")[1].said_on is None
    assert read(told, "“It is cold,” Bell said at a rally.")[1].said_on is None


@pytest.mark.parametrize(
    ("sentence", "manner", "via"),
    [
        ("“It rains,” Bell said.", Manner.DIRECT, None),
        ("Bell said: “It rains.”", Manner.DIRECT, None),
        ("Bell said that it rained.", Manner.INDIRECT, None),
        ("Bell spoke of a “hard rain”.", Manner.MIXED, None),
        ("Bell called it rain, his office said.", Manner.RELAYED, "his office"),
        ("“It rains,” Bell told Roth, according to the ministry.", Manner.RELAYED, "the ministry"),
        ("Bell's office quoted him as saying that it rained.", Manner.RELAYED, "Bell's office"),
        ("Bell was quoted by the Velm Times as saying that it rained.", Manner.RELAYED, "the Velm Times"),
        ("Adviser Tom Bell said this at a briefing, reports Coastinform citing Velmhap.", Manner.RELAYED,
         "Coastinform citing Velmhap"),
    ],
)  # fmt: skip
def test_manner_and_chain(sentence, manner, via):
    said = read(sentence)[0]
    assert said.speaker.endswith("Bell")
    assert (said.manner, said.via) == (manner, via)


def test_the_one_cited_is_the_speaker():
    said = read("Prices rose, the ministry said, citing Tom Bell.")[0]
    assert (said.speaker, said.via) == ("Tom Bell", "the ministry")


@pytest.mark.parametrize(
    ("sentences", "speaker"),
    [
        (["Mayor Ida Roth came.", "The quay was dry.", "It rained.", "“It is time,” she said."], "Ida Roth"),
        (["Mayor Ida Roth came.", "It rained."] + ["It rained."] * 3 + ["“It is time,” she said."], None),
        (["Mayor Ida Roth came.", "Engineer Tom Bell left.", "“It is time,” he said."], "Tom Bell"),
        (["Mayor Ida Roth came.", "The quay, said engineer Tom Bell, is dry.", "She said: “No.”"], "Tom Bell"),
        (["Mr. Tom Bell came.", "“It is time,” she said."], None),
        (["Mayor Ida Roth came.", "The plan was drawn by Tom Bell.", "“It is time,” she said."], None),
        (["Mayor Ida Roth came.", "After a talk with Tom Bell, she said it was time."], None),
        (["Velm City grew.", "“It is time,” he said."], None),
        (["The ministry said yes.", "It also said no."], "The ministry"),
        (["Ida Roth said yes.", "They also said no."], None),
    ],
)
def test_pronouns(sentences, speaker):
    said = read(*sentences)[-1]
    assert said.speaker == speaker


def test_statements_are_those_sentences_that_report_something_said():
    document = article("It rained. Ida Roth said so.", "“Yes,” she said.")
    assert [(span.of(document.text), said.speaker) for span, said in statements(document)] == [
        ("Ida Roth said so.", "Ida Roth"),
        ("“Yes,” she said.", "Ida Roth"),
    ]


def test_a_stretch_of_several_sentences_has_what_they_agree_on():
    document = article(
        "Mayor Ida Roth told reporters on Thursday that it rained. “It is time,” she said.", "Tom Bell said no."
    )
    first, second, third = (span for span, _ in statements(document))
    both = statement_of(document, Span(first.start, second.end))
    assert (both.speaker, both.addressee, both.said_on, both.manner) == (
        "Ida Roth",
        "reporters",
        THURSDAY,
        Manner.MIXED,
    )
    assert statement_of(document, Span(first.start, third.end)) is None
    assert statement_of(document, Span(first.start + 3, first.start + 5)) is not None
