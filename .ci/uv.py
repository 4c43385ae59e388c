"""Run uv with pip's settings, so that where pip finds the packages, uv finds them too.

pip reads files of its own: the index of a company or a school, its certificate, a proxy. uv reads
none of them. What was set for uv itself stays as it is.
"""

import ast
import os
import signal
import ssl
import subprocess
import sys
from pathlib import Path

SECTIONS = ("global", "install", ":env:")  # each wins over those before it
NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "trusted-host": "UV_INSECURE_HOST",
    "proxy": "ALL_PROXY",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "timeout": "UV_HTTP_TIMEOUT",
}


def pip_settings() -> str:
    """Return what ``pip config list`` says; the pip may be that of the Python under .venv."""
    for python in (sys.executable, getattr(sys, "_base_executable", sys.executable)):
        command = [python, "-m", "pip", "--disable-pip-version-check", "config", "list"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout
    return ""


def translated(listed: str) -> dict[str, str]:
    """Return the variables that say to uv what these settings say to pip."""
    lines = [line.partition("=") for line in listed.splitlines()]
    given = {tuple(key.rsplit(".", 1)): ast.literal_eval(value) for key, _, value in lines if value}
    found = {
        NAMES[name]: " ".join(given[section, name].split())
        for section in SECTIONS
        for name in NAMES
        if (section, name) in given
    }
    if "UV_INDEX" in found:
        found["UV_INDEX_STRATEGY"] = "unsafe-best-match"  # pip's; every file is known by its hash
    if "UV_FIND_LINKS" in found:  # uv stops at one that is not there
        links = found.pop("UV_FIND_LINKS").split()
        there = [link for link in links if "://" in link or Path(link).exists()]
        found |= {"UV_FIND_LINKS": ",".join(there)} if there else {}
    return found


def has_certificates() -> bool:
    """Return whether the system has certificates of its own, which pip trusts."""
    paths = ssl.get_default_verify_paths()
    return sys.platform in ("darwin", "win32") or bool(paths.cafile or paths.capath)


def environment(listed: str) -> dict[str, str]:
    """Return the variables for uv, with this process's own on top."""
    system = {"UV_SYSTEM_CERTS": "1"} if has_certificates() else {}
    return system | translated(listed) | dict(os.environ)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.execve(
        sys.executable, [sys.executable, "-m", "uv", *sys.argv[1:]], environment(pip_settings())
    )
