"""One notebook on screen in JupyterLab.

The waits ask JupyterLab itself (``window.jupyterapp``) for the state of the kernel and of each
cell, so that no test sleeps. What a person does (keys, clicks) is done with real keys and clicks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from browser.traffic import Traffic

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
WAIT = 180_000  # milliseconds; a cold kernel on a busy machine is slow, never this slow

# JavaScript with the notebook's panel at hand; null while it is not open yet.
_PANEL = """
const path = arg.path;
const panel = window.jupyterapp
  ? [...window.jupyterapp.shell.widgets('main')].find(w => w.context?.path === path) ?? null
  : null;
"""
_OPEN = (
    "return panel !== null && panel.context.isReady && panel.isVisible"
    " && !document.querySelector('#jupyterlab-splash')"
)
_IDLE = """
const session = panel?.sessionContext;
return !!session?.isReady && session.session?.kernel?.status === 'idle'
  && session.session.kernel.connectionStatus === 'connected'
  && !panel.hasClass('quizkit-waiting')  // a lesson has run what it runs by itself
"""
_SELECT = """
const notebook = panel.content;
notebook.deselectAll();
notebook.activeCellIndex = arg.index;
notebook.mode = 'command';
await notebook.scrollToItem(arg.index, 'smart');
panel.activate();
notebook.node.focus();
const model = notebook.widgets[arg.index].model;
// Running forgets the last run; doing so first lets us tell the new run from the old one.
if (model.type === 'code') model.clearExecution();
return model.type === 'code' && model.sharedModel.getSource().trim() !== ''
"""
_RAN = """
const model = panel.content.widgets[arg.index].model;
return model.executionCount !== null && (model.executionState ?? 'idle') === 'idle'
"""
_OUTPUTS = "return panel.content.widgets[arg.index].model.outputs?.toJSON() ?? []"
_MARK = "panel.content.widgets[arg.index].node.dataset.testCell = String(arg.index)"
_COUNT = "return panel.content.widgets.length"
_RUN_ALL = """
panel.activate();
await window.jupyterapp.commands.execute('notebook:run-all-cells');
return panel.content.widgets.flatMap(widget => widget.model.outputs?.toJSON() ?? [])
  .filter(output => output.output_type === 'error').map(output => output.traceback.join('\\n'))
"""
# The launcher comes by itself when nothing else is open.
_CLOSE_OTHERS = """
for (const other of [...window.jupyterapp.shell.widgets('main')])
  if (other !== panel) other.dispose();
