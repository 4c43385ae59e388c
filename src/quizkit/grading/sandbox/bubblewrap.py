"""The outer wall: a command that runs in bubblewrap, with nothing in sight but what it needs.

The system and Python are there to be read; there is no network, no home folder and none of the
course: neither gradebook nor source nor keys nor anybody's submission.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from quizkit.errors import SandboxError
from quizkit.grading.sandbox.installed import needed, python_folders
from quizkit.grading.sandbox.sight import HOME, NOTHING_MORE, Sight

SYSTEM = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store")  # links into /usr, mostly
SETTINGS = (  # what programs look up
    *("/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/etc/ld.so.conf"),
    *("/etc/ld.so.conf.d", "/etc/localtime", "/etc/timezone", "/etc/ssl", "/etc/mime.types"),
    *("/etc/nsswitch.conf", "/etc/passwd", "/etc/group", "/etc/protocols", "/etc/services"),
    *("/etc/locale.alias", "/etc/hosts", "/etc/os-release", "/etc/R", "/etc/pki"),
    "/var/cache/fontconfig",
)
ONE_THREAD = dict.fromkeys(  # a process with threads cannot be forked
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
OWN = ("/tmp", "/dev/shm")  # what each kernel gets anew
Mount = tuple[str, ...]  # an option of bubblewrap, what it takes, and last the place
PASSED_ON = ("LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH")
INSTALL = (
    "install it (on Debian or Ubuntu 'apt install bubblewrap', on Fedora 'dnf install"
    " bubblewrap'), or add --no-sandbox to run students' code with your own rights"
)

REMEDIES = {  # by what forbids user namespaces
    "kernel/apparmor_restrict_unprivileged_userns": (
        "AppArmor forbids it, as Ubuntu has it since 24.04; give bubblewrap a profile (write"
        " 'abi <abi/4.0>, include <tunables/global> profile bwrap /usr/bin/bwrap flags=(unconfined)"
        " { userns, }' into /etc/apparmor.d/bwrap and type 'sudo systemctl reload apparmor'), or"
        " allow it to every program ('sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0')"
    ),
    "kernel/unprivileged_userns_clone": (
        "have the system allow user namespaces ('sudo sysctl kernel.unprivileged_userns_clone=1')"
    ),
    "user/max_user_namespaces": (
        "have the system allow user namespaces ('sudo sysctl user.max_user_namespaces=15000')"
    ),
    "": "have the system allow user namespaces (in a container its security profile decides)",
}


def environment(hidden: Sequence[Path] = (), sight: Sight = NOTHING_MORE) -> dict[str, str]:
    """Return the environment of what runs in the sandbox: none of the grader's secrets.

    Besides what every program needs, it holds the variables that the course has named.
    """
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    path = os.pathsep.join((str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"))
    return (
        dict(sight.variables)
        | passed
        | ONE_THREAD
        | {
            "PATH": path,
            "HOME": str(HOME),
            "PYTHONPATH": os.pathsep.join(map(str, python_folders(hidden, sight))),
            "NBGRADER_EXECUTION": "autograde",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }
    )


def in_sandbox(
    command: Sequence[str],
    *,
    hidden: Sequence[Path] = (),
    sight: Sight = NOTHING_MORE,
    more: Sequence[Mount] = (),
) -> list[str]:
    """Return the command that runs ``command`` behind the outer wall.

    It must be started with ``environment`` and nothing else: variables pass through it, so that
    their values stand in no command line.

    Args:
        command: a program and its arguments.
        hidden: folders that must be out of sight even where they lie in one that is needed.
        sight: what the course lets in.
        more: further mounts, as bubblewrap's options have them.

    Raises SandboxError where there is no bubblewrap, or it cannot work.
    """
    wrap = _bubblewrap()
    given = [wrap, "--die-with-parent", "--unshare-pid", "--unshare-net", "--unshare-ipc"]
    given += ["--unshare-uts", "--unshare-cgroup-try", "--new-session", *_rights()]
    mounts = [*_in_sight(hidden, sight), *more]
    given += _laid_out(mounts)
    # They lie in memory and are the user's: one kernel would leave there what the next one finds.
    empty = [place for option, *_, place in mounts if option == "--tmpfs" and place not in OWN]
    given += [word for place in (*empty, "/dev", "/") for word in ("--remount-ro", place)]
    return [*given, "--chdir", "/tmp", "--", *command]


def with_network(command: Sequence[str], *, files: Sequence[str] = ()) -> list[str]:
    """Return the command that runs one of ours behind a wall with a network and no rights.

    Where there can be no such wall it is the command itself.

    Args:
        command: a program and its arguments.
        files: what it may read besides what is installed.
    """
    wrap = shutil.which("bwrap")
    for rights in ("--unshare-user",), ("--cap-drop", "ALL"):  # a chroot has no users of its own
        given = ["--die-with-parent", *rights, "--unshare-pid", "--unshare-ipc"]
        given += ["--new-session", "--proc", "/proc"]
        if wrap and not _fails([wrap, *given, "--ro-bind", "/", "/", "true"]):
            break
    else:
        return list(command)
    mounts = [*_in_sight((), NOTHING_MORE), *(("--ro-bind", name, name) for name in files)]
    mounts.append(("--ro-bind-try", "/etc/resolv.conf", "/etc/resolv.conf"))
    return [wrap, *given, *_laid_out(mounts), "--chdir", "/tmp", "--", *command]


def _fails(command: Sequence[str]) -> str:
    """Return what a command says that fails; nothing if it does not."""
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    said = tried.stderr.strip().splitlines()[-1:] or ["it gave no reason"]
    return said[0] if tried.returncode else ""


def _rights() -> list[str]:
    """Root stays root there, to become nobody for each kernel; others get a world of their own."""
    if os.geteuid() == 0:
        return ["--dir", "/proc", "--cap-add", "ALL"]
    return ["--unshare-user", "--proc", "/proc"]


def _laid_out(mounts: Iterable[Mount]) -> Iterator[str]:
    """Return the options of mounts, each after the folders above it.

    Made by bubblewrap itself, those would be root's alone, and no kernel of his could go through.
    """
    made = {Path("/"): True}  # whether something can be made there
    for option, *source, place in mounts:
        for above in reversed(Path(place).parents):
            nearest = next(path for path in (above, *above.parents) if path in made)
            if nearest != above and made[nearest]:
                yield from ("--perms", "0755", "--dir", str(above))
                made[above] = True
        made[Path(place)] = option in ("--tmpfs", "--dir")
        yield from (option, *source, place)


def _in_sight(hidden: Sequence[Path], sight: Sight) -> Iterator[Mount]:
    yield ("--dev", "/dev")
    yield from (("--tmpfs", place) for place in OWN)
    yield ("--dir", str(HOME))
    for name in SYSTEM:
        if Path(name).is_symlink():
            yield ("--symlink", str(Path(name).readlink()), name)
        elif Path(name).is_dir():
            yield ("--ro-bind", name, name)
    yield from (("--ro-bind-try", name, name) for name in SETTINGS)
    installed = [(str(folder), str(folder)) for folder in needed(hidden)]
    inside = [pair for pair in sight.folders if any(map(Path(pair[1]).is_relative_to, hidden))]
    outside = [pair for pair in sight.folders if pair not in inside]
    for source, place in sorted([*installed, *outside], key=lambda pair: pair[1].count("/")):
        yield _let_in(source, place)
        for folder in (each.resolve() for each in hidden):
            if folder.is_relative_to(within := Path(source).resolve()) and not _in_home(place):
                yield ("--tmpfs", str(Path(place, folder.relative_to(within))))
    yield from (_let_in(source, place) for source, place in inside)


def _let_in(source: str, place: str) -> Mount:
    # A kernel's home is its own: there a link leads to where the folder is seen.
    return ("--symlink" if _in_home(place) else "--ro-bind", source, place)


def _in_home(place: str) -> bool:
    return Path(place).is_relative_to(HOME)


@functools.cache
def _bubblewrap() -> str:
    """Find bubblewrap and see that it works here."""
    found = shutil.which("bwrap")
    if sys.platform != "linux":
        raise SandboxError(
            f"the sandbox needs Linux, and this is {sys.platform}: grade in WSL, a virtual machine"
            " or a container with Linux, or add --no-sandbox to run students' code with your own"
            " rights"
        )
    if not found:
        raise SandboxError(f"students' code is run in bubblewrap, which is not here: {INSTALL}")
    apart = ["--unshare-pid", "--unshare-net", *_rights()]
    if said := _fails([found, *apart, "--ro-bind", "/", "/", "true"]):
        raise impossible(said)
    return found


def impossible(said: str) -> SandboxError:
    """Return the error that no sandbox can be made here, with what the system says of it."""
    return SandboxError(
        f"bubblewrap cannot make a sandbox on this computer ({said}): {_remedy()}, or add"
        " --no-sandbox to run students' code with your own rights"
    )


def _remedy(kernel: Path = Path("/proc/sys")) -> str:
    """Return how this system is made to allow user namespaces, by the setting that forbids them."""
    forbids = {
        "kernel/apparmor_restrict_unprivileged_userns": "1",
        "kernel/unprivileged_userns_clone": "0",
        "user/max_user_namespaces": "0",
    }
    found = [name for name, value in forbids.items() if _setting(kernel / name) == value]
    return REMEDIES[found[0] if found else ""]


def _setting(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def own_environment() -> dict[str, str]:
    """Return the environment of what runs without a sandbox: the grader's own."""
    return dict(os.environ) | ONE_THREAD | {"NBGRADER_EXECUTION": "autograde"}
