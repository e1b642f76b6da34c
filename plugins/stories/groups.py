"""Stories that are one text, in groups: the first is listed, the others are named on its page, and it on theirs.

Pure functions of the stories in order and of the pairs that are alike.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .records import Record


def groups(stories: Sequence[Record], pairs: Iterable[tuple[str, str]]) -> dict[str, list[Record]]:
    """Return each group by the slug of each of its members: the first, then the others in their order.

    `stories` are in order (date, slug), `pairs` name by their files those that are alike. The oldest of several that
    are alike is a first, and each story belongs to the oldest first that it is alike to itself: a text that drifts
    from copy to copy is not led back to where it no longer says the same. An editor's `same_as` outranks what was
    found: the story it names stands before the one it stands in, whatever their dates.
    """
    leads = _found(stories, pairs)
    places = {each.slug: at for at, each in enumerate(stories)} if any(each.same_as for each in stories) else {}
    for at, each in enumerate(stories):
        if each.same_as and (named := places.get(each.same_as)) not in (None, at):
            leads[at] = named
    members: dict[int, set[int]] = defaultdict(set)
    for at in leads:
        members[_first(at, leads)].add(at)
    out: dict[str, list[Record]] = {}
    for first, others in members.items():
        group = [stories[at] for at in (first, *sorted(others - {first}))]
        out |= dict.fromkeys((each.slug for each in group), group)
    return out


def _found(stories: Sequence[Record], pairs: Iterable[tuple[str, str]]) -> dict[int, int]:
    """Return which first each story belongs to, by their places."""
    alike: Mapping[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        alike[one].add(other)
        alike[other].add(one)
    places = {each.file: at for at, each in enumerate(stories) if each.file in alike} if alike else {}
    leads: dict[int, int] = {}
    for file, at in places.items():
        older = (places[other] for other in alike[file] if places.get(other, at) < at)
        firsts = [other for other in older if other not in leads]
        if firsts:
            leads[at] = min(firsts)
    return leads


def _first(at: int, leads: Mapping[int, int]) -> int:
    """Return where the leads from a story end; if they go round in a circle, the oldest in it."""
    path = [at]
    while (following := leads.get(path[-1])) is not None:
        if following in path:
            return min(path[path.index(following) :])
        path.append(following)
    return path[-1]
