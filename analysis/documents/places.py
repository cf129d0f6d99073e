"""A document's text → the place that it is about: a zone, a city, a district, a province or the nation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from .. import codebook
from . import gazetteer, unlisted
from .imprint import is_body
from .lines import Span
from .mentions import Mention, find_regions, find_zones, mask, own_names

__all__ = ["Place", "find_place"]

_OPENING_CHARS = 600


class Place(NamedTuple):
    """A place: its name in simplified characters, in the form that the text uses, its kind (``PLACE_KINDS``), and
    whether title or issuer name it or it is the one that the text names most (``basis``)."""

    name: str
    kind: str
    basis: str = "counted"


class _Known(NamedTuple):
    body: str
    zones: list[Mention]
    regions: list[Mention]
    unlisted: list[str]
    unnamed: str  # the text without the names of zones, in which 高新区 and 园区 are none's names

    def count(self, cue: str) -> int:
        """Return how often the text has what the pattern ``cue`` describes."""
        return len(codebook.pattern(_cues()[cue]).findall(self.body))

    def count_own(self, class_: str) -> int:
        """Return how often the text calls its own place by a class: 我县, 全县."""
        return len(codebook.pattern(_cues()["self"][class_]).findall(self.unnamed))


def find_place(plain: str, part: Span, title: str, issuer: str) -> Place | None:
    """Return the place that the document ``part`` is about, or None where the text does not say.

    The title decides, then the issuer, then the assembly that a report is given to, then what the text names
    most. A zone goes before the city it lies in; of a zone's forms the shortest that the text uses is taken, and
    a zone that is only called 高新区 gets the city's name in front. ``plain`` is the folded text of the file,
    ``title`` and ``issuer`` are folded and without blanks.
    """
    body = plain[part.start : part.end]
    zones = list(find_zones(body, own_names(body)))
    assemblies = [match[1] for match in codebook.pattern(_cues()["assembly"]).finditer(body[:_OPENING_CHARS])]
    names = unlisted.find_unlisted((title, issuer if is_body(issuer) else "", *assemblies), body)
    unnamed = mask(body, [(zone.start, zone.end) for zone in zones])
    known = _Known(body, zones, find_regions(body, body, zones, names), names, unnamed)
    if place := _from_head(title, known) or _from_nation(title):
        return place._replace(basis="title")
    says_body = is_body(issuer) and not codebook.pattern(_cues()["bare_title"]).match(title)
    if says_body and (place := _from_head(issuer, known)):
        return place._replace(basis="issuer")
    for assembly in assemblies:
        if place := _from_head(assembly, known):
            return place._replace(basis="issuer")
    return _from_body(known)


def _from_head(head: str, known: _Known) -> Place | None:
    named = list(find_zones(head, own_names(known.body)))
    if named:
        return Place(_shortest([*named, *known.zones], _commonest(named, known.zones)), "zone")
    inside = _most_named_chain(head, find_regions(head, known.body, [], known.unlisted), known.regions)
    if inside is None:
        return None
    form = inside.key if inside.is_full else _form(inside.key, known) or inside.name
    return _zone_inside(inside, head, known) or Place(form, inside.kind)


def _zone_inside(place: Mention, head: str, known: _Known) -> Place | None:
    """Return the zone in the city ``place`` that a head means: it says 高新区, or the text has hardly the city."""
    short = gazetteer.short_name(place.key)
    inside = [zone for zone in known.zones if zone.key.startswith(short)]
    zone, times = _most_named(inside)
    says_zone = codebook.pattern(_cues()["bare_zone"]).search(head) is not None and place.kind == "city"
    times_place = sum(mention.key == place.key for mention in known.regions)
    if zone and (says_zone or (not place.is_full and times >= 3 and times > 2 * times_place)):
        return Place(_shortest(inside, zone.key), "zone")
    return Place(short + _cues()["bare_name"], "zone") if says_zone else None


def _from_nation(title: str) -> Place | None:
    return Place("全国", "nation") if codebook.pattern(_cues()["nation_title"]).search(title) else None


def _from_body(known: _Known) -> Place | None:
    """Return the zone or place that the text names most, the nation where none stands out and 我国 or 全国 is named.

    Words such as 全县 count for the place of that class that is named most, 全区 for a zone or a district.
    """
    cues, times_nation = _cues(), known.count("nation_body")
    zone, times_zone = _most_named(known.zones)
    region, times_region = max(
        (_most_named_of(class_, known) for class_ in cues["self"]), key=lambda found: found[1]
    )
    if place := _all_zones(known, max(times_zone, times_region)):
        return place
    bare = len(codebook.pattern(cues["bare"]).findall(known.unnamed)) + (
        0 if _is_district(known) else known.count_own("区")
    )
    if (
        zone
        and _is_zone_meant(zone, known, region, bare, times_region)
        and not _is_aside(zone, known.zones, known)
    ):
        return _successor(zone, known) or Place(_shortest(known.zones, zone.key), "zone")
    if bare >= cues["min_bare"] and bare > times_region and known.count("bare_zone") > 1:
        return Place(_town(known.regions) + cues["bare_name"], "zone")
    is_most = times_region >= max(cues["min_share"] * len(known.regions), times_nation / 2)
    if region and is_most and not _is_aside(region, known.regions, known):
        return Place(_form(region.key, known) or region.key, region.kind)
    return Place("全国", "nation") if times_nation else None


def _all_zones(known: _Known, times_most: int) -> Place | None:
    """Return 国家高新区 or the like where a text is about them all: it begins with what they are or names them thrice,
    and names them more often than any place."""
    found = Counter(codebook.pattern(_cues()["national_zones"]).findall(known.body)).most_common(1)
    is_defined = codebook.pattern(rf"\s*(?:{_cues()['national_zones']})是").match(known.body) is not None
    is_often = bool(found) and (is_defined or found[0][1] >= _cues()["min_national"])
    is_most = is_often and found[0][1] > times_most
    return Place(found[0][0], "zone") if is_most else None


def _is_zone_meant(
    zone: Mention, known: _Known, region: Mention | None, bare: int, times_region: int
) -> bool:
    """Return whether a text is about ``zone`` rather than the place around it.

    The zone has a good share of all mentions of zones, and at least half as many as the place, or is named, by its
    name or as 园区, 全区 or a clause's 开发区, more often than the place; a text that says 全市, and never 全区, is
    about the city if it names that as often.
    """
    times = sum(mention.key == zone.key for mention in known.zones)
    if zone.key.endswith(_cues()["bare_subject"]):
        bare += len(codebook.pattern(rf"(?<![一-鿿]){_cues()['bare_subject']}").findall(known.unnamed))
    own = known.count_own(region.class_) if region else 0
    if own and not bare and times <= times_region - own:
        return False
    is_most = times >= _cues()["min_share"] * len(known.zones)
    return bool(is_most and (2 * times >= times_region or times + bare > times_region))


def _is_aside(place: Mention, named: Sequence[Mention], known: _Known) -> bool:
    """Return whether ``place`` is one of several that a text goes through, or is named in passing."""
    return _is_one_of_several(place, known) or (
        known.count("nation_body") > 0 and _is_in_passing(place, named, known.body)
    )


def _is_in_passing(place: Mention, named: Sequence[Mention], body: str) -> bool:
    """Return whether a place is named only in one stretch of a text that is much longer, as in a digest of news."""
    starts = [mention.start for mention in named if mention.key == place.key]
    starts += [m.start() for m in codebook.pattern(_cues()["self"].get(place.class_, "(?!)")).finditer(body)]
    extent = max(starts) - min(starts)
    return bool(extent < _cues()["min_extent"] * len(body))


def _is_one_of_several(place: Mention, known: _Known) -> bool:
    """Return whether a text goes from place to place: ``place`` opens a line, and two others open most lines."""
    starts = {match.end() for match in codebook.pattern(_cues()["opening"], re.M).finditer(known.body)}
    opening = [mention.key for mention in (*known.zones, *known.regions) if mention.start in starts]
    return place.key in opening and len(set(opening)) > 2 and 2 * opening.count(place.key) <= len(opening)


def _is_district(known: _Known) -> bool:
    """Return whether 全区 means a district or an autonomous region: it is named more often than any zone, or first."""
    named, times = _most_named([mention for mention in known.regions if mention.class_ == "区"])
    zone, times_zone = _most_named(known.zones)
    if named is None or zone is None:
        return named is not None
    return times > times_zone or (times == times_zone and named.start < zone.start)


def _successor(zone: Mention, known: _Known) -> Place | None:
    """Return the district that a zone was made into, if the text goes on with it: 开发区…设立甲区, and 甲区 again."""
    districts = [
        mention for mention in known.regions if mention.class_ == "区" and mention.kind == "district"
    ]
    named, times = _most_named(districts)
    if (
        named is None
        or times < 2
        or districts[-1].start < max(m.start for m in known.zones if m.key == zone.key)
    ):
        return None
    is_made = re.search(_cues()["made_into"] + re.escape(named.key), known.body)
    return Place(named.key, named.kind) if is_made else None


def _most_named_of(class_: str, known: _Known) -> tuple[Mention | None, int]:
    """Return the place of a class (省, 县) that is named most; 我省 and 全省 count for a province, and so on."""
    mention, times = _most_named([mention for mention in known.regions if mention.class_ == class_])
    is_meant = class_ != "区" or _is_district(known)
    return mention, times + is_meant * known.count_own(class_) if mention else 0


def _most_named(mentions: list[Mention]) -> tuple[Mention | None, int]:
    """Return the first mention of the place that is named most, and how often it is."""
    counts = Counter(mention.key for mention in mentions).most_common(1)
    first = next((mention for mention in mentions if mention.key == counts[0][0]), None)
    return first, counts[0][1] if counts else 0


def _commonest(named: list[Mention], zones: list[Mention]) -> str:
    """Return the key of the title's zone that the text names most; of equals the first."""
    counts = Counter(mention.key for mention in zones)
    return max(dict.fromkeys(mention.key for mention in named), key=lambda key: counts[key])


