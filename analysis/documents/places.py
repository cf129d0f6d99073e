"""A document's text → the place that it is about: a zone, a city, a district, a province or the nation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from .. import codebook
from . import gazetteer, unlisted
from .imprint import is_body
from .lines import Span

__all__ = ["Place", "find_place"]

_FILLER = "\ufffc"


class Place(NamedTuple):
    """A place: its name in simplified characters, in the form that the text uses, its kind (``PLACE_KINDS``), and
    whether title or issuer name it or it is the one that the text names most (``basis``)."""

    name: str
    kind: str
    basis: str = "counted"


class _Mention(NamedTuple):
    name: str  # as printed
    key: str  # the same for all forms of a name
    kind: str
    start: int
    is_full: bool


class _Known(NamedTuple):
    body: str
    zones: list[_Mention]
    regions: list[_Mention]
    unlisted: list[str]


def find_place(plain: str, part: Span, title: str, issuer: str) -> Place | None:
    """Return the place that the document ``part`` is about, or None where the text does not say.

    The title decides, then the issuer, then what the text names most. A zone goes before the city it lies
    in; of a zone's forms the shortest that the text uses is taken, and a zone that is only called 高新区
    gets the city's name in front. ``plain`` is the folded text of the file, ``title`` and ``issuer`` are
    folded and without blanks.
    """
    body = plain[part.start : part.end]
    zones = list(_find_zones(body, _own_names(body)))
    names = unlisted.find_unlisted((title, issuer if is_body(issuer) else ""), body)
    known = _Known(body, zones, _find_regions(body, body, zones, names), names)
    if place := _from_head(title, known) or _from_nation(title):
        return place._replace(basis="title")
    says_body = is_body(issuer) and not re.match(_cues()["bare_title"], title)
    if says_body and (place := _from_head(issuer, known)):
        return place._replace(basis="issuer")
    return _from_body(known)


def _from_head(head: str, known: _Known) -> Place | None:
    named = list(_find_zones(head, _own_names(known.body)))
    if named:
        return Place(_shortest([*named, *known.zones], _commonest(named, known.zones)), "zone")
    inside = _last_of_chain(_find_regions(head, known.body, [], known.unlisted))
    if inside is None:
        return None
    form = inside.key if inside.is_full else _form(inside.key, known) or inside.name
    return _zone_inside(inside, head, known) or Place(form, inside.kind)


def _zone_inside(place: _Mention, head: str, known: _Known) -> Place | None:
    """Return the zone in the city ``place`` that a head means: it says 高新区, or the text has hardly the city."""
    short = gazetteer.short_name(place.key)
    inside = [zone for zone in known.zones if zone.key.startswith(short)]
    zone, times = _most_named(inside)
    says_zone = re.search(_cues()["bare_zone"], head) is not None and place.kind == "city"
    times_place = sum(mention.key == place.key for mention in known.regions)
    if zone and (says_zone or (not place.is_full and times >= 3 and times > 2 * times_place)):
        return Place(_shortest(inside, zone.key), "zone")
    return Place(short + _cues()["bare_name"], "zone") if says_zone else None


def _from_nation(title: str) -> Place | None:
    return Place("全国", "nation") if re.search(_cues()["nation_title"], title) else None


def _from_body(known: _Known) -> Place | None:
    """Return the zone or place that the text names most, the nation where none stands out and 我国 or 全国 is named.

    Words such as 全县 count for the place of that class that is named most, 全区 for a zone or a district.
    """
    cues = _cues()
    zone, times_zone = _most_named(known.zones)
    region, times_region = max(
        (_most_named_of(suffix, known) for suffix in cues["self"]), key=lambda found: found[1]
    )
    unnamed = _mask(known.body, [(zone.start, zone.start + len(zone.name)) for zone in known.zones])
    bare = len(re.findall(cues["bare"], unnamed))
    if not _is_district(known):
        bare += len(re.findall(cues["self"]["区"], unnamed))
    times_nation = len(re.findall(cues["nation_body"], known.body))
    class_, times_class = next(
        iter(Counter(re.findall(cues["national_zones"], known.body)).most_common(1)), ("", 0)
    )
    if times_class >= cues["min_national"] and times_class > max(times_zone, times_region):
        return Place(class_, "zone")
    is_named = zone and times_zone >= cues["min_share"] * len(known.zones)
    is_named = is_named and not (times_nation and _is_in_passing(zone, known.zones, known.body, "区"))
    is_named = is_named and not _is_one_of_several(zone, known)
    if zone and is_named and (2 * times_zone >= times_region or bare > times_region):
        successor = _successor(zone, known)
        return (
            Place(successor.key, successor.kind)
            if successor
            else Place(_shortest(known.zones, zone.key), "zone")
        )
    if (
        bare >= cues["min_bare"]
        and bare > times_region
        and len(re.findall(cues["bare_zone"], known.body)) > 1
    ):
        return Place(_town(known.regions) + cues["bare_name"], "zone")
    is_most = times_region >= max(cues["min_share"] * len(known.regions), times_nation / 2)
    is_passing = region and _is_in_passing(region, known.regions, known.body, _class(region))
    if region and is_most and not (times_nation and is_passing) and not _is_one_of_several(region, known):
        return Place(_form(region.key, known) or region.key, region.kind)
    return Place("全国", "nation") if times_nation else None


def _is_in_passing(place: _Mention, named: Sequence[_Mention], body: str, class_: str) -> bool:
    """Return whether a place is named only in one stretch of a text that is much longer, as in a digest of news."""
    starts = [mention.start for mention in named if mention.key == place.key]
    starts += [m.start() for m in re.finditer(_cues()["self"][class_], body)]
    extent = max(starts) - min(starts)
    return bool(extent < _cues()["min_extent"] * len(body))


def _is_one_of_several(place: _Mention, known: _Known) -> bool:
    """Return whether a text goes from place to place: ``place`` opens a line, and two others open most lines."""
    starts = {match.end() for match in re.finditer(_cues()["opening"], known.body, re.M)}
    opening = [mention.key for mention in (*known.zones, *known.regions) if mention.start in starts]
    return place.key in opening and len(set(opening)) > 2 and 2 * opening.count(place.key) <= len(opening)


def _is_district(known: _Known) -> bool:
    """Return whether 全区 means a district or an autonomous region: one is named, and more often than any zone."""
    named, times = _most_named([mention for mention in known.regions if _class(mention) == "区"])
    return named is not None and times > _most_named(known.zones)[1]


def _successor(zone: _Mention, known: _Known) -> _Mention | None:
    """Return the district that a zone was made into, if the text goes on with it: 开发区…设立甲区, and 甲区 again."""
    districts = [
        mention for mention in known.regions if _class(mention) == "区" and mention.kind == "district"
    ]
    named, times = _most_named(districts)
    if (
        named is None
        or times < 2
        or districts[-1].start < max(m.start for m in known.zones if m.key == zone.key)
    ):
        return None
    is_made = re.search(_cues()["made_into"] + re.escape(named.key), known.body)
    return named if is_made else None


def _class(place: _Mention) -> str:
    return place.key[-1]


def _most_named_of(suffix: str, known: _Known) -> tuple[_Mention | None, int]:
    """Return the place of a class (省, 县) that is named most; 我省 and 全省 count for a province, and so on."""
    mention, times = _most_named([mention for mention in known.regions if _class(mention) == suffix])
    is_meant = suffix != "区" or _is_district(known)
    return mention, times + is_meant * len(re.findall(_cues()["self"][suffix], known.body)) if mention else 0


def _most_named(mentions: list[_Mention]) -> tuple[_Mention | None, int]:
    """Return the first mention of the place that is named most, and how often it is."""
    counts = Counter(mention.key for mention in mentions).most_common(1)
    first = next((mention for mention in mentions if mention.key == counts[0][0]), None)
    return first, counts[0][1] if counts else 0


def _commonest(named: list[_Mention], zones: list[_Mention]) -> str:
    """Return the key of the title's zone that the text names most; of equals the first."""
    counts = Counter(mention.key for mention in zones)
    return max(dict.fromkeys(mention.key for mention in named), key=lambda key: counts[key])


