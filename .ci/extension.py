"""Build the part of JupyterLab that opens a lesson as a page (`make extension`), with npm.

What is built is committed, with a digest of what it was built from: nobody else needs npm.
"""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import jupyterlab

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "quizkit"
READER = PACKAGE / "lab" / "reader"
BUILT = READER / "built"
MADE = ("built", "lib", "node_modules")
WORDS = READER / "src" / "words.json"  # what the page says in each language, for the build alone
FONTS = PACKAGE / "figures" / "fonts"  # whose typeface the page has too


def words() -> bytes:
    """Return what the page says in each language."""
    files = sorted((PACKAGE / "languages" / "words").glob("*.json"))
    said = {path.stem: json.loads(path.read_text("utf-8"))["reader"] for path in files}
    return json.dumps(said, indent=2, ensure_ascii=False).encode()


def digest() -> str:
    """Return one digest of all that the build is made from."""
    sources = [path for path in READER.rglob("*") if path.is_file() and path != WORDS]
    kept = [path for path in sources if path.relative_to(READER).parts[0] not in MADE]
    digest = hashlib.sha256(words())
    for path in sorted([*kept, *FONTS.glob("*.woff2")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def style() -> str:
    """Return the style of a lesson for a page that shows it without JupyterLab (`quizkit site`)."""
    folder = READER / "style"
    named = re.findall(r"@import url\('(.+?)'\)", (folder / "index.css").read_text("utf-8"))
    fonts = {path.read_bytes(): path.name for path in (BUILT / "static").glob("*.woff2")}
    return re.sub(
        r"(?<=url\(')[^']+\.woff2(?='\))",
        lambda found: fonts[(folder / found[0]).read_bytes()],
        "".join((folder / name).read_text("utf-8") for name in named),
    )


def build() -> None:
    """Build it anew, and write down what it was built from."""
    WORDS.write_bytes(words())
    shutil.rmtree(BUILT, ignore_errors=True)
    core = Path(jupyterlab.__file__).parent / "staging"  # what JupyterLab itself brings to a page
    install, compile_ = ("npm", "ci", "--ignore-scripts"), ("npx", "tsc")
    bundle = ("npx", "build-labextension", "--core-path", str(core), ".")
    for command in (install, compile_, bundle):
        subprocess.run(command, cwd=READER, check=True)
    for face, folder in (("literata", READER / "style" / "fonts"), ("open-sans", FONTS)):
        shutil.copyfile(folder / "OFL.txt", BUILT / f"{face}-OFL.txt")
    (BUILT / "static" / "lesson.css").write_text(style(), "utf-8")
    manifest = BUILT / "package.json"
    told = json.loads(manifest.read_text("utf-8")) | {"builtFrom": digest()}
    manifest.write_text(f"{json.dumps(told, indent=2)}\n", "utf-8")


if __name__ == "__main__":
    build()
