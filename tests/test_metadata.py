from datetime import date

import pytest

from index.dates import MonthDay
from index.metadata import read_article
from tests.articles import REPORT, SPEECH, TITLE


@pytest.mark.parametrize(
    ("dateline", "place", "outlet"),
    [
        ("LIMA (Reuters) - ", "LIMA", "Reuters"),
        ("LIMA, Peru (AP) — ", "LIMA, Peru", "AP"),
        ("CALLAO, Nov. 9 (Harbour Courier) -- ", "CALLAO", "Harbour Courier"),
        ("BEIJING, May 5 (Xinhua) -- ", "BEIJING", "Xinhua"),
        ("WASHINGTON, June 3 /PRNewswire/ -- ", "WASHINGTON", "PRNewswire"),
        ("MOSCOW, June 18. /TASS/. ", "MOSCOW", "TASS"),
        ("DHAKA, Wednesday (BSS) - ", "DHAKA", "BSS"),
        ("São Paulo (EFE).- ", "São Paulo", "EFE"),
        ("ST. PETERSBURG, Russia (AP) —", "ST. PETERSBURG, Russia", "AP"),
        ("OSLO/LIMA, 6 Sept (Reuters) - ", "OSLO/LIMA", "Reuters"),
        ("PARIS — ", "PARIS", None),
        ("Quito, Ecuador – ", "Quito, Ecuador", None),
        ("KARACHI: ", "KARACHI", None),
        ("(Reuters) - ", None, "Reuters"),
        ("Hong Kong CNN — ", "Hong Kong", "CNN"),
    ],
)
def test_a_dateline_is_place_and_outlet_and_not_text(dateline, place, outlet):
    reading = read_article(f"{TITLE}\n\n{dateline}{REPORT}\n\n{SPEECH}")
    assert (reading.note.place, reading.note.outlet) == (place, outlet)
    assert reading.title == TITLE
    assert reading.paragraphs == (REPORT, SPEECH)


def test_a_dateline_without_a_year_gives_no_date_of_its_own():
    note = read_article(f"CALLAO, Nov. 9 (AP) -- {REPORT}\n\n{SPEECH}").note
    assert note.published is None
    assert note.month_day == MonthDay(11, 9)
    assert read_article(f"CALLAO, Nov. 9, 2021 (AP) -- {REPORT}").note.published.day == date(2021, 11, 9)


@pytest.mark.parametrize(
    "opening",
    [
        "NATO — The alliance met on Friday and spoke about the northern sea for many hours. NATO said so.",
        "UPDATE: The harbour council voted on Monday, and the quay will be widened before the end of winter.",
        "Ana Ruiz (Labour) – who leads the council – said on Monday that the quay would be widened by next winter.",
    ],
)
def test_what_only_looks_like_a_dateline_stays_in_the_text(opening):
    reading = read_article(f"{TITLE}\n\n{opening}\n\n{SPEECH}")
    assert reading.note.place is None
    assert reading.paragraphs[0] == opening


def test_speakers_of_a_transcript_are_no_datelines():
    lines = ("HOST: What happened then?", "MAYOR: We voted on it.", "HOST: And then?")
    assert read_article("\n\n".join((TITLE, *lines))).paragraphs == lines


