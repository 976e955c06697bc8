"""Who speaks in a sentence of news, and whom a pronoun or a surname means."""

import pytest

from rag.attribution import speaker
from tests.statement_cases import speakers


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("“The quay is safe,” Tom Bell said.", "Tom Bell"),
        ("“The quay is safe,” said Tom Bell.", "Tom Bell"),
        ("“The quay is safe,” said harbour engineer Tom Bell.", "Tom Bell"),
        ('"The quay is safe," engineer Tom Bell said.', "Tom Bell"),
        ("“The quay is safe,” he said.", "he"),
        ("“No,” replied the minister.", "the minister"),
        ("Mayor Ida Roth said the quay would open.", "Ida Roth"),
        ("The quay will open, Ida Roth told reporters on Monday.", "Ida Roth"),
        ("Ida Roth, the mayor of Velm, told a crowd that the quay would open.", "Ida Roth"),
        ("On Monday, Roth added that rain was likely.", "Roth"),
        ("In Velm, Ida Roth said that the quay would open.", "Ida Roth"),
        ("Asked about the quay, Roth said no.", "Roth"),
        ("When asked, she said yes.", "she"),
        ("The ministry said on Monday that trade fell.", "The ministry"),
        ("Ostland's Foreign Ministry said so.", "Ostland's Foreign Ministry"),
        ("The two sides agreed to meet.", "The two sides"),
        ("According to Tom Bell, the quay is safe.", "Tom Bell"),
        ("The quay is safe, according to the ministry.", "the ministry"),
        ("Roth was quoted by a newspaper as saying that it rained.", "Roth"),
        ("She was quoted as saying that it rained.", "She"),
        ("Roth did not say whether Bell agreed.", "Roth"),
        ("Capt. Jon C. Moss said so.", "Jon C. Moss"),
        ("“Bell said it was over,” Roth said.", "Roth"),  # what is quoted speaks only inside the quotation
        ("On Monday the mayor, Ida Roth, told an OSTA meeting that it rained.", "Ida Roth"),
        ("The quay will open at noon, harbour master Ada Lind said on Monday.", "Ada Lind"),
        ("Deputy mayor Tom Bell told reporters that it rained.", "Tom Bell"),
        ("Climate scientist Dr. Vera Holm told a crowd that it rained.", "Vera Holm"),
        ("“It rained,” fisherman Ole Lind said.", "Ole Lind"),
        ("The quay opened on Monday.", None),
        ("The plan was called Dawn by engineers.", None),
        ("“Roth said it was over.”", None),
        ("", None),
    ],
)
def test_the_speaker_of_a_sentence(sentence: str, who: str | None) -> None:
    assert speaker(sentence) == who


def test_the_day_of_a_saying_says_nothing() -> None:
    assert speaker("“It is over,” said on Monday.") is None


@pytest.mark.parametrize(
    ("sentences", "who"),
    [
        (["Mayor Ida Roth said it would open.", "She also said that ships would come."], "Ida Roth"),
        (["Ida Roth opened the quay.", "“It is time,” she said."], "Ida Roth"),
        (["Mayor Ida Roth came.", "“It is time,” Roth said."], "Ida Roth"),
        (["The ministry said trade fell.", "It added that prices rose."], "The ministry"),
        (["Tom Bell said yes.", "Roth's office quoted her as saying no."], "Roth"),
        (["Tom Bell said yes.", "Roth's own press office quoted her as saying no."], "Roth"),
        (["Tom Bell said yes.", "The quay opened."], None),
        (["“It is time,” she said."], None),
        (["“Salt is cheap.", "Moss said it will not last,” Roth said."], "Roth"),
        (['"Salt is cheap.', "It will not last.", 'It never does," Roth said.'], "Roth"),
        (["“Salt is cheap,” Roth said.", "“It will not last.”"], "Roth"),
        (["The quay opened.", "“It will not last.”"], None),
        (["Roth said “the mark is never closed.", *["It rained."] * 6, "“It is time,” Bell said."], "Bell"),
        (["Nobody came.", "“It is time,” she said."], None),
    ],
)
def test_the_speaker_of_the_last_sentence(sentences: list[str], who: str | None) -> None:
    found = speakers(sentences)
    assert len(found) == len(sentences)
    assert found[-1] == who


def test_all_sentences_of_a_quotation_have_its_speaker() -> None:
    sentences = ["It rained.", "“Salt is cheap.", "It will not last,” Ida Roth said.", "It rained."]
    assert speakers(sentences) == [None, "Ida Roth", "Ida Roth", None]


def test_a_surname_that_two_people_share_means_neither() -> None:
    assert speakers(["Ida Roth said yes.", "Carl Roth said no.", "“It is time,” Roth said."]) == [
        "Ida Roth",
        "Carl Roth",
        "Roth",
    ]


def test_longer_names_of_one_person_are_one() -> None:
    assert speakers(["Mayor Ida Roth came.", "Ida Roth spoke.", "Roth said yes."])[-1] == "Ida Roth"


def test_he_after_somebody_described_and_not_named_is_nobody():
    text = ["Yoon said so.", "The Chinese leader was warmer about trade.", "“It has kept up,” he said."]
    assert speakers(text) == ["Yoon", None, None]
