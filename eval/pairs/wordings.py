"""Denials, modality, quantity words and comparisons made wrong: closed classes and what contradicts them."""

import re
from collections.abc import Iterator
from random import Random

from eval.pairs.archive import Archive
from eval.pairs.data import Faithful
from eval.pairs.rewriting import both_ways, exchanged, table

DENIES = re.compile(
    r"\b(?:not|no|never|nobody|none|neither|nor|without|cannot|refus\w+|den\w+|n't)\b|n['’]t\b", re.IGNORECASE
)
_DONE = (
    r"(?=(?:already |also |since |again |generally |recently |just )?(?:\w+ed|been|had|said|told|gone|met|held|made"
    r"|taken|given|sent|come|become|shown|spoken|kept|lost|won|left|seen|begun|put|set|led|found|grown|risen|fallen|brought)\b)"
)
_ADD = table(
    (r"(will|would|can|could|should|must)(?= [a-z])", r"\1 not"),
    (rf"(has|have|had) {_DONE}", r"\1 not "),
    (r"(is|are|was|were)(?= (?!that |n|to )[a-z])", r"\1 not"),
    (r"agreed(?= to [a-z])", "refused"),
    (r"agreed(?= that| on)", "did not agree"),
    (r"promised(?= [a-z])", "did not promise"),
    (r"expressed", "did not express"),
    (r"accepted", "rejected"),
    (r"approved", "rejected"),
    (r"confirmed", "denied"),
    (r"allowed(?= [a-z]\w+ to)", "forbade"),
    (r"joined", "did not join"),
    (r"obliges", "does not oblige"),
    (r"attended(?! by)", "did not attend"),
)
TAKE_AWAY = table(
    (
        r"(do|does|did|will|would|can|could|should|must|has|have|had|is|are|was|were) not(?= (?!only|until|just)[a-z])",
        r"\1",
    ),
    (r"cannot", "can"),
    (r"must not", "must"),
    (r"can(?:'|’)t", "can"),
    (r"won(?:'|’)t", "will"),
    (r"(did|does|do|is|are|was|were|has|have|had|would|could|should)n(?:'|’)t", r"\1"),
    (r"never(?= be)", "always"),
    (r"(has|have|had) never", r"\1 often"),
    (r"(?<=ga)ve no(?= [a-z])", "ve"),
    (r"(gave|had|has|have|contained|recorded|mentioned|offered|named|found|made) no(?= [a-z])", r"\1 the"),
    (r"(?:have |has |had )?(?:both )?denied (?=negotiating|\w+ing)", "admitted "),
    (r"(den(?:y|ies|ied)) that", "confirmed that"),
    (r"no longer", "still"),
    (r"nobody", "everybody"),
    (r"refused(?= to)", "agreed"),
    (r"declined(?= to)", "agreed"),
    (r"failed(?= to)", "managed"),
    (r"unchanged", "changed"),
    (r"without(?= [a-z]+(?:ing|s)?\b)", "with"),
    (r"neither (\w+) nor", r"both \1 and"),
    (r"(?<=quoted )nothing", "much"),
    (r"(?<=quoted )neither (\w+) nor", r"both \1 and"),
)
MODALITY = table(
    (r"may(?= [a-z])(?! (?:not|never|\d))", "will"),
    (r"might(?= [a-z])", "will"),
    (r"could(?= [a-z])(?! not| only)", "will"),
    (r"(said|promised|answered|replied|announced) that ((?:\w+ ){1,4})would(?= [a-z])(?! not)", r"\1 that \2might"),
    (r"should(?= [a-z])(?! not)", "will"),
    (r"(?:has|have) to(?= [a-z])", "may"),
    (r"had to(?= [a-z])", "might"),
    (r"must(?= [a-z])(?! not)", "may"),
    (r"(is|are|was|were) expected to", r"\1 certain to"),
    (r"(is|are|was|were) (?:likely|due) to", r"\1 certain to"),
    (r"(is|are) thought to", r"\1 known to"),
    (r"(is|are|was) reported to", r"\1 confirmed to"),
    (r"(?:stands?|stood|is|are|was|were) accused of", "was convicted of"),
    (r"it is suspected", "it is certain"),
    (r"suspected(?= of)", "convicted"),
    (r"alleged(?= [a-z])", "proven"),
    (r"possible(?= [a-z])", "certain"),
    (r"(?<!are )(?<!was )(?<!were )(?:planned|plans?|hopes?|hoped|wants?|wanted|seeks|promised)(?= to [a-z])", "began"),
    (r"(?:asked|asks|urged|urges)(?= (?:[A-Z]|him|her|them|it|the|other))", "ordered"),
    (r"discussed", "agreed on"),
    (r"considering", "deciding on"),
    (r"proposed", "decided on"),
    (r"(?:hopes|hoped|expects|expected)(?= that)", "guaranteed"),
)
_WILL = table((r"will(?= [a-z])(?! not)", "should"))
_HOPE = re.compile(r"\bhop(?:e|es|ed|ing)\b")
QUANTITY = table(
    (r"(?<!\bat )(?<!not )all(?= (?:of|the) | (?!of|the|more|over|night|along|right)[a-z]+s\b)", "few"),
    (r"all (?=[A-Z]\w+ [A-Z]?\w+ \w+s)", "some "),
    (r"every(?= [A-Za-z])(?! day| year| week| time| one)", "hardly any"),
    (r"each(?= (?!year|day|week|month|other|of|time)[a-z])", "hardly any"),
    (r"some(?= (?!of|time|kind|sort|day|\d|one|way)[a-z]+s\b)", "all"),
    ("some of", "all of"),
    (r"most(?= (?:of|people|other)\b)", "few"),
    (r"(?<!so )(?<!as )(?<!how )(?<!too )many(?= (?!as|a )[a-z])", "few"),
    (r"(?<!a )(?<!the )(?<!very )few(?= [a-z]+s\b)", "many"),
    (r"a few(?= [a-z]+s\b)", "most"),
    (r"several(?= (?!hundred|thousand|million)[a-z]+s\b)", "hardly any"),
    ("several hundred", "several"),
    ("dozens", "thousands"),
    ("hundreds", "tens"),
    ("thousands", "dozens"),
    ("a handful", "hundreds"),
    ("none of", "all of"),
    ("nobody", "hardly anybody"),
    ("no one", "everyone"),
    (r"half(?= |[.,])(?! an?\b)", "most"),
    ("nearly all|almost all", "hardly any"),
    (r"(?<!the )both(?= [a-z]+s\b)", "none of the"),
    (
        r"(?:(?<=that )|(?<=and )|^)the two(?= (?:countries|sides|leaders|men|presidents|nations|governments)\b)",
        "only one of the two",
    ),
    (r"one of(?= (?:the|them|his|her|its|those)\b)", "none of"),
    (r"no(?= (?:country|contract|date|other|promise)\b)", "only one"),
    (r"(?:nine|eight|seven|six|five|four)(?= [a-zA-Z]+s\b)", "all"),
)


