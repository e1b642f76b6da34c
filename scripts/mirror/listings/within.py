"""Values within JSON that strangers wrote: asked for by their path, `None` wherever it does not lead on."""


def at(value: object, *path: str | int) -> object:
    """Return what stands in `value` at a path of keys and positions (from 0)."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def items(value: object, *path: str | int) -> list[object]:
    """Return the list at a path; empty if there is none."""
    found = at(value, *path)
    return found if isinstance(found, list) else []


def number(value: object, *path: str | int) -> int | None:
    """Return the whole number at a path."""
    found = at(value, *path)
    return found if type(found) is int else None