@pytest.mark.parametrize(
    ("line", "authors", "outlet", "published"),
    [
        ("By Jane Doe and John Q. Roe", ("Jane Doe", "John Q. Roe"), None, None),
        ("By Jane Doe, Bo Li and Ana Paz", ("Jane Doe", "Bo Li", "Ana Paz"), None, None),
        ("By Jane Doe | Reuters", ("Jane Doe",), "Reuters", None),
        ("By JANE DOE, Associated Press", ("Jane Doe",), "AP", None),
        ("By Jane Doe, Staff Writer", ("Jane Doe",), None, None),
        ("By Jane Doe in Quito", ("Jane Doe",), None, None),
        ("By Reuters Staff", (), "Reuters", None),
        ("By Maria van der Berg and Min-ho Park", ("Maria van der Berg", "Min-ho Park"), None, None),
        ("Story by Jane Doe", ("Jane Doe",), None, None),
        ("Written by Jane Doe\nDate: 3 March 2024", ("Jane Doe",), None, date(2024, 3, 3)),
        ("By Jane Doe\nPolitical Correspondent\n3 March 2024, 10:32 GMT", ("Jane Doe",), None, date(2024, 3, 3)),
        ("Jane Doe | March 3, 2024", ("Jane Doe",), None, date(2024, 3, 3)),
        ("Jane Doe and Bo Li, Harbour Times", ("Jane Doe", "Bo Li"), "Harbour Times", None),
        ("Jane Doe\n\nHarbour Times", ("Jane Doe",), "Harbour Times", None),
        ("Published: March 3, 2024", (), None, date(2024, 3, 3)),
        ("Published 10:15 AM EST, March 3, 2024", (), None, date(2024, 3, 3)),
        ("Posted on 2024-03-03 10:15 | Updated on 2024-03-09", (), None, date(2024, 3, 3)),
        ("Sunday, March 3, 2024", (), None, date(2024, 3, 3)),
        ("Author: Jane Doe\nSource: AFP\nDate: 2024-03-03", ("Jane Doe",), "AFP", date(2024, 3, 3)),
    ],
)
def test_the_lines_under_a_title_are_not_text(line, authors, outlet, published):
    reading = read_article(f"{TITLE}\n{line}\n\n{REPORT}\n\n{SPEECH}")
    note = reading.note
    assert (note.authors, note.outlet) == (authors, outlet)
    assert (note.published and note.published.day) == published
    assert reading.title == TITLE
    assert (reading.paragraphs, reading.captions) == ((REPORT, SPEECH), ())


def test_an_update_is_kept_apart_from_the_publication():
    note = read_article(f"{TITLE}\nUpdated March 4, 2024, 10:15 a.m.\n\n{REPORT}").note
    assert (note.published, note.updated.day) == (None, date(2024, 3, 4))


def test_a_date_before_the_first_words_is_not_text():
    reading = read_article(f" date 2024-03-05 {TITLE}.\n\nWork starts soon.\n\nShips will wait.\n\n{REPORT}")
    assert reading.note.published.day == date(2024, 3, 5)
    assert reading.title == f"{TITLE}."
    assert reading.paragraphs == ("Work starts soon.", "Ships will wait.", REPORT)
    dated = read_article(f"date 2024-03-05 QUITO, March 5 (AP) -- {REPORT}\n\n{SPEECH}")
    assert (dated.note.place, dated.note.outlet, dated.paragraphs) == ("QUITO", "AP", (REPORT, SPEECH))


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Source: AFP", "AFP"),
        ("Source: Kyodo News Agency", "Kyodo"),
        ("(AP)", "AP"),
        ("— AFP", "AFP"),
        ("© 2024 AFP", "AFP"),
        ("Copyright 2024 The Associated Press. All rights reserved.", "AP"),
    ],
)
def test_the_lines_under_a_report_name_its_outlet(line, outlet):
    reading = read_article(f"{TITLE}\n\n{REPORT}\n\n{SPEECH}\n\n{line}")
    assert (reading.note.outlet, reading.paragraphs) == (outlet, (REPORT, SPEECH))


def test_an_agency_that_signs_the_last_sentence_is_its_outlet():
    reading = read_article(f"{TITLE}\n\n{REPORT}\n\n{SPEECH} (AP)")
    assert (reading.note.outlet, reading.paragraphs) == ("AP", (REPORT, SPEECH))


def test_a_credit_adds_those_who_reported_and_not_those_who_edited():
    credit = "(Reporting by Jane Doe and Bo Li in Quito; Writing by Max Roe; Editing by Al Vu and Sue Day)"
    reading = read_article(f"{TITLE}\n\nBy Jane Doe\n\n{REPORT}\n\n{SPEECH}\n\n{credit}")
    assert reading.note.authors == ("Jane Doe", "Bo Li", "Max Roe")
    assert reading.paragraphs == (REPORT, SPEECH)