def _shortest(zones: list[Mention], key: str) -> str:
    """Return the shortest of the zone's names that begin with its place, if there are such."""
    names = [mention.name for mention in zones if mention.key == key]
    return min([name for name in names if name[:2] == key[:2]] or names, key=len)


def _town(regions: list[Mention]) -> str:
    """Return the short name of the city that the text names most, to put before a bare 高新区; else ``""``."""
    city, _ = _most_named([mention for mention in regions if mention.kind == "city"])
    return gazetteer.short_name(city.key) if city else ""


def _most_named_chain(head: str, named: list[Mention], regions: list[Mention]) -> Mention | None:
    """Return the place of a head that the text names most, of equals the first.

    Of a chain (江苏省无锡市) it is the narrowest that is asked. What figures are compared with (占广州的四分之一) is
    not the place.
    """
    starts = {mention.start for mention in named}
    ends = [mention for mention in named if mention.end not in starts]
    ends = [m for m in ends if not codebook.pattern(_cues()["compared_with"]).search(head[: m.start])]
    counts = Counter(mention.key for mention in regions)
    return max(ends, key=lambda mention: counts[mention.key], default=None)


def _form(key: str, known: _Known) -> str:
    """Return the form in which the text names a place: the short one, unless it often has the full one, ``key``.

    A full name inside a body's or a paper's name (南京市政府, 《贵州省…规划》) is not put on the place; a text
    that has no other keeps it. ``""`` for a place that the text does not name.
    """
    printed = Counter(mention.name for mention in known.regions if mention.key == key)
    times_full = printed.pop(key, 0)
    is_odd = codebook.pattern(_cues()["full_is_odd"]).match(key) is not None
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
        and not codebook.pattern(_cues()["body_follows"]).match(body[end : end + 16])
        for start, end in named
    )


def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = codebook.read_toml("documents.toml")["places"]
    return cues
