"""Pairs of a true and an altered sentence over made-up reports: the altered one is caught, the true one passes."""

from datetime import date

import pytest

from rag.evidence import Line, article_lines
from rag.guard import checks
from tests.conftest import make_document

TEXT = [
    "Governor Ida Roth asked Premier Tom Bell on Friday to send at least 40 engineers to Velm.",
    "All three mayors voted against the plan, but only two of the nine villages backed a toll of 5 crowns.",
    "The harbour may open in June if the wall holds, chief engineer Vera Lund said.",
    "Exports of salt rose 12 percent in 2023 and imports fell 7 percent.",
    "The council agreed to repair the bridge and will discuss the tunnel next month.",
    "Carl Moss, the deputy finance minister, was criticized by Governor Roth after the vote.",
    "Police did not find weapons in the warehouse, and two men allegedly fled before dawn.",
    "Ostburg plans to sell nearly 300 boats from its yard to Velm.",
    "“We want jobs, not promises,” dock worker Olaf Berg told reporters.",
    "Most residents left the valley before the river flooded, and no one was hurt.",
    "The strike will continue until wages are raised, the union said.",
    "Velm beat Ostburg in the final of the rowing cup, its first victory in eight years.",
    "Lund should publish the report, Bell said, and she has already handed it to the court.",
    "The company denied that it had dumped oil in the bay.",
    "The talks were held in Velm, the two sides having last met in Ostburg.",
    "Sato Ken, the foreign minister of Japan, stands accused of having sold arms to Peru.",
    "Arms dealings that harm the port must stop at once, the union said.",
    "Sato voiced “deep regret” several times in the year before.",
    "Trade with Peru recovered slowly, and Bell called for stronger patrols at a later session.",
    "Moss hopes that the mill will reopen, and Lund sought the help of Sato.",
    "Bell promised close work with Peru on salt.",
    "The dike must close at once if the storm comes.",
    "The report did not say whether the wall had broken.",
    "Fear is widespread that new tolls mean empty docks.",
    "The yard earned more than $500 million a year.",
    "He was thinking of Japan, which officials in Peru accuse of having sold boats.",
    "The fair of the Society of Salt Traders’ Union-East was held in Velm.",
]
ARTICLE = make_document("pairs", "\n\n".join(TEXT), date(2024, 5, 6), title="News of the coast", outlet="Coast Wire")
LINES = article_lines(ARTICLE)