def _shortest(zones: list[_Mention], key: str) -> str:
    """Return the shortest of the zone's names that begin with its place, if there are such."""
    names = [mention.name for mention in zones if mention.key == key]
    return min([name for name in names if name[:2] == key[:2]] or names, key=len)


def _town(regions: list[_Mention]) -> str:
    """Return the short name of the city that the text names most, to put before a bare 高新区; else ``""``."""
    city, _ = _most_named([mention for mention in regions if mention.kind == "city"])
    return gazetteer.short_name(city.key) if city else ""


def _last_of_chain(regions: list[_Mention]) -> _Mention | None:
    """Return the first place of a title, or the narrowest of a chain that it begins (江苏省无锡市)."""
    if not regions:
        return None
    chain = regions[0]
    for mention in regions[1:]:
        if mention.start != chain.start + len(chain.name):
            break
        chain = mention
    return chain


def _form(key: str, known: _Known) -> str:
    """Return the form in which the text names a place: the short one, unless it often has the full one, ``key``.

    A full name inside a body's or a paper's name (南京市政府, 《贵州省…规划》) is not put on the place; a text
    that has no other keeps it. ``""`` for a place that the text does not name.
    """
    printed = Counter(mention.name for mention in known.regions if mention.key == key)
    times_full = printed.pop(key, 0)
    is_odd = re.match(_cues()["full_is_odd"], key) is not None
    if not printed:
        return key if times_full else ""
    short, times = printed.most_common(1)[0]
    forms = [name for name in printed if gazetteer.is_alias(name)] + [key] * (not is_odd)
    called = {name: _times_called(name, known) for name in forms}
    often = [name for name, count in called.items() if count > _cues()["min_called"] * times]
    return often[0] if often else short


