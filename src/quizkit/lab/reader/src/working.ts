import { Cell, CodeCell } from '@jupyterlab/cells';
import { Notebook, NotebookActions, NotebookPanel } from '@jupyterlab/notebook';

import { isAutomatic, isToWorkIn } from './lesson';
import { recall, remember } from './memory';
import { Words } from './words';

const RAN = 'has-run';
const MOVES = ['wheel', 'pointerdown', 'keydown', 'touchmove']; // the reader goes on
const CLEAR = 12; // pixels that stay free above what is brought into view

/** Fold the code of the cells that run by themselves, and furnish those to work in. */
export function furnish(panel: NotebookPanel, words: Words): void {
  const first = panel.content.widgets.find(isToWorkIn);
  for (const cell of panel.content.widgets) {
    if (cell.node.querySelector('.quizkit-tool')) {
      continue;
    }
    if (isAutomatic(cell)) {
      void cell.ready.then(() => cell.node.append(codeButton(cell, words)));
    } else if (isToWorkIn(cell)) {
      void cell.ready.then(() => cell.inputArea?.node.after(runBar(panel, cell, words, cell === first)));
    }
  }
}

function codeButton(cell: CodeCell, words: Words): HTMLElement {
  const button = make('button', 'quizkit-tool quizkit-code', words.show_code);
  button.setAttribute('aria-expanded', 'false');
  button.onclick = () => {
    const open = cell.node.classList.toggle('quizkit-open');
    button.textContent = open ? words.hide_code : words.show_code;
    button.setAttribute('aria-expanded', String(open));
  };
  return button;
}

function runBar(panel: NotebookPanel, cell: CodeCell, words: Words, first: boolean): HTMLElement {
  const bar = make('div', 'quizkit-tool quizkit-run-bar');
  const button = make('button', 'quizkit-run', words.run);
  button.onclick = () => {
    const notebook = panel.content;
    notebook.deselectAll();
    notebook.activeCellIndex = notebook.widgets.indexOf(cell);
    void NotebookActions.run(notebook, panel.sessionContext);
  };
  const hint = first && !recall(RAN);
  bar.append(button, hint ? make('span', 'quizkit-hint', words.run_hint) : keys());
  return bar;
}

/** Name the keys that run a cell, for who has read the hint. */
function keys(): HTMLElement {
  return make('kbd', 'quizkit-keys', 'Shift + Enter');
}

/** Keep what a cell has shown in view after it was run by hand, where JupyterLab would go on. */
export function keepInView(panel: NotebookPanel): void {
  let stop = () => {};
  const executed = (_: unknown, args: { notebook: Notebook; cell: Cell }) => {
    const { notebook, cell } = args;
    const index = notebook.widgets.indexOf(cell);
    const one = [index, index + 1].includes(notebook.activeCellIndex);
    if (notebook !== panel.content || !one || !(cell instanceof CodeCell)) {
      return;
    }
    if (isToWorkIn(cell)) {
      remember(RAN, 'yes');
      notebook.node.querySelectorAll('.quizkit-hint').forEach(hint => hint.replaceWith(keys()));
    }
    stop();
    stop = hold(notebook, cell);
  };
  const moved = () => stop();
  MOVES.forEach(move => panel.content.node.addEventListener(move, moved, { passive: true }));
  NotebookActions.executed.connect(executed);
  panel.disposed.connect(() => NotebookActions.executed.disconnect(executed));
}

/** Bring a cell into view, also when what it shows comes later; gives what ends that. */
function hold(notebook: Notebook, cell: Cell): () => void {
  const observer = new ResizeObserver(() => bringIntoView(notebook, cell));
  observer.observe(cell.node);
  observer.observe(notebook.viewportNode);
  return () => observer.disconnect();
}

function bringIntoView(notebook: Notebook, cell: Cell): void {
  const outer = notebook.outerNode;
  const frame = outer.getBoundingClientRect();
  const { top, bottom } = cell.node.getBoundingClientRect();
  const fits = bottom - top < frame.height;
  if (top < frame.top || (fits ? bottom > frame.bottom : top > frame.top + frame.height / 2)) {
    outer.scrollBy({ top: top - frame.top - CLEAR });
  }
}

/** Make an element of the page with a class and a text. */
export function make(tag: string, name: string, text = ''): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}