"""
_COVERED = "document.querySelector('.jp-Dialog, .Toastify__toast')"
_CALM = f"""
const kernel = panel?.sessionContext.session?.kernel;
return kernel?.status === 'idle' && kernel.connectionStatus === 'connected' && !{_COVERED}
"""
# What was typed last is sent, the kernel has taken all that was sent, and nothing shows any more.
_CLEAR = """
document.activeElement?.blur();
await panel.sessionContext.session.kernel.requestExecute({code: ''}).done;
for (const {model} of panel.content.widgets) model.clearExecution?.();
"""
_PUT_AWAY = f"""
try {{
  await panel?.sessionContext.shutdown();
}} catch {{
  return false;  // the kernel had died, and is just being started again
}}
panel?.dispose();
return !{_COVERED}
"""


class CellFailed(AssertionError):
    """A cell raised an error that the test did not expect."""


@dataclass
class NotebookPage:
    """A notebook on screen; ``page`` is the Playwright page, ``traffic`` what went over the net."""

    page: Page
    path: str
    traffic: Traffic
    shots: Path
    pictures: bool = False  # whether somebody wants to look at this test's pictures
    mark: object = None  # by which another test finds it, if it may be used again

    def wait_open(self, *, kernel: bool = True) -> None:
        """Wait until the notebook is drawn and, unless told otherwise, its kernel is idle."""
        self._wait(_OPEN)
        if kernel:
            self.wait_idle()

    def wait_idle(self) -> None:
        """Wait until the kernel is connected and has nothing to do."""
        self._wait(_IDLE)

    def cell(self, index: int) -> Locator:
        """Return cell ``index`` (from 0) as a locator."""
        self._ask(_MARK, index=index)
        return self.page.locator(f".jp-Notebook [data-test-cell='{index}']")

    def output(self, index: int) -> Locator:
        """Return the output area of cell ``index``."""
        return self.cell(index).locator(".jp-OutputArea").first

    def outputs(self, index: int) -> list[dict[str, Any]]:
        """Return the outputs of cell ``index`` as the notebook file would hold them."""
        found: list[dict[str, Any]] = self._ask(_OUTPUTS, index=index)
        return found

    def run_cell(self, index: int, *, errors: bool = False) -> Locator:
        """Run cell ``index`` with Shift+Enter, wait until it is done, and give its output."""
        if self.press_run(index):
            self.wait_ran(index)
        failed = [o for o in self.outputs(index) if o["output_type"] == "error"]
        if failed and not errors:
            raise CellFailed(f"cell {index} of {self.path}: " + "\n".join(failed[0]["traceback"]))
        return self.output(index)

    def press_run(self, index: int) -> bool:
        """Press Shift+Enter in cell ``index`` and don't wait; tell whether there is code to run."""
        runs = bool(self._ask(_SELECT, index=index))
        self.page.keyboard.press("Shift+Enter")
        return runs

    def wait_ran(self, index: int) -> None:
        """Wait until cell ``index`` has run and the kernel is idle."""
        self._wait(_RAN, index=index)
        self.wait_idle()

    def run_all(self, *, errors: bool = False) -> None:
        """Run every cell from the top with Shift+Enter, as a reader does."""
        for index in range(self.count()):
            self.run_cell(index, errors=errors)

    def run_all_at_once(self) -> None:
        """Run every cell with the command of JupyterLab's menu, and wait until all is done."""
        failed = self._ask(_RUN_ALL)
        if failed:
            raise CellFailed(f"{self.path}: {failed[0]}")
        self.wait_idle()

    def count(self) -> int:
        """Count the cells."""
        return int(self._ask(_COUNT))

    def restart(self) -> None:
        """Restart the kernel, as the menu does, and wait until the new one is idle."""
        self._ask("await panel.sessionContext.restartKernel()")
        self.wait_idle()

    def save(self) -> None:
        """Save the notebook to disk."""
        self._ask("await panel.context.save()")

    def shut_down(self) -> None:
        """End the kernel and close the page, without keeping changes to the notebook."""
        self._ask("await panel?.sessionContext.shutdown()")
        self.page.close(run_before_unload=False)

    def alone(self) -> None:
        """Close whatever else is open in this JupyterLab."""
        self._ask(_CLOSE_OTHERS)

    def is_calm(self) -> bool:
        """Return whether the kernel has nothing to do and nothing lies over the page."""
        return bool(self._ask(_CALM))

    def clear(self) -> None:
        """Let the kernel take what is on its way, and clear all outputs."""
        self._ask(_CLEAR)
        self.wait_idle()

    def put_away(self) -> bool:
        """End the kernel, close the notebook unsaved, and tell if nothing lies over the page."""
        return bool(self._ask(_PUT_AWAY))

    def theme(self) -> str:
        """Return which theme shows, ``light`` or ``dark``."""
        is_light = self.page.locator("body").get_attribute("data-jp-theme-light") == "true"
        return "light" if is_light else "dark"

    def themes(self) -> list[str]:
        """Return both themes; the one that shows is first: for another, all is drawn anew."""
        return sorted(THEMES, key=lambda theme: theme != self.theme())

    def set_theme(self, theme: str) -> None:
        """Change to JupyterLab's ``light`` or ``dark`` theme."""
        name = THEMES[theme]
        self._ask(
            "if (document.body.dataset.jpThemeName !== arg.name)"
            " await window.jupyterapp.commands.execute('apputils:change-theme', {theme: arg.name})",
            name=name,
        )
        # Until the veil is gone that JupyterLab draws over the page meanwhile.
        self._wait(
            "return document.body.dataset.jpThemeName === arg.name"
            " && !document.querySelector('#jupyterlab-splash')",
            name=name,
        )

    def set_width(self, width: int) -> None:
        """Make the window ``width`` pixels wide."""
        size = self.page.viewport_size or {"height": 900, "width": width}
        self.page.set_viewport_size({"width": width, "height": size["height"]})
        self._wait("return window.innerWidth === arg.width", width=width)

    def collapse_sidebars(self) -> None:
        """Give the notebook the whole window."""
        shell = "window.jupyterapp.shell"
        self._ask(f"{shell}.collapseLeft(); {shell}.collapseRight()")
        self._wait(f"return {shell}.leftCollapsed && {shell}.rightCollapsed")

    def picture(self, name: str, part: Locator | None = None) -> None:
        """Save a picture for people to look at, if pictures were asked for (``--pictures``)."""
        if self.pictures:
            self.screenshot(name, part)

    def screenshot(self, name: str, part: Locator | None = None) -> Path:
        """Save a picture of the page, or of one part, among the test's results."""
        self.shots.mkdir(parents=True, exist_ok=True)
        path = self.shots / f"{name}.png"
        (part or self.page).screenshot(path=path, animations="disabled")
        return path

    def _ask(self, body: str, **arg: object) -> Any:
        script = f"async arg => {{ {_PANEL} {body} }}"
        return self.page.evaluate(script, {"path": self.path, **arg})

    def _wait(self, body: str, **arg: object) -> None:
        script = f"arg => {{ {_PANEL} {body} }}"
        self.page.wait_for_function(script, arg={"path": self.path, **arg}, timeout=WAIT)
