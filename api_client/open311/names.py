"""Takes a person's name apart into family name and given name, which GeoReport wants apart."""

import re

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff〇]+")
_DOT = re.compile(r"\s*[·•・‧]\s*")
_SHORTEST_WITH_TWO = 3
# The surnames of two characters (复姓) that people bear today.
_OF_TWO = re.compile(
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳"
    "|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|子车|亓官|司寇|巫马|公西|颛孙"
    "|壤驷|公良|漆雕|乐正|宰父|谷梁|拓跋|夹谷|轩辕|令狐|百里|呼延|东郭|南门|羊舌|微生|梁丘|左丘|西门"
    "|第五|即墨|达奚|褚师|完颜|纳兰|叶赫|东里|南荣|淳于|单于|歐陽|司馬|東方|諸葛|尉遲|聞人|赫連|鮮于"
    "|長孫|鍾離|軒轅|獨孤|公孫"
)


def apart(name: str) -> tuple[str, str]:
    """Family name and given name; together they hold the whole name."""
    name = " ".join(name.split())
    of_given = _DOT.split(name, maxsplit=1)
    if len(of_given) > 1:
        # Uyghur and Kazakh names: one's own name, then the father's.
        return of_given[1], of_given[0]
    if _HAN.fullmatch(name.replace(" ", "")):
        return _chinese(name)
    given, _, family = name.rpartition(" ")
    return family, given


def _chinese(name: str) -> tuple[str, str]:
    family, gap, given = name.partition(" ")
    if gap:
        return family, given.replace(" ", "")
    length = 2 if len(name) >= _SHORTEST_WITH_TWO and _OF_TWO.match(name) else 1
    return name[:length], name[length:]