def _times_called(full: str, known: _Known) -> int:
    """Return how often the text puts a full name on the place itself, no body's and no other place's behind it."""
    body = known.body
    starts = {mention.start for mention in known.regions}
    named = [(m.start, m.start + len(full)) for m in known.regions if m.name == full]
    return sum(
        end not in starts
        and body[start - 1 : start] != "《"
        and not re.match(_cues()["body_follows"], body[end : end + 16])
        for start, end in named
    )


def _find_zones(text: str, own: Sequence[str]) -> Iterator[_Mention]:
    """Yield the zones in ``text``: a place in front of 高新区, 开发区 and the like, and the names ``own``."""
    keys: list[str] = []
    taken: list[tuple[int, int]] = []
    for match in re.finditer(_cues()["zone"], text):
        start, name = _name_before(text, match.start())
        printed = text[start : match.end()]
        if name and not any(gazetteer.is_name(printed[at:]) for at in range(len(printed) - 1)):
            class_ = re.sub(r"^国家级?|^省级", "", match[0])
            keys.append(name + _short_classes().get(class_, class_))
            taken.append((start, match.end()))
            yield _Mention(printed, keys[-1], "zone", start, is_full=True)
    listed = _named_zones()
    for name in own:
        key = next((key for key in dict.fromkeys(keys) if key.endswith(name)), name)
        before = "" if name in listed or re.search(_cues()["zone"] + "$", name) else "(?<![一-鿿])"
        for match in re.finditer(before + re.escape(name), text):
            if not any(start < match.end() <= end for start, end in taken):
                yield _Mention(name, key, "zone", match.start(), is_full=True)


