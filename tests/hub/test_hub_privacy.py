"""What a student can't see or spoil on the hub, from an account and through the hub's door."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

import pytest
import requests

from course import course_secrets
from course.term import ASSIGNMENT, contents
from hub.hub_term import BASE, COURSE, EXCHANGE, MY_COURSE, NOTEBOOK, PROJECT, HubTerm, quiz_file
from hub.rights import asked, command

pytestmark = pytest.mark.hub

INBOUND = EXCHANGE / COURSE / "inbound"
CLOSED = {
    "the teacher's home": MY_COURSE.parent,
    "the keys": quiz_file(),
    "the gradebook": MY_COURSE / "gradebook.db",
    "another student's home": Path("/home/dot"),
    "another student's work": Path("/home/dot") / NOTEBOOK,
    "what was handed in": INBOUND,
    "the feedback of all": EXCHANGE / COURSE / "feedback",
    "the passwords": PROJECT / "passwords.txt",
    "the hub's secrets": Path("/srv/jupyterhub/jupyterhub_cookie_secret"),
}
READ = """
path = Path({path!r})
say(tried(lambda: list(path.iterdir()) if path.is_dir() else path.read_bytes()))
"""


@pytest.mark.parametrize("what", CLOSED)
def test_a_student_cannot_read(term: HubTerm, what: str) -> None:
    """It is there, and an account of a student is refused."""
    assert CLOSED[what].exists()
    assert asked("cas", READ.format(path=str(CLOSED[what]))) == "refused"


def test_a_student_can_read_what_is_his(term: HubTerm) -> None:
    """The same attempt succeeds with one's own work, so that it could have succeeded above."""
    assert asked("cas", READ.format(path=f"/home/cas/{NOTEBOOK}")) != "refused"


def test_a_student_cannot_look_into_the_teachers_processes(term: HubTerm) -> None:
    """The environment of the teacher's server, which holds its token, is closed."""
    owners = {path.stat().st_uid: path for path in Path("/proc").glob("[0-9]*")}
    teachers = owners[MY_COURSE.stat().st_uid]
    assert asked("cas", READ.format(path=str(teachers / "environ"))) == "refused"


def test_a_student_cannot_move_the_course_away(term: HubTerm) -> None:
    """Nobody can put an exchange of his own in the place of the course's."""
    moving = f"say(tried(Path({str(EXCHANGE / COURSE)!r}).rename, {str(EXCHANGE / 'mine')!r}))"
    assert asked("cas", moving) == "refused"
    assert (EXCHANGE / COURSE).is_dir()


def test_nothing_in_the_exchange_tells_a_key(term: HubTerm) -> None:
    """What is handed out holds no key, no solution and no hidden test."""
    released = contents(EXCHANGE / COURSE / "outbound")
    assert f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb" in released
    secrets = course_secrets.of_course(MY_COURSE, ASSIGNMENT)
    assert course_secrets.found(secrets, released.values()) == set()


@pytest.mark.parametrize(
    "path",
    [
        "user/dot/api/contents",
        "user/teacher/api/contents",
        "user/teacher/formgrader",
        "user/teacher/formgrader/api/assignments",
        "hub/api/users",
        "hub/api/users/dot",
    ],
)
def test_the_hub_lets_a_student_into_his_own_server_only(term: HubTerm, path: str) -> None:
    """With a student's token, another's server, formgrader and the hub's list are closed."""
    answer = term.people["cas"].http.get(BASE + path, timeout=60)
    assert answer.status_code in (403, 404), answer.text[:200]


def test_a_student_has_no_server_of_another(term: HubTerm) -> None:
    """Nor does a student's token open the port on which another's server listens, by itself."""
    token = term.people["cas"].http.headers["Authorization"]
    (file,) = Path("/home/dot/.local/share/jupyter/runtime").glob("jpserver-*.json")
    port = json.loads(file.read_text())["port"]
    answer = requests.get(
        f"http://127.0.0.1:{port}/user/dot/api/contents",
        headers={"Authorization": str(token)},
        timeout=60,
    )
    assert answer.status_code == 403


LISTEN = """
import time, zmq
line = zmq.Context().socket(zmq.SUB)
line.connect("tcp://127.0.0.1:{port}")
line.subscribe(b"")
end, heard = time.monotonic() + 6, 0
while time.monotonic() < end:
    if line.poll(200):
        line.recv_multipart(); heard += 1
say(heard)
"""


def test_a_student_cannot_listen_to_anothers_kernel(term: HubTerm) -> None:
    """What a kernel says to its page, answers included, no other account can overhear."""
    runtime = Path("/home/dot/.local/share/jupyter/runtime")
    with term.people["dot"].kernel(NOTEBOOK) as kernel:
        file = max(runtime.glob("kernel-*.json"), key=lambda path: path.stat().st_mtime)
        port = json.loads(file.read_text())["iopub_port"]
        listens = command("cas", LISTEN.format(port=port))
        with subprocess.Popen(listens, stdout=subprocess.PIPE, text=True) as listening:
            while listening.poll() is None:
                assert kernel.outputs("print('mine')")[0]["text"] == "mine\n"
                time.sleep(0.2)
            assert listening.stdout is not None
            assert listening.stdout.read().strip() == "said:0"


def test_a_student_is_no_other_user(term: HubTerm) -> None:
    """A server on the hub runs as its own account, not as the hub's."""
    with term.people["cas"].kernel(NOTEBOOK) as kernel:
        (shown,) = kernel.outputs("import os; print(os.getuid())")
    assert int(shown["text"]) == Path("/home/cas").stat().st_uid != os.getuid()
