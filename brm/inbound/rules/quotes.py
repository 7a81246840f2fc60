"""What somebody wrote anew in an answer: without what they quoted, and without the tail their mail program adds.

Line by line with patterns that cannot run away: strangers choose the text. Known to us: the line our own mails begin
with, and how mail programs introduce what they quote, in Chinese and the languages customers write in.
"""

import re

_OURS = re.compile(r"##-.{0,200}-##")
_MARK = re.compile(r"^\s*[>｜|]")
_INTRODUCES = re.compile(
    r"^(?:"
    r"(?:On|Am|Le|El|Em|Op|Il|Den|Den|Dnia|W dniu)\s.{4,200}"
    r"(?:wrote|schrieb.{0,80}|a écrit|escribió|escreveu|schreef.{0,80}|ha scritto|skrev.{0,80}|napisał.{0,5})\s?[:：]"
    r"|.{0,80}(?:19|20)\d\d\s?[年/.-].{0,120}(?:写道|寫道|写到|のメッセージ|書きました)\s?[:：]?"
    r"|(?:在|于)\s?.{4,160}(?:写道|寫道|写到)\s?[:：]?"
    r"|.{0,120}(?:написал(?:\(а\))?|ha scritto|님이 작성)\s?[:：]"
    r"|[-—=_ ]{2,20}\s?(?:Original Message|Original Appointment|Forwarded message|Reply Message|Replied Message|"
    r"原始邮件|原邮件|转发邮件信息|转发的邮件|邮件原件|回复的原邮件|回覆郵件|原始郵件|Ursprüngliche Nachricht|"
    r"Message d'origine|Mensaje original)\s?[-—=_ ]{0,20}"
    r"|_{20,}|-{30,}"
    r")\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^\*?(From|Sent|To|Cc|Date|Subject|Von|Gesendet|An|Betreff|De|Envoyé|À|Objet|Para|Asunto|"
    r"发件人|發件人|寄件者|发送时间|发送日期|發送時間|日期|时间|收件人|抄送|主题|主旨|差出人|件名|宛先)\s?\*?\s?[:：]",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"^(?:-- |--|——|发自我的.{0,40}|从我的.{0,30}发送|來自我的.{0,40}"
    r"|发自.{0,30}(?:邮箱|手机|iPhone|iPad|Foxmail|企业微信)"
    r"|从.{0,20}(?:QQ邮箱|网易邮箱大师|企业邮箱|Outlook).{0,20}|来自.{0,20}(?:邮箱|手机).{0,20}"
    r"|Sent from (?:my|Mail|Outlook|Yahoo|Samsung).{0,80}|Get Outlook for .{0,30}|Von meinem .{0,40} gesendet"
    r"|Envoyé de mon .{0,40}|Enviado desde mi .{0,40})\s*$",
    re.IGNORECASE,
)
_LONG_LINE = 400


def new_words(text: str) -> str:
    """The part of a mail that is new. Empty when everything is quoted: the caller decides then."""
    lines = text.split("\n")
    cut = _cut_at(lines)
    kept = lines[:cut]
    if not any(line.strip() for line in kept) and any(_MARK.match(line) for line in lines[cut:]):
        kept = [line for line in lines[cut + 1 :] if not _MARK.match(line)]  # written below, or in between
    kept = [line for line in kept if not _MARK.match(line)] if _quotes_at_the_end(kept) else kept
    return _without_tail(kept)


def _cut_at(lines: list[str]) -> int:
    """The line from which on everything is quoted, introduced by a mail program."""
    for number, line in enumerate(lines):
        plain = line.strip().lstrip("> ").strip()
        if not plain:
            continue
        if _OURS.search(plain[:_LONG_LINE]):
            return _before_introduction(lines, number)
        if len(plain) > _LONG_LINE:
            continue
        if _INTRODUCES.match(plain) or _wrapped(lines, number) or _block_of_headers(lines, number):
            return number - _names_the_writer(lines[number - 1]) if number else number
    return len(lines)


def _names_the_writer(line: str) -> bool:
    """Whether an introduction began on this line already, with nothing but a name and an address."""
    plain = line.strip()
    return len(plain) <= 120 and plain.endswith(">") and "@" in plain and "<" in plain


def _before_introduction(lines: list[str], number: int) -> int:
    """Above our own line stands what introduces it, in whatever language: a line that ends in a colon, or headers."""
    place = number
    while place and (not lines[place - 1].strip() or _MARK.match(lines[place - 1])):
        place -= 1
    above = lines[place - 1].strip() if place else ""
    if above.endswith((":", "：")) and len(above) <= _LONG_LINE:
        return place - 1
    return place


def _wrapped(lines: list[str], number: int) -> bool:
    """An introduction that the mail program broke into two lines."""
    if number + 1 >= len(lines):
        return False
    joined = f"{lines[number].strip()} {lines[number + 1].strip()}"
    return (
        len(joined) <= _LONG_LINE
        and "写道" not in lines[number]
        and bool(_INTRODUCES.match(joined))
        and bool(re.match(r"^(?:On|Am|Le|El|Em|Op|Il|在|于|(?:19|20)\d\d)", lines[number].strip()))
    )


def _block_of_headers(lines: list[str], number: int) -> bool:
    """From, Sent, To, Subject one below the other: at least three of the next six lines, the first among them."""
    if not _HEADER.match(lines[number].strip()):
        return False
    following = [line.strip() for line in lines[number : number + 12] if line.strip()][:6]
    return sum(bool(_HEADER.match(line)) for line in following) >= 3


def _quotes_at_the_end(lines: list[str]) -> bool:
    """Quoted lines after the last line of one's own are left out; answers written between quotations keep them."""
    own = [number for number, line in enumerate(lines) if line.strip() and not _MARK.match(line)]
    quoted = [number for number, line in enumerate(lines) if _MARK.match(line)]
    return bool(own and quoted) and (quoted[0] > own[-1] or quoted[-1] < own[0])


def _without_tail(lines: list[str]) -> str:
    for number, line in enumerate(lines):
        if _TAIL.match(line.rstrip("\r")) and (line.strip() not in {"--", "——"} or len(lines) - number <= 12):
            lines = lines[:number]
            break
    return "\n".join(line.rstrip() for line in lines).strip()
