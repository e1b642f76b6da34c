"""What the archive holds, ready for a site: read from files, put in order, seen by templates under Pelican's names.

`reading` → `Record` → `Archive` → `Library` → `Article`. The edition (`plugins.edition`) makes pages of it, feeds and
sitemap use the same.
"""
