"""Other spellings of names that were written in another script, by rule."""

from __future__ import annotations

import re

from kg.actors.folding import fold_word

_CYRILLIC = frozenset("RUS UKR BLR KAZ KGZ TJK TKM UZB AZE ARM GEO MDA BGR SRB MKD MNG SUN YUG".split())
_ARABIC = frozenset(
    "SAU ARE QAT KWT BHR OMN YEM IRQ SYR LBN JOR PSE EGY LBY TUN DZA MAR MRT SDN SOM DJI COM IRN AFG PAK TUR BGD MDV "
    "IDN MYS BRN TCD NER NGA MLI SEN GMB GIN ESH AZE KAZ KGZ TJK UZB TKM XKX ALB ETH ERI".split()
)
# Spellings of one given name; the first that a name has is replaced by each of the others.
_FAMILIES_CYRILLIC = (
    ("Sergey", "Sergei", "Serhiy"),
    ("Andrey", "Andrei"),
    ("Alexey", "Alexei", "Aleksei", "Aleksey"),
    ("Alexander", "Aleksandr", "Alexandr", "Aleksander"),
    ("Dmitry", "Dmitri", "Dmitriy", "Dmytro"),
    ("Yuri", "Yury", "Yuriy"),
    ("Nikolai", "Nikolay"),
    ("Yevgeny", "Evgeny", "Yevgeniy", "Evgeni"),
    ("Valery", "Valeri", "Valeriy"),
    ("Vitaly", "Vitali", "Vitaliy", "Vitalii"),
    ("Anatoly", "Anatoliy", "Anatoli"),
    ("Vasily", "Vasiliy", "Vasyl"),
    ("Viktor", "Victor"),
    ("Mikhail", "Mikhael"),
    ("Gennady", "Gennadiy", "Gennadi"),
    ("Arkady", "Arkadiy", "Arkadi"),
    ("Oleksandr", "Olexander"),
    ("Volodymyr", "Vladimir"),
    ("Oleksii", "Oleksiy", "Olexiy"),
    ("Andrii", "Andriy"),
    ("Nursultan", "Noursoultan"),
    ("Islam", "Islom"),
    ("Emomali", "Imomali"),
)
_FAMILIES_ARABIC = (
    ("Mohammed", "Mohamed", "Mohammad", "Muhammad", "Mohamad"),
    ("Ahmed", "Ahmad"),
    ("Hussein", "Hossein", "Hussain", "Husayn", "Hosein"),
    ("Hassan", "Hasan"),
    ("Abdullah", "Abdallah", "Abdulla"),
    ("Ibrahim", "Ebrahim"),
    ("Mahmoud", "Mahmud", "Mahmood"),
    ("Yusuf", "Youssef", "Yousef", "Yousuf", "Youssouf"),
    ("Khalid", "Khaled"),
    ("Saeed", "Said", "Saïd"),
    ("Omar", "Umar"),
    ("Osman", "Othman"),
    ("Mustafa", "Mostafa", "Moustapha"),
    ("Faisal", "Faysal", "Feisal"),
    ("Nasser", "Naser", "Nasir"),
    ("Ismail", "Ismael", "Esmail"),
    ("Javad", "Jawad"),
    ("Abdel", "Abdul", "Abd"),
    ("Sulaiman", "Suleiman", "Sulayman", "Soleiman"),
    ("Sheikh", "Shaikh", "Shaykh"),
    ("Masoud", "Massoud", "Masud"),
    ("Rashid", "Rashed"),
    ("Salih", "Saleh"),
    ("Haider", "Haidar", "Hayder"),
    ("Nouri", "Nuri"),
    ("Jalal", "Jalaal"),
    ("Fuad", "Fouad"),
    ("Muammar", "Moammar", "Muammer"),
)
_ENDINGS = (
    (re.compile(r"(sk|ck|zk)(?:y|yy|iy|yi|ii|ij)$"), (r"\1y", r"\1yy", r"\1iy", r"\1yi")),
    (re.compile(r"(?<=[aeiou])y?ev$"), ("yev", "ev")),
    (re.compile(r"iyev$"), ("iyev", "iev")),
    (re.compile(r"(?<=[hl])[ae]nk[oa]$"), ("enko", "enka", "anko")),
    (re.compile(r"ow$"), ("ov",)),
    (re.compile(r"(?<=[a-z])oyev$"), ("oev",)),
)
_ARTICLE = re.compile(r"^(?:al|el|Al|El)[- ]?(?=[A-Z])")
_MOST = 6


def _family(word: str, families: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    folded = fold_word(word)
    for family in families:
        if folded in map(fold_word, family):
            return tuple(other for other in family if fold_word(other) != folded)
    return ()


def _surname_variants(word: str, country: str) -> list[str]:
    found: list[str] = []
    if country in _CYRILLIC:
        for pattern, endings in _ENDINGS:
            if pattern.search(word):
                found += [pattern.sub(ending, word) for ending in endings]
                break
    if country in _ARABIC and _ARTICLE.match(word):
        bare = _ARTICLE.sub("", word)
        found += [f"al-{bare}", f"el-{bare}", bare]
    return [item for item in dict.fromkeys(found) if item != word]


def variants(name: str, country: str) -> list[str]:
    """Other spellings of a full name, at most six.

    ``variants("Volodymyr Zelensky", "UKR")`` has "Volodymyr Zelenskyy" and "Vladimir Zelensky".
    """
    words = name.split()
    if len(words) < 2:
        return []
    families = (_FAMILIES_CYRILLIC if country in _CYRILLIC else ()) + (_FAMILIES_ARABIC if country in _ARABIC else ())
    found = [" ".join([*words[:-1], other]) for other in _surname_variants(words[-1], country)]
    for place, word in enumerate(words):
        found += [" ".join([*words[:place], other, *words[place + 1 :]]) for other in _family(word, families)]
    return [item for item in dict.fromkeys(found) if item != name][:_MOST]