FAITHFUL = [
    (0, "On 3 May 2024 Governor Ida Roth asked Premier Tom Bell to send no fewer than 40 engineers to Velm."),
    (0, "Premier Tom Bell was asked by Governor Ida Roth to send at least 40 engineers to Velm."),
    (0, "Ida Roth asked Tom Bell to send engineers to Velm."),
    (1, "The three mayors all voted against the plan."),
    (1, "Only 2 of the 9 villages backed a 5 crown toll."),
    (2, "If the wall holds, the harbour might open in June, according to Vera Lund."),
    (2, "Chief engineer Vera Lund said the harbour may open in June if the wall holds."),
    (3, "In 2023 salt exports increased by 12 percent, while imports declined 7 percent."),
    (3, "Salt exports rose 12% in 2023."),
    (4, "The council has agreed to repair the bridge."),
    (4, "Next month the council will discuss the tunnel."),
    (5, "Governor Roth criticized Carl Moss after the vote."),
    (5, "After the vote, deputy finance minister Carl Moss was criticized by Governor Roth."),
    (6, "Police found no weapons in the warehouse."),
    (6, "Two men are alleged to have fled before dawn."),
    (7, "Ostburg intends to sell Velm nearly 300 boats."),
    (8, "Dock worker Olaf Berg told reporters: “We want jobs, not promises”."),
    (8, "Olaf Berg said that the workers want jobs and not promises."),
    (9, "Nobody was hurt, and most residents left the valley before the river flooded."),
    (9, "The river flooded after most residents left the valley."),
    (10, "The union said the strike would continue until wages are raised."),
    (10, "Until wages are raised the strike will go on, the union said."),
    (11, "Ostburg lost to Velm in the final of the rowing cup."),
    (11, "In the final of the rowing cup Ostburg was beaten by Velm."),
    (12, "Bell said that Lund should publish the report."),
    (12, "She has handed the report to the court."),
    (13, "The company denied having dumped oil in the bay."),
    (13, "The company said it had not dumped oil in the bay."),
    (14, "The two sides held the talks in Velm."),
    (15, "Japan's foreign minister, Sato Ken, was accused of having sold arms to Peru."),
    (15, "Peru is said to have obtained arms from Japan."),
    (16, "Any arms dealings that endanger the port have to stop, the union warned."),
    (17, "Several times in the year before, Sato voiced “deep regret”."),
    (18, "At a later session Bell asked for patrols to be strengthened."),
    (18, "The recovery of trade with Peru was slow."),
    (19, "Moss hopes the mill will reopen."),
    (20, "Bell promised to work closely with Peru on salt."),
    (21, "If the storm comes, the dike has to close at once."),
    (22, "Whether the wall had broken the report did not say."),
    (23, "It is widely feared that new tolls mean empty docks."),
    (24, "The yard earned over half a billion dollars a year."),
    (25, "Officials in Peru accuse Japan of having sold boats."),
]
ALTERED = [
    (0, "numbers", "Governor Ida Roth asked Premier Tom Bell to send 400 engineers to Velm."),
    (0, "numbers", "Governor Ida Roth asked Premier Tom Bell to send at most 40 engineers to Velm."),
    (0, "dates", "On Monday Governor Ida Roth asked Premier Tom Bell to send at least 40 engineers."),
    (0, "dates", "On 4 May 2024 Governor Ida Roth asked Premier Tom Bell to send at least 40 engineers."),
    (0, "offices", "Premier Ida Roth asked Tom Bell to send at least 40 engineers to Velm."),
    (0, "direction", "Tom Bell asked Ida Roth to send at least 40 engineers to Velm."),
    (0, "direction", "Ida Roth was asked by Tom Bell to send at least 40 engineers to Velm."),
    (0, "modality", "Tom Bell sent at least 40 engineers to Velm."),
    (0, "direction", "Ida Roth asked Tom Bell to send at least 40 engineers from Velm."),
    (1, "quantity", "Some of the three mayors voted against the plan."),
    (1, "direction", "All three mayors voted for the plan."),
    (1, "quantity", "Two of the nine villages backed a toll of 5 crowns."),
    (1, "numbers", "All nine mayors voted against the plan."),
    (1, "numbers", "Only two of the nine villages backed a toll of 5 percent."),
    (2, "modality", "The harbour will open in June if the wall holds, Vera Lund said."),
    (2, "conditions", "The harbour may open in June, Vera Lund said."),
    (2, "dates", "The harbour may open in July if the wall holds, Vera Lund said."),
    (2, "negation", "The harbour may not open in June if the wall holds, Vera Lund said."),
    (3, "opposites", "Exports of salt fell 12 percent in 2023."),
    (3, "opposites", "Imports of salt rose 12 percent in 2023."),
    (3, "numbers", "Exports of salt rose 12 tons in 2023."),
    (4, "opposites", "The council discussed repairing the bridge."),
    (4, "modality", "The council has repaired the bridge."),
    (4, "modality", "The council may discuss the tunnel next month."),
    (4, "additions", "The council unanimously agreed to repair the bridge."),
    (5, "direction", "Carl Moss criticized Governor Roth after the vote."),
    (5, "offices", "Finance minister Carl Moss was criticized by Governor Roth."),
    (5, "opposites", "Carl Moss was praised by Governor Roth after the vote."),
    (5, "opposites", "Carl Moss was criticized by Governor Roth before the vote."),
    (6, "negation", "Police did find weapons in the warehouse."),
    (6, "conditions", "Two men fled before dawn."),
    (7, "modality", "Ostburg sold nearly 300 boats to Velm."),
    (7, "numbers", "Ostburg plans to sell more than 300 boats to Velm."),
    (7, "opposites", "Ostburg plans to buy nearly 300 boats."),
    (7, "direction", "Velm plans to sell nearly 300 boats to Ostburg."),
    (8, "negation", "Olaf Berg said that they want promises."),
    (8, "quotation", "Olaf Berg said: “We want jobs and promises.”"),
    (9, "quantity", "All residents left the valley before the river flooded."),
    (9, "quantity", "Few residents left the valley before the river flooded."),
    (9, "opposites", "Most residents left the valley after the river flooded."),
    (10, "conditions", "The strike will continue, the union said."),
    (10, "opposites", "The strike will end, the union said."),
    (11, "direction", "Ostburg beat Velm in the final of the rowing cup."),
    (11, "opposites", "Velm lost to Ostburg in the final of the rowing cup."),
    (11, "opposites", "Velm beat Ostburg in the final, its last victory in eight years."),
    (12, "modality", "Lund will publish the report, Bell said."),
    (12, "additions", "Lund secretly handed the report to the court."),
    (13, "negation", "The company had dumped oil in the bay."),
    (13, "additions", "The company denied for the first time that it had dumped oil in the bay."),
    (15, "names", "Peru's foreign minister, Sato Ken, is accused of having sold arms."),
    (15, "direction", "Japan is accused of having received arms from Peru."),
    (15, "modality", "Sato Ken has sold arms to Peru."),
    (15, "offices", "Sato Ken, Japan's defense minister, is accused of having sold arms to Peru."),
    (16, "conditions", "Arms dealings must stop at once, the union said."),
    (
        16,
        "additions",
        "Arms dealings that harm the port must stop, the union said after hours of heated argument.",
    ),
    (17, "quotation", "Sato voiced slight regret several times in the year before."),
    (17, "numbers", "Sato voiced “deep regret” several times in the month before."),
    (18, "opposites", "Trade with Peru recovered swiftly."),
    (18, "opposites", "Bell called for weaker patrols at a later session."),
    (18, "opposites", "Bell called for stronger patrols at an earlier session."),
    (19, "opposites", "Moss guaranteed that the mill will reopen."),
    (19, "opposites", "Lund got the help of Sato."),
    (20, "modality", "Bell began to work closely with Peru on salt."),
    (21, "negation", "The dike must not close at once if the storm comes."),
    (22, "conditions", "The wall had broken, the report said."),
    (23, "conditions", "New tolls mean empty docks."),
    (24, "numbers", "The yard earned over half a million dollars a year."),
    (25, "direction", "Peru is accused by officials of having sold boats."),
]


def failed(sentence: str, *cited: Line) -> set[str]:
    return {check.name for check in checks(sentence, cited, "What happened?") if not check.passed}


@pytest.mark.parametrize(("line", "sentence"), FAITHFUL)
def test_a_faithful_sentence_passes(line: int, sentence: str) -> None:
    assert failed(sentence, LINES[line]) == set()


@pytest.mark.parametrize(("line", "name", "sentence"), ALTERED)
def test_an_altered_sentence_is_caught(line: int, name: str, sentence: str) -> None:
    assert name in failed(sentence, LINES[line])
