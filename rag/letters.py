"""One reading for letters that only look like others: styled, struck, spelt out, foreign, digits."""

import re
import unicodedata

_ALIKE = str.maketrans(
    "аеорсухіјѕвнкмтԁɡαορνιᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "aeopcyxijsbhkmtdgaopviabcdefghijklmnoprstuvwyz"
)
_DIGITS = str.maketrans("013457@$", "oieastas")
_STRUCK = re.compile("[\u0334-\u0338\u0489\u20d0-\u20ff]")
_LETTERS_AND_DIGITS = re.compile(r"\b(?=[a-z]*\d)(?=\d*[a-z])[a-z\d@$]{3,}\b")
_ENCLOSED = re.compile(r"[\U0001f130-\U0001f189]")
_SPELT = re.compile(r"\b[^\W\d_](?:([ .·_-])[^\W\d_](?:\1[^\W\d_])+)\b")
_FEW = 2  # words with a digit among their letters: names of aircraft and roads, not a way of writing


def plain(text: str) -> str:
    """Return the text in small letters of one alphabet, straight apostrophes, one space between words."""
    text = _STRUCK.sub("", _ENCLOSED.sub(_letter, unicodedata.normalize("NFKD", text)))
    text = unicodedata.normalize("NFKC", text).replace("’", "'").lower()
    mixed = (word.translate(_ALIKE) if re.search("[a-zᴀ-ᴢ]", word) else word for word in text.split())
    return " ".join(mixed)


def respelt(text: str) -> str:
    """Return plain text with spelt-out words joined, and digits among letters read as the letters they look like."""
    text = _SPELT.sub(lambda match: match[0].replace(match[1], ""), text)
    many = len(_LETTERS_AND_DIGITS.findall(text)) > _FEW
    return _LETTERS_AND_DIGITS.sub(lambda match: match[0].translate(_DIGITS), text) if many else text


def _letter(match: re.Match[str]) -> str:
    return unicodedata.name(match[0])[-1]
