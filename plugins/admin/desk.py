"""The configuration of the editors' desk (Sveltia CMS), made of the story schema, the categories and the sources.

Every key of a story stands in it, in the order in which files have them: so a change of one value changes one line. What
the notice needs can be seen and not changed. What the CMS would leave empty is left out.
"""

from collections.abc import Callable, Iterator
from typing import Any

from mirror import story
from mirror.config import Admin

from ..stories.library import Library
from ..stories.records import Source

Field = dict[str, Any]
Say = Callable[[str], str]

_LOCKED = ("slug", "source", "original_url", "original_title", "fetched", "date_source", "modified", "digest")
"""Keys that are the machine's: the address, what the notice needs, what upstream last said."""
_NOWHERE = "local/mirror"
"""Stands where no repository is named: then only a local checkout can be edited."""


def configuration(library: Library) -> dict[str, Any]:
    """Return the configuration as JSON data (Sveltia's own schema, version 0.221)."""
    config = library.config
    assert config.admin  # noqa: S101 - asked for only where it is on
    say = library.voice.say
    content = library.content.name
    return {
        "load_config_file": False,
        "backend": _backend(config.admin),
        "app_title": say("admin.title", site=config.site.name),
        **({"site_url": library.links.full("")} if library.links.siteurl else {}),
        "logo": {"src": library.links.link("theme/favicon.svg"), "show_in_header": True},
        "media_folder": f"{content}/images",
        "public_folder": "{static}/images",
        "media_libraries": {
            "default": {"config": {"slugify_filename": True, "transformations": _AS_WEBP}},
            "stock_assets": {"providers": []},
        },
        "slug": {"encoding": "ascii", "clean_accents": True, "lowercase": True},
        "output": {
            "omit_empty_optional_fields": True,
            "yaml": {"quote": "none", "indent_size": 2, "indent_sequences": True},
        },
        "show_preview_links": False,
        "editor": {"preview": False},
        "collections": [
            *(_source(library, source) for source in library.sources),
            _own(library),
            _pages(library),
        ],
    }


_AS_WEBP = {"raster_image": {"format": "webp", "quality": 78, "width": 1200, "height": 2400}}
"""As `mirror.images` makes copies of upstream's."""


def _backend(admin: Admin) -> dict[str, Any]:
    backend: dict[str, Any] = {"name": "github", "repo": admin.repository or _NOWHERE, "branch": admin.branch}
    if admin.sign_in:
        backend["base_url"] = admin.sign_in
    return backend


def _source(library: Library, source: Source) -> dict[str, Any]:
    say = library.voice.say
    fields = _fields(library)
    return {
        "name": source.id,
        "label": source.name,
        "label_singular": say("admin.story"),
        "description": say("admin.source", source=source.name),
        "folder": f"{library.content.name}/{source.id}",
        "path": "{{year}}/{{month}}/{{slug}}",
        "identifier_field": "title",
        "slug": "{{fields.slug}}",
        "create": False,
        "duplicate": False,
        "delete": False,
        "fields": list(fields),
        **_views(say, "date", "fetched", "title"),
    }


def _own(library: Library) -> dict[str, Any]:
    """Editors' own articles: no notice, so nothing that a notice needs."""
    say = library.voice.say
    machine = {*_LOCKED, "status", "reason", "same_as"}
    fields = [each for each in _fields(library) if each["name"] not in machine]
    statuses = _status(say, ("published", "draft", "hidden"))
    return {
        "name": "articles",
        "label": say("admin.articles"),
        "label_singular": say("admin.article"),
        "description": say("admin.articles_about"),
        "folder": f"{library.content.name}/articles",
        "slug": "{{year}}-{{month}}-{{day}}-{{uuid_shorter}}",
        "fields": [*fields[:-1], {**statuses, "default": "draft"}, fields[-1]],
        **_views(say, "date", "title"),
    }


def _pages(library: Library) -> dict[str, Any]:
    say = library.voice.say
    return {
        "name": "pages",
        "label": say("admin.pages"),
        "label_singular": say("admin.page"),
        "folder": f"{library.content.name}/pages",
        "slug": "{{uuid_shorter}}",
        "fields": [
            _field(say, "title"),
            {**_field(say, "slug"), "pattern": [r"^[a-z0-9][a-z0-9-]{0,79}$", say("admin.slug_shape")]},
            {**_status(say, ("published", "draft", "hidden")), "required": False},
            _field(say, "summary", widget="text", required=False),
            _body(say),
        ],
    }


def _views(say: Say, *sorted_by: str) -> dict[str, Any]:
    """How lists can be looked at: by date, what waits, by status and category."""
    return {
        "summary": "{{title}}",
        "thumbnail": False,
        "sortable_fields": {
            "fields": list(sorted_by),
            "default": {"field": "date", "direction": "descending"},
        },
        "view_filters": [
            {"label": say(f"admin.status.{status}"), "field": "status", "pattern": f"^{status}$"}
            for status in story.STATUSES
        ],
        "view_groups": [
            {"label": say("label.category"), "field": "category"},
            {"label": say("admin.field.status"), "field": "status"},
        ],
    }


def _fields(library: Library) -> Iterator[Field]:
    """Yield a field for each key of a story, then its body."""
    say, content = library.voice.say, library.content.name
    special: dict[str, Field] = {
        "date": {"widget": "datetime", "input_timezone": str(library.config.site.zone)},
        "category": {"widget": "select", "options": [category.name for category in library.categories]},
        "tags": {"widget": "list", "required": False},
        "authors": {"widget": "list", "required": False},
        "summary": {"widget": "text", "required": False},
        "reason": {"widget": "string", "required": False},
        "lang": {
            "widget": "string",
            "required": False,
            "pattern": ["^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", say("admin.lang_shape")],
        },
        "image": {
            "widget": "image",
            "required": False,
            "choose_url": False,
            "public_folder": "",
            "media_folder": f"/{content}/images",
        },
        "image_alt": {"widget": "string", "required": False},
        "image_credit": {"widget": "string", "required": False},
        "same_as": {"widget": "string", "required": False, "pattern": ["^s[a-z2-7]{12}$", say("admin.same_as_shape")]},
    }
    for key in story.KEYS:
        if key == "status":
            yield _status(say, story.STATUSES)
        elif key in _LOCKED:
            yield _field(say, key, required=False, readonly=True)
        else:
            yield {**_field(say, key), **special.get(key, {})}
    yield _body(say)


def _field(say: Say, key: str, *, widget: str = "string", **more: Any) -> Field:
    field: Field = {"name": key, "label": say(f"admin.field.{key}"), "widget": widget, **more}
    if hint := say(f"admin.hint.{key}"):
        field["hint"] = hint
    return field


def _status(say: Say, statuses: tuple[str, ...]) -> Field:
    options = [{"label": say(f"admin.status.{status}"), "value": status} for status in statuses]
    return {**_field(say, "status", widget="select"), "options": options}


def _body(say: Say) -> Field:
    """The text, as the Markdown it is: a rich editor would write the whole of it anew for one corrected word."""
    return {**_field(say, "body", widget="markdown"), "modes": ["raw"], "required": False}
