import { CodeCell } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { Kernel } from '@jupyterlab/services';

import { isAutomatic } from './lesson';
import { keepStill, turn } from './still';
import { Words } from './words';

const WAITING = 'quizkit-waiting';
const ENDED = ['restarting', 'autorestarting', 'terminating', 'dead'];

/**
 * Runs the cells of a lesson that only import, ask or draw, when its kernel is ready and again
 * after a restart. Until then a cell shows what needs no kernel of what it showed before.
 */
export class Running {
  private due = true; // the kernel has not run the cells, or has forgotten it
  private round = 0; // a restart ends the one before
  private opening = true;

  constructor(
    private panel: NotebookPanel,
    private allowed: boolean,
    private words: Words
  ) {
    const session = panel.sessionContext;
    const changed = (_: unknown, status: Kernel.Status) => this.heard(status);
    const another = () => this.heard('restarting');
    session.statusChanged.connect(changed);
    session.kernelChanged.connect(another);
    session.connectionStatusChanged.connect(() => this.go());
    panel.disposed.connect(() => {
      session.statusChanged.disconnect(changed);
      session.kernelChanged.disconnect(another);
    });
    this.wait();
    this.go();
  }

  /** Run the cells of a lesson that comes from elsewhere, now that its reader wants it. */
  allow(): void {
    this.allowed = true;
    this.wait();
    this.go();
  }

  private cells(): CodeCell[] {
    return this.panel.content.widgets.filter(isAutomatic);
  }

  private heard(status: Kernel.Status): void {
    if (ENDED.includes(status)) {
      this.due = true;
      this.round++;
      this.wait();
    }
    this.go();
  }

  private wait(): void {
    this.panel.toggleClass(WAITING, this.allowed);
    for (const cell of this.cells()) {
      keepStill(cell, this.words.soon);
      cell.toggleClass(WAITING, this.allowed);
    }
  }

  private go(): void {
    const kernel = this.panel.sessionContext.session?.kernel;
    const ready = kernel?.status === 'idle' && kernel.connectionStatus === 'connected';
    if (ready && this.due && this.allowed) {
      this.due = false;
      void this.run();
    }
  }

  private async run(): Promise<void> {
    const round = this.round;
    const over = () => round !== this.round || this.panel.isDisposed;
    // A kernel that tells its version makes even a lesson dirty that was just opened.
    const clean = this.opening || !this.panel.context.model.dirty;
    this.opening = false;
    const cells = this.cells();
    const turned: Promise<void>[] = [];
    for (const [done, cell] of cells.entries()) {
      if (over()) {
        return;
      }
      tell('running', this.panel, { done, total: cells.length });
      const turning = turn(cell, this.panel.content, () => cell.removeClass(WAITING));
      try {
        await CodeCell.execute(cell, this.panel.sessionContext);
      } catch {
        // An error shows below its cell; a restart runs the cell again.
      }
      turned.push(turning());
    }
    await Promise.all(turned);
    if (over()) {
      return;
    }
    this.panel.removeClass(WAITING);
    tell('alive', this.panel);
    // So that nobody is asked to save what they only read.
    if (clean && this.panel.context.contentsModel?.writable) {
      await this.panel.context.save();
    }
  }
}

/** Tell the page around JupyterLab how far a notebook is; a site of plain files listens. */
export function tell(stage: string, panel: NotebookPanel, more = {}): void {
  const detail = { stage, node: panel.node, ...more };
  document.dispatchEvent(new CustomEvent('quizkit-notebook', { detail }));
}
