import { JupyterFrontEnd } from '@jupyterlab/application';
import { NotebookPanel } from '@jupyterlab/notebook';
import { DockPanel, Widget } from '@lumino/widgets';

import { recall, remember } from './memory';

const SHOWN = 'tools';
const READING = 'quizkit-reading';
const DOCK = '#jp-main-dock-panel';
// Of JupyterLab, and of Notebook 7.
const FURNITURE = [
  ...['#jp-top-panel', '#jp-menu-panel', '#jp-bottom-panel', '.jp-SideBar', '.jp-SideArea'],
  ...['#jp-left-stack', '#jp-right-stack', '#top-panel-wrapper', '#menu-panel-wrapper']
].join();

/**
 * Menus, sidebars and toolbars: out of the way of a lesson unless its reader wants them, and back
 * as they were for anything else. Nothing of it is written into JupyterLab's own settings.
 */
export class Furniture {
  private hidden = new Set<Widget>();
  private lesson: NotebookPanel | null = null;

  constructor(private shell: JupyterFrontEnd.IShell) {}

  /** Whether the reader wants all of JupyterLab beside a lesson. */
  get wanted(): boolean {
    return recall(SHOWN) === 'yes';
  }

  /** Bring the furniture back, or have it out of the way, from now on. */
  toggle(): void {
    remember(SHOWN, this.wanted ? 'no' : 'yes');
    this.arrange(this.lesson);
  }

  /** Arrange the window for a lesson, or for whatever else is read. */
  arrange(lesson: NotebookPanel | null): void {
    this.lesson = lesson;
    this.hidden.forEach(widget => !widget.isDisposed && widget.show());
    this.hidden.clear();
    const reading = lesson !== null && !this.wanted;
    document.body.classList.toggle(READING, reading);
    const shell = this.shell as unknown as Widget;
    if (reading) {
      [...parts(shell, FURNITURE), lesson.toolbar].forEach(widget => this.hide(widget));
    }
    for (const dock of parts(shell, DOCK)) {
      (dock as DockPanel).fit(); // the style has taken away its tabs, or given them back
    }
  }

  private hide(widget: Widget): void {
    if (!widget.isHidden) {
      widget.hide();
      this.hidden.add(widget);
    }
  }
}

function* parts(widget: Widget, selector: string): Iterable<Widget> {
  if (widget.node.matches(selector)) {
    yield widget;
  } else if (!widget.node.matches(DOCK)) {
    for (const child of widget.children()) {
      yield* parts(child, selector);
    }
  }
}
