"""This computer, taken for one with another system: without what that system lacks.

What other libraries and Python itself have looked up before stays, as they have ways of their own
there.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from types import ModuleType

WINDOWS, MAC = "win32", "darwin"
MODULES = ("fcntl", "grp", "pwd", "resource", "syslog", "termios", "tty", "pty")
NAMES: dict[ModuleType, str] = {
    os: """
        O_CLOEXEC O_DIRECTORY O_NOFOLLOW WNOHANG chown fork forkpty getegid geteuid
        getgid getpgid getuid killpg mkfifo sched_getaffinity setgroups setresgid setresuid setsid
        setuid statvfs sysconf waitpid waitstatus_to_exitcode
    """,
    signal: """
        ITIMER_PROF ITIMER_REAL ITIMER_VIRTUAL SIGALRM SIGCHLD SIGHUP SIGKILL SIGPROF SIGQUIT
        SIGUSR1 SIGVTALRM SIGXCPU SIG_BLOCK SIG_SETMASK SIG_UNBLOCK alarm pthread_sigmask setitimer
        sigtimedwait sigwait
    """,
    socket: "AF_NETLINK AF_UNIX SOCK_SEQPACKET",
}
OF_LINUX = {  # what no other system imports
    "quizkit.grading.kernels.contained",
    "quizkit.grading.kernels.warm_kernel",
    "quizkit.grading.kernels.warm_parent",
    "quizkit.grading.sandbox.closed_calls",
    "quizkit.grading.sandbox.walls",
}


def taken_for(system: str) -> None:
    """Take this computer for one with another system, for the rest of the process."""
    import filelock  # noqa: F401 - it chooses its locks by the system

    sys.platform = system
    sys.modules.update(dict.fromkeys(("ctypes.wintypes",), None))  # type: ignore[arg-type]
    if system != WINDOWS:
        os.sched_getaffinity = None  # type: ignore[assignment]
        del os.sched_getaffinity
        return
    sys.modules.update(dict.fromkeys(MODULES, None))  # type: ignore[arg-type]
    for module, names in NAMES.items():
        for name in names.split():
            if hasattr(module, name):
                delattr(module, name)
    os.supports_dir_fd.clear()
