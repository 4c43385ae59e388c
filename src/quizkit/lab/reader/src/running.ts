import { CodeCell } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { Kernel } from '@jupyterlab/services';

import { isAutomatic } from './lesson';

const WAITING = 'quizkit-waiting';
const ENDED = ['restarting', 'autorestarting', 'terminating', 'dead'];

/**
 * Runs the cells of a lesson that only import, ask or draw, when its kernel is ready and again
 * after a restart. Until then a cell waits: what it showed with a kernel that is gone is not seen.
 */
export class Running {
  private due = true; // the kernel has not run the cells, or has forgotten it
  private turn = 0; // a restart ends the turn before
  private opening = true;

  constructor(
    private panel: NotebookPanel,
    private allowed: boolean
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
      this.turn++;
      this.wait();
    }
    this.go();
  }

  private wait(): void {
    this.panel.toggleClass(WAITING, this.allowed);
    this.cells().forEach(cell => cell.toggleClass(WAITING, this.allowed));
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
    const turn = this.turn;
    // A kernel that tells its version makes even a lesson dirty that was just opened.
    const clean = this.opening || !this.panel.context.model.dirty;
    this.opening = false;
    for (const cell of this.cells()) {
      if (turn !== this.turn || this.panel.isDisposed) {
        return;
      }
      await this.runCell(cell);
    }
    if (turn !== this.turn || this.panel.isDisposed) {
      return;
    }
    this.cells().forEach(cell => cell.removeClass(WAITING));
    this.panel.removeClass(WAITING);
    // So that nobody is asked to save what they only read.
    if (clean && this.panel.context.contentsModel?.writable) {
      await this.panel.context.save();
    }
  }

  /** Run one cell; what it shows takes the place of what stood there, and the text stays put. */
  private async runCell(cell: CodeCell): Promise<void> {
    const style = cell.node.style;
    style.minHeight = `${cell.node.offsetHeight}px`;
    try {
      await CodeCell.execute(cell, this.panel.sessionContext);
    } catch {
      // An error shows below its cell; a restart runs the cell again.
    }
    cell.removeClass(WAITING);
    setTimeout(() => (style.minHeight = ''), 1000);
  }
}
