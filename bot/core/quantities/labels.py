"""Numbers that are names: "Section 232", "No. 10", list markers."""

# ruff: noqa: PLR2004  # lengths of digit groups and bounds of the calendar are the grammar

from typing import Final

from bot.core.quantities.scanning import DASHES, HYPHENS, Gap, Tokens
from bot.core.quantities.vocabulary import POWERS, word_set

# What a number after these names.
LABELS: Final = word_set(
    "section sections article articles annex annexes appendix chapter chapters "
    "paragraph paragraphs para paras clause clauses schedule title titles resolution "
    "resolutions regulation regulations directive directives law rule rules ruling "
    "page pages pp table tables figure fig chart box footnote note item items phase "
    "stage level tier category cat class type grade step part parts volume vol issue "
    "version chapter lot room suite apt apartment floor gate platform terminal flight "
    "route highway motorway junction channel option question slide line  recommendation "
    "recommendations goal goals sdg pillar track group annexe form  model mark series "
    "case docket no nos number ref reference tel telephone phone  fax dial isbn id code "
    "zip bill decree war protocol pier berth dock hall zone  district ward precinct "
    "unit squadron boeing airbus ariane windows iphone apollo  mach"
)


# Words that are also ordinary before a count: labels only where they are capitalised.
CAPITAL_LABELS: Final = word_set(
    "schedule issue group form model mark series case no pp note line war law code "
    "agenda day fortune horizon vision track question option number part step rule bill "
    "type unit stage figure class  ward"
)


_TELEPHONES: Final = word_set("tel telephone phone fax call ref reference no")
_ABBREVIATED: Final = word_set("no nos para fig vol art tel sec cat")
_PERCENT: Final = word_set("% percent per")
_MOST: Final = 12


def run_end(tokens: Tokens, index: int) -> int:
    """Return where the run of letters, digits and hyphens after a token ends."""
    end = index + 1
    while end - index < _MOST and tokens.glued(end):
        token = tokens.at(end)
        if token.kind in {"word", "digits"}:
            end += 1
        elif token.text in HYPHENS and tokens.glued(end + 1) and tokens.digits(end + 1):
            end += 2
        else:
            break
    return end


def labelled_at(tokens: Tokens, index: int) -> int:
    """Read Section 232(a), Articles 5, 6 and 7, No. 10, #5."""
    if tokens.at(index - 1).text in {"#", "§", "№"}:
        return run_end(tokens, index)
    label = tokens.at(_label_before(tokens, index - 1))
    named = _is_label(label.text, label.folded) and not _measures(tokens, index + 1)
    return _listed(tokens, index) if named else 0


def _label_before(tokens: Tokens, place: int) -> int:
    """Return where a label stands, stepping over the stop of "No." and the colon of "Tel:"."""
    sign, word = tokens.at(place).text, tokens.word(place - 1)
    stopped = sign == "." and tokens.glued(place) and word in _ABBREVIATED
    return place - 1 if stopped or (sign == ":" and word in _TELEPHONES) else place


def _measures(tokens: Tokens, index: int) -> bool:
    """Say whether a number goes on as a figure: "Part 1,000" or "level 5%" name nothing."""
    thousands = tokens.sign(index, ",") and tokens.glued(index + 1) and tokens.digits(index + 1)
    return bool(thousands) or tokens.word(index) in _PERCENT or tokens.word(index) in POWERS


def _is_label(text: str, word: str) -> bool:
    if word in CAPITAL_LABELS:
        return text[:1].isupper()
    return word in LABELS or word in {"art", "sec"}


def _listed(tokens: Tokens, index: int) -> int:
    end = _numbered(tokens, index)
    for _ in range(_MOST):
        joint = tokens.word(end)
        comma = joint == ","
        step = 1 + (comma and tokens.word(end + 1) in {"and", "or"})
        joined = joint in {"and", "or", "&"} or comma or joint in DASHES
        after = end + step
        # "Sections 5 and 6" is a list, "Section 5 and 20 countries" is not.
        if not joined or not tokens.digits(after) or _counts(tokens, after + 1):
            break
        end = _numbered(tokens, after)
    return end


def _counts(tokens: Tokens, index: int) -> bool:
    return tokens.at(index).kind == "word" and tokens.word(index) not in {"and", "or", "of"}


def _numbered(tokens: Tokens, index: int) -> int:
    """Return the end of 3.1, 232(b)(1), 2024/123."""
    end = index + 1
    while end - index < _MOST:
        if tokens.sign(end, "./-:") and tokens.glued(end + 1) and tokens.digits(end + 1):
            end += 2
        elif tokens.sign(end, "(") and tokens.at(end + 2).text == ")" and tokens.glued(end + 1):
            end += 3
        else:
            break
    return end


def list_marker_at(tokens: Tokens, index: int) -> int:
    """Read "1." or "2)" or "(3)" that begins a line, and [4] anywhere."""
    before, after = tokens.at(index - 1), tokens.at(index + 1)
    if before.text == "[" and after.text == "]":
        return index + 2
    first = index - 1 if before.text == "(" and tokens.glued(index) else index
    begins = first == 0 or tokens.at(first).gap >= Gap.LINE
    marks = ")" if first < index else ".)"
    short = len(tokens.digits(index)) <= 2
    spaced = tokens.at(index + 2).gap == Gap.SPACE
    return index + 2 if begins and short and spaced and tokens.sign(index + 1, marks) else 0
