"""Runs a door in a closed world: a table says where names stand, nothing leaves the machine, every dial is written down.

    python tests/closed_door.py RECORD fetch --config …

`WORLD` in the environment is JSON: `names`, host → a list of answers, each a list of addresses (the last answer stays);
`deadline`, the seconds that a request may take. RECORD becomes one line for each address that was dialled.
"""

import functools
import ipaddress
import json
import os
import runpy
import socket
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Run the door that the arguments name."""
    record, door = Path(sys.argv[1]), ROOT / "scripts" / f"{sys.argv[2]}.py"
    world = json.loads(os.environ["WORLD"])
    sys.path.insert(0, str(ROOT / "scripts"))
    from mirror import web
    from mirror.web.dial import open_socket

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        try:  # a literal, however it is written, is what the system's resolver makes of it
            return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        except socket.gaierror:
            answers = world["names"].get(host)
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        now = answers.pop(0) if len(answers) > 1 else answers[0]
        return [found for each in now for found in socket.getaddrinfo(each, port, type=socket.SOCK_STREAM)]

    def dial(family: int, address: Any, seconds: float) -> socket.socket:
        with record.open("a", encoding="ascii") as file:
            file.write(f"{address[0]} {address[1]}\n")
        if ipaddress.ip_address(address[0]).is_global:
            raise ConnectionRefusedError("nothing leaves the machine")
        return open_socket(family, address, seconds)

    closed: Any = functools.partial(web.Web, resolver=resolve, opener=dial, deadline=world["deadline"])
    web.Web = closed  # type: ignore[misc]
    sys.argv = [str(door), *sys.argv[3:]]
    runpy.run_path(str(door), run_name="__main__")


if __name__ == "__main__":
    main()