def _own_names(body: str) -> list[str]:
    """Return the names of zones without a place in them: known ones, those that a 管委会 bears or that recur."""
    known = (name for name in sorted(_named_zones()) if name in body)
    administered = (match[1] for match in re.finditer(_cues()["administration"], body))
    names = dict.fromkeys([*known, *administered, *_recurring_names(body)])
    return [name for name in names if not any(gazetteer.name_at(name, at) for at in range(len(name)))]


def _recurring_names(body: str) -> list[str]:
    """Return what stands alone in front of a class twice or more, with it: 西岭高新区, where no 西岭 is known."""
    found = Counter(
        match[0]
        for match in re.finditer(_cues()["recurring"], body)
        if not re.search(_cues()["no_recurring"], match[1])
    )
    return [name for name, times in found.items() if times > 1]


def _name_before(text: str, end: int) -> tuple[int, str]:
    """Return where the name in front of a zone's class begins, and the name without ranks; ``""`` if there is none."""
    run = re.search(_cues()["run"], text[max(0, end - _cues()["max_name"]) : end])
    before = run[0] if run else ""
    core = re.sub(_cues()["rank"], "", before)
    for at in range(len(before) - 1, -1, -1):
        region = gazetteer.name_at(before, at)
        if region and not gazetteer.is_nested(region, before[:at]):
            continue  # 朝阳 in 长春朝阳 is not the city of that name
        rest = core[at + len(region) :] if region else ""
        if region and len(rest) <= _cues()["max_own_name"] and not re.search(_cues()["no_name"], rest):
            return end - len(before) + at, gazetteer.short_name(region) + rest
    placeholder = re.search(_cues()["placeholder"], core)
    if placeholder:
        return end - len(before) + placeholder.start(), placeholder[0]
    return 0, ""


def _find_regions(text: str, body: str, zones: Sequence[_Mention], names: Sequence[str]) -> list[_Mention]:
    """Return the provinces, cities and districts that ``text`` names, without those in the names of ``zones``.

    The short name of a county-level city counts only if ``body`` has the full one: many are also parts of
    words. ``names`` are of places that no list has.
    """
    taken = [match.span() for match in re.finditer(_cues()["no_place"], text)]
    taken += [(zone.start, zone.start + len(zone.name)) for zone in zones]
    masked = _mask(text, taken)
    unlisted_ = [
        _Mention(name, name, unlisted.kind_of(name), match.start(), is_full=True)
        for name in names
        for match in re.finditer(re.escape(name), masked)
    ]
    masked = _mask(masked, [(mention.start, mention.start + len(mention.name)) for mention in unlisted_])
    return sorted([*unlisted_, *_listed_regions(masked, body)], key=lambda mention: mention.start)


def _listed_regions(masked: str, body: str) -> Iterator[_Mention]:
    end = 0
    for match in gazetteer.beginnings().finditer(masked):
        name = gazetteer.name_at(masked, match.start()) if match.start() >= end else ""
        if name:
            end = match.start() + len(name)
            key = gazetteer.full_name(name)
            is_sure = name == key or gazetteer.is_alias(name) or not gazetteer.is_county_level(key)
            if is_sure or key in body:
                yield _Mention(name, key, gazetteer.kind_of(key), match.start(), is_full=name == key)


def _mask(text: str, taken: Sequence[tuple[int, int]]) -> str:
    """Return ``text`` with fillers in the passages ``taken``, of the same length."""
    characters = list(text)
    for start, end in taken:
        characters[start:end] = _FILLER * (end - start)
    return "".join(characters)


@cache
def _named_zones() -> frozenset[str]:
    return frozenset(row["name"] for row in codebook.read_csv("named_zones.csv"))


@cache
def _short_classes() -> dict[str, str]:
    return {row["long"]: row["short"] for row in codebook.read_csv("zones.csv")}


def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = codebook.read_toml("documents.toml")["places"]
    return cues