COMPARISON = (
    *both_ways(
        ("rose", "fell"), ("risen", "fallen"), ("higher", "lower"), ("larger", "smaller"), ("closer", "looser"),
        ("better", "worse"), ("faster", "slower"), ("strengthened", "weakened"), ("strengthening", "weakening"),
        ("strengthen", "weaken"), ("improved", "worsened"), ("improving", "worsening"), ("improve", "worsen"),
        ("stronger", "weaker"), ("warmer", "cooler"), ("growing", "shrinking"), ("grew", "shrank"),
        ("grown", "shrunk"),
        ("older", "younger"), ("oldest", "youngest"), ("longest", "shortest"), ("above", "below"),
        ("raised", "lowered"),
        ("gained", "lost"), ("majority", "minority"), ("increased", "decreased"), ("increasing", "decreasing"),
        ("increase", "decrease"), ("escalating", "easing"), ("escalated", "eased"), ("escalate", "ease"),
    ),
    *table(
        ("largest|biggest", "smallest"), ("best", "worst"), ("deepening", "loosening"), ("deeper", "looser"),
        ("fewer", "more"), ("picked up", "fallen off"), ("most important", "least important"), ("ahead of", "after"),
        (r"at least(?= \w)", "at most"), (r"up to(?= [\da-z])", "more than"), (r"over(?= [$€£\d])", "under"),
        ("less than", "more than"), ("no country had more", "many countries had more"), ("as many as", "more than"),
        ("chiefly|mostly|mainly", "hardly"), ("twice", "once"),
        (r"(?<!no )(?<!any )(?<!once )more(?= [a-z]+s\b(?<!ss))", "fewer"),
        (r"(?<!no )(?<!any )(?<!once )more(?= [a-z])(?! [a-z]+s\b)", "less"), ("earlier(?! this)", "later"),
        (r"(?<!never )before(?= [A-Z\da-z])(?! long)", "after"),
        (r"(?<!day )(?<!look )after(?= [A-Z\da-z])(?! all)", "before"),
        (r"(?<!no )longer", "shorter"), (r"(?<!at )(?<!\A)first(?= (?!vice|deputy|lady|name|of)[a-z])", "last"),
    ),
)  # fmt: skip


def denials(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Deny what is affirmed, or affirm what is denied."""
    text = source.text
    yield from exchanged(text, TAKE_AWAY)
    if not DENIES.search(text):
        yield from exchanged(text, _ADD)


def modality(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Make what may happen certain, what is asked for ordered, what is planned begun, what is certain uncertain."""
    yield from exchanged(source.text, MODALITY)
    if not _HOPE.search(source.text):
        yield from exchanged(source.text, _WILL)


def quantities(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Change all, some, most, few, both."""
    yield from exchanged(source.text, QUANTITY)


def comparisons(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Turn a comparison, a change or an order of events round."""
    yield from exchanged(source.text, COMPARISON)
