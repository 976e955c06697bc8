"""What a web page puts round an article and no reader takes for text: share bars, adverts, reading times, credits."""

import re

_WHOLE_LINE = re.compile(
    r"""(?xi)^[\W_]*(?:
      (?:estimated\s+)?(?:reading\s+time:?\s*)?\d+\s*-?\s*min(?:ute)?s?(?:\s+(?:read|reading|to\s+read))
    | reading\s+time\b.{0,30}
    | (?=.*[a-z])(?:(?:share|tweet|print|email|e-mail|copy|link|save|bookmark|facebook|twitter|x|whatsapp|telegram
        |linkedin|reddit|pinterest|line|kakaotalk|messenger|comments?|listen|a[+-]|\d{1,6})(?:[\s,|·•/]+|$))+
    | share\s+(?:this|on|via|with)\b.{0,60}
    | (?:advertisement|advertising|advertorial|sponsored(?:\s+content)?|ad|promoted)
    | (?:story|article|content|report)\s+continues\s+(?:below|after)\b.{0,40}
    | (?:continue|keep)\s+reading\b.{0,60} | scroll\s+to\s+continue\b.{0,30}
    | (?:read|see|watch)\s+(?:more|also|next|full\s+story)(?:\s*[:»>›…-].{0,200})?
    | (?-i:READ\s+(?:MORE|ALSO))\b.{0,200}
    | (?:also\s+read|related|related\s+(?:articles?|stories|news|coverage|topics)|more\s+on\s+this(?:\s+story)?
        |recommended|you\s+(?:may|might)\s+also\s+(?:like|be\s+interested\s+in)|don['’]?t\s+miss|most\s+read|trending(?:\s+now)?
        |further\s+reading|in\s+case\s+you\s+missed\s+it)(?:\s*[:»>].{0,200})?
    | (?:follow|like|find|join)\s+(?:us|our|me)\s+(?:on|at|via)\b.{0,120}
    | join\s+our\b.{0,80} | (?:subscribe|sign\s+up)\b(?:\s+(?:to|for|now|here|today).{0,120})?
    | download\s+(?:our|the)\b.{0,60}\bapp\b.{0,40} | (?:click|tap)\s+here\b.{0,100}
    | (?:skip\s+to\s+(?:main\s+)?content|back\s+to\s+top|home|menu|search|log\s*in|sign\s+in|next|previous|prev)
    | (?:leave\s+a\s+(?:comment|reply)|view\s+comments|\d+\s+comments?|print\s+this(?:\s+(?:page|article))?)
    | (?:view|open|enlarge|expand)\s+(?:larger\s+)?image(?:\s+in\s+gallery)? | click\s+to\s+enlarge | play\s+video
    | listen\s+to\s+(?:this\s+)?(?:article|story)\b.{0,40}
    | our\s+standards:.{0,100} | (?:tags|topics|keywords|filed\s+under|categories|category)\s*:.{0,200}
    | \(?end\)? | [\w.+-]+@[\w-]+\.[\w.-]+
    )[\W_]*$"""
)
_BREADCRUMB = re.compile(r"^(?:[\w& ]{2,30}\s*[>»›]\s*)+[\w& ]{2,60}$")
_PHOTO_CREDIT = re.compile(
    r"""(?xi)^[(\[]?(?:
      (?:photos?|photographs?|pictures?|images?|illustration|graphics?|video|file\s+photo)\s*
        (?:credit|source|courtesy)?\s*(?:(?:from|by|via|courtesy\s+of|courtesy|credit)\b|:|©)\s*:?\s*\S.*
    | (?:photo|image|picture)\s+(?:credit|source|courtesy)\b.* | (?:getty\s+images|shutterstock|istock|unsplash)
    )[)\]]?\.?$"""
)
_LONGEST = 400  # a longer line is never furniture
_MAX_CREDIT_WORDS = 9
_MAX_CREDIT_SENTENCE = re.compile(r"[a-z]{3,}[.!?]\s+\S")
_COPYRIGHT = re.compile(r"^\W*(?:©|\(c\)\s|copyright\b).{0,200}$|^.{0,150}\ball rights reserved\b.{0,60}$", re.I)
_COPYRIGHT_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,]*(?P<owner>[^\W\d_][^.,©|]*)", re.I
)


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page and not to the article."""
    if len(line) > _LONGEST or not any(map(str.isalnum, line)):
        return False
    return bool(_WHOLE_LINE.match(line) or _BREADCRUMB.match(line))


def is_photo_credit(paragraph: str) -> bool:
    """Whether a paragraph says no more than where a picture comes from."""
    short = (
        len(paragraph) <= _LONGEST
        and len(paragraph.split()) <= _MAX_CREDIT_WORDS
        and not _MAX_CREDIT_SENTENCE.search(paragraph)
    )
    return short and _PHOTO_CREDIT.match(paragraph) is not None


def is_copyright(paragraph: str) -> bool:
    """Whether a paragraph is a copyright notice."""
    return len(paragraph) <= _LONGEST and _COPYRIGHT.match(paragraph) is not None


def copyright_owner(paragraph: str) -> str | None:
    """Return who a copyright notice says owns the article, or None."""
    found = _COPYRIGHT_OWNER.search(paragraph)
    owner = re.sub(r"(?i)\s*\ball rights reserved\b.*", "", found["owner"]).strip() if found else ""
    return owner if 0 < len(owner.split()) <= 6 else None
