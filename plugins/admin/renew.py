"""Renews plugins/admin/sveltia/ from the npm package of Sveltia CMS (a maintainer's command; a host never runs it).

    npm pack @sveltia/cms@0.221.1 && python plugins/admin/renew.py sveltia-cms-0.221.1.tgz

The package must have the integrity hash below (npm's own, `npm view @sveltia/cms dist.integrity`). Of it are kept: the
program as an ES module, its fonts, the Arabic interface, what turns uploads into WebP, and the licences. The same
package gives the same files.
"""

import base64
import hashlib
import json
import re
import shutil
import sys
import tarfile
from pathlib import Path

VERSION = "0.221.1"
INTEGRITY = "sha512-J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ=="
HERE = Path(__file__).resolve().parent / "sveltia"
_KEPT = re.compile(
    r"assets/(?:[\w-]+\.woff2|[\w-]+\.LICENSE\.txt|webp_enc[\w-]*\.wasm)|chunks/(?:react-(?!dom)|webp_enc)[\w-]*\.js|index\.js"
)
_LOCALE = re.compile(
    r'(?:"[\w-]+"|\w+):\(\)=>\w+\(\(\)=>import\(`\.\./locales/([\w-]+)\.json`\),\[\],import\.meta\.url\),?'
)
_FONTS = re.compile(r"url\(https://cdn\.jsdelivr\.net/[^)]*\)(?:\\n|\s)*format\('[^']*'\)")
_LANGUAGES = re.compile(r"`ar,bg,[\w,-]+`\.split")


def main(package: Path) -> None:
    """Take out of the package what we serve."""
    raw = package.read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(raw).digest()).decode("ascii")
    if found != INTEGRITY:
        sys.exit(f"{package}: has the integrity {found}, expected {INTEGRITY}")
    shutil.rmtree(HERE, ignore_errors=True)
    with tarfile.open(package) as tar:
        files = {member.name.removeprefix("package/"): member for member in tar if member.isfile()}

        def read(name: str) -> bytes:
            file = tar.extractfile(files[name])
            assert file is not None  # noqa: S101 - only regular files are listed
            return file.read()

        for name in files:
            if name.startswith("npm/") and _KEPT.fullmatch(name.removeprefix("npm/")):
                data = read(name)
                write(name.removeprefix("npm/"), program(data) if name == "npm/index.js" else stripped(name, data))
        # Browsers import programs, not JSON: the interface's words become one.
        words = json.dumps(json.loads(read("locales/ar.json")), ensure_ascii=False, separators=(",", ":"))
        write("locales/ar.js", f"export default {words}\n".encode())
        write("LICENSE.txt", read("LICENSE.txt"))


def program(data: bytes) -> bytes:
    """Return the program with the Arabic interface beside it, and no other (English is built in)."""
    text = data.decode("utf-8")
    kept = "ar:()=>import(`./locales/ar.js`),"
    text, fonts = _FONTS.subn("local('')", text)  # it loads those beside it as well
    text = _LANGUAGES.sub("`ar,en-US`.split", text, count=1)
    text, count = _LOCALE.subn(lambda found: kept if found[1] == "ar" else "", text)
    if count < 20 or not fonts:
        sys.exit(f"npm/index.js: {count} languages and {fonts} fonts of others; look at how it loads them now")
    return stripped("index.js", text.encode())


def stripped(name: str, data: bytes) -> bytes:
    """Return a script without the address of its source map, which we do not serve."""
    return re.sub(rb"\n//# sourceMappingURL=.*\s*$", b"\n", data) if name.endswith(".js") else data


def write(name: str, data: bytes) -> None:
    """Write one file."""
    (HERE / name).parent.mkdir(parents=True, exist_ok=True)
    (HERE / name).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
