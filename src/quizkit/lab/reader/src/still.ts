import { CodeCell } from '@jupyterlab/cells';
import type { IOutput } from '@jupyterlab/nbformat';
import { Notebook } from '@jupyterlab/notebook';

const LIVE = 'application/vnd.jupyter.widget-view+json';
const PAGE = 'text/html';
const NOTE = /(<p class="quizkit-note">)[^]*?(<\/p>)/;
const STAYS = 'quizkit-stays';
const TURNING = 'quizkit-turning';
const DRAWN = '.quizkit, .quizkit-figure, [data-mime-type*="stderr"]';
const PATIENCE = 3000; // milliseconds for what a cell shows to be drawn
const LOOK = 30; // milliseconds from one look to the next

/**
 * Leave of what a cell has shown what needs no kernel: figures, and the questions of a quiz.
 * A quiz says in its place when it will answer.
 */
export function keepStill(cell: CodeCell, soon: string): void {
  const shown = cell.model.outputs.toJSON();
  const still = shown.map(output => withoutKernel(output, soon)).filter(output => output !== null);
  if (JSON.stringify(still) !== JSON.stringify(shown)) {
    cell.model.outputs.fromJSON(still as IOutput[]);
  }
  cell.toggleClass(STAYS, still.length > 0);
}

function withoutKernel(output: IOutput, soon: string): IOutput | null {
  const data = output.data as Record<string, unknown> | undefined;
  if (!data?.[PAGE]) {
    return null;
  }
  const { [LIVE]: _, ...kept } = data;
  const page = [data[PAGE]].flat().join('').replace(NOTE, (_, open, close) => open + soon + close);
  return { ...output, data: { ...kept, [PAGE]: page } } as IOutput;
}

/**
 * Have what a cell shows stand there while it is run again. Gives a function to call when it was
 * run: it puts the new in the place of the old once it is drawn, and what is read stays put.
 */
export function turn(cell: CodeCell, notebook: Notebook, turned: () => void): () => Promise<void> {
  const shown = cell.node.querySelector<HTMLElement>(':scope > .jp-Cell-outputWrapper');
  const still = cell.model.outputs.length ? (shown?.cloneNode(true) as HTMLElement) : undefined;
  if (shown && still) {
    still.inert = true;
    still.classList.add('quizkit-was');
    shown.before(still);
  }
  cell.addClass(TURNING);
  return async () => {
    await drawn(cell);
    inPlace(notebook, () => {
      still?.remove();
      cell.removeClass(TURNING);
      cell.removeClass(STAYS);
      turned();
    });
  };
}

/** Wait until what a cell shows is drawn, if it shows anything. */
async function drawn(cell: CodeCell): Promise<void> {
  const shown = cell.outputArea;
  const end = Date.now() + PATIENCE;
  while (!cell.isDisposed && shown.model.length && !shown.node.querySelector(DRAWN) && Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, LOOK));
  }
}

/** Change a notebook without moving what stands at the head of its window. */
function inPlace(notebook: Notebook, change: () => void): void {
  const outer = notebook.outerNode;
  const head = outer.getBoundingClientRect().top;
  const top = (cell?: { node: HTMLElement }) => cell?.node.getBoundingClientRect().top ?? 0;
  const first = notebook.widgets.find(cell => cell.node.getBoundingClientRect().bottom > head);
  const before = top(first);
  change();
  outer.scrollTop += outer.scrollTop ? top(first) - before : 0;
}