def test_a_sentence_about_reporting_is_text():
    sentence = "Reporting by the paper showed that the sum was wrong; the council denied it."
    assert sentence in read_article(f"{TITLE}\n\n{REPORT}\n\n{sentence}").paragraphs


def test_a_title_is_never_text_however_often_it_is_printed():
    reading = read_article(f"{TITLE}\n4 mins read\n\n{TITLE.upper()}\n\n{REPORT}\n\n{TITLE}\n\n{SPEECH}")
    assert (reading.title, reading.paragraphs) == (TITLE, (REPORT, SPEECH))


def test_a_section_label_above_the_title_is_dropped():
    reading = read_article(f"Ports\n\n{TITLE}\n\n\n{REPORT}\n\n{SPEECH}")
    assert (reading.title, reading.paragraphs) == (TITLE, (REPORT, SPEECH))


def test_a_short_title_is_a_title_where_none_follows():
    assert read_article(f"Quay vote\n\n{REPORT}\n\n{SPEECH}").title == "Quay vote"


def test_without_a_headline_the_first_sentence_makes_the_title():
    reading = read_article(f"{REPORT}\n\n{SPEECH}")
    assert reading.title == "The harbour council voted on Monday to widen the northern quay, a step that engineers say…"
    assert reading.paragraphs == (REPORT, SPEECH)
    short = "It rained. " + REPORT
    assert read_article(short).title.startswith("It rained")


def test_a_first_sentence_that_may_be_the_report_stays_in_it():
    reading = read_article(f"Nobody spoke in the hall.\n\n{REPORT}\n\n{SPEECH}")
    assert reading.paragraphs[0] == "Nobody spoke in the hall."


def test_the_only_paragraph_is_text_and_not_title_alone():
    assert read_article("He left.").paragraphs == ("He left.",)


def test_a_kicker_above_the_byline_is_a_caption_and_a_standfirst_is_text():
    reading = read_article(f"{TITLE}\n\nGrain ships in Callao\n\nWork starts soon.\n\nBy Jane Doe\n\n{REPORT}")
    assert reading.captions == ("Grain ships in Callao",)
    assert reading.paragraphs == ("Work starts soon.", REPORT)


@pytest.mark.parametrize(
    ("printed", "caption"),
    [
        ("view larger image The quay at dawn, May 2. (PHOTO NOT FOR SALE) (Yonhap)", None),
        ("FILE PHOTO: A ship docks in Callao, May 3, 2020. REUTERS/Jane Doe/File Photo", "same"),
        ("FILE - The quay is seen on May 3, 2020. (AP Photo/Jane Doe, File)", "same"),
        ("The quay seen from the hill. (Kyodo)", "same"),
        ("Ships wait on Monday. Jane Doe/AFP/Getty Images", "same"),
    ],
)
def test_captions_stand_apart_from_the_report(printed, caption):
    reading = read_article(f"{TITLE}\n\n{REPORT}\n\n{printed}\n\n{SPEECH}")
    assert reading.captions == (printed if caption else printed.removeprefix("view larger image "),)
    assert reading.paragraphs == (REPORT, SPEECH)


@pytest.mark.parametrize(
    ("sentence", "cites"),
    [
        ("The vote was close, reports Nova Pravda citing Interfax.", ("Nova Pravda", "Interfax")),
        ("The sum was wrong, as reported by The Harbour Gazette.", ("Harbour Gazette",)),
        ("The Lima Times reported the vote first, citing officials.", ("Lima Times",)),
        ("Ruiz told the St. Louis Post-Dispatch that she would stay.", ("St. Louis Post-Dispatch",)),
        ("According to the ministry, Ruiz reported to the Home Office.", ()),
        ("Officials told Reuters. She later told Reuters more.", ("Reuters",)),
    ],
)
def test_the_outlets_that_a_text_cites_are_named_in_order(sentence, cites):
    assert read_article(f"{TITLE}\n\n{REPORT}\n\n{sentence}\n\n{SPEECH}").cites == cites


def test_an_article_does_not_cite_its_own_outlet():
    assert read_article(f"{TITLE}\n\nLIMA (Reuters) - {REPORT}\n\nRuiz told Reuters so.").cites == ()
