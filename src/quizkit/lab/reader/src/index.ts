import { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { CodeCell } from '@jupyterlab/cells';
import { PageConfig } from '@jupyterlab/coreutils';
import { INotebookTracker, NotebookPanel, NotebookWindowedLayout } from '@jupyterlab/notebook';

import { lessonsBeside } from './course';
import { card, consent, fill, strip } from './frame';
import { Furniture } from './furniture';
import { giveForms, lessonLanguage } from './lesson';
import { Running, tell } from './running';
import { wordsIn } from './words';
import { furnish, keepInView } from './working';

const TOOLS = 'quizkit-reader:tools';
const TRUSTED = 'quizkitLessonsTrusted';

/** Opens a notebook that is marked as a lesson as a page; to any other it does nothing. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'quizkit-reader:plugin',
  description: 'Opens a lesson of quizkit as a page to read and to work in.',
  autoStart: true,
  requires: [INotebookTracker],
  activate: (app: JupyterFrontEnd, tracker: INotebookTracker) => {
    const furniture = new Furniture(app.shell);
    const arrange = () => {
      const current = app.shell.currentWidget;
      const lesson = current instanceof NotebookPanel && current.hasClass('quizkit-lesson');
      furniture.arrange(lesson ? current : null);
    };
    app.shell.currentChanged?.connect(arrange);
    void app.restored.then(arrange);
    app.commands.addCommand(TOOLS, {
      label: 'Show or Hide the Tools Beside a Lesson',
      execute: () => furniture.toggle()
    });
    app.commands.addKeyBinding({
      command: TOOLS,
      keys: ['T'],
      selector: '.quizkit-lesson .jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus:not(:read-write)'
    });
    tracker.widgetAdded.connect(async (_, panel) => {
      await panel.context.ready;
      const language = panel.isDisposed ? undefined : lessonLanguage(panel);
      if (language) {
        openLesson(app, panel, language, furniture);
        arrange();
      }
      await Promise.all(panel.content.widgets.map(cell => cell.ready));
      tell('drawn', panel, { lesson: language !== undefined });
    });
  }
};

function openLesson(
  app: JupyterFrontEnd,
  panel: NotebookPanel,
  language: string,
  furniture: Furniture
): void {
  const words = wordsIn(language);
  const notebook = panel.content;
  // The text is the lesson's, the tools are JupyterLab's.
  panel.toolbar.node.lang = document.documentElement.lang || 'en';
  panel.node.lang = language;
  panel.addClass('quizkit-lesson');
  // A lesson is short: all of it is drawn, so that nothing moves and a browser finds every word.
  const { windowingMode, ...config } = notebook.notebookConfig;
  notebook.notebookConfig = {
    ...config,
    windowingMode: windowingMode === 'full' ? 'none' : windowingMode,
    showEditorForReadOnlyMarkdown: false
  };
  const furnished = () => {
    giveForms(notebook.widgets, words);
    furnish(panel, words);
  };
  furnished();
  panel.model?.cells.changed.connect(furnished);
  keepInView(panel);

  const above = strip(panel, furniture, words);
  const open = (path: string) => void app.commands.execute('docmanager:open', { path });
  void lessonsBeside(panel, app.serviceManager.contents).then(lessons => {
    if (!panel.isDisposed && lessons.length > 1) {
      fill(above, panel.context.path, lessons, words, open);
      (notebook.layout as NotebookWindowedLayout).footer = card(panel.context.path, lessons, words, open);
    }
  });

  const code = notebook.widgets.filter(cell => cell instanceof CodeCell);
  // A site of plain files signs nothing; whoever made it says that its lessons may run.
  const trusted = PageConfig.getOption(TRUSTED) === 'true' || code.every(cell => cell.model.trusted);
  if (trusted) {
    code.forEach(cell => (cell.model.trusted = true)); // what they showed at build is shown as it was
  }
  const running = new Running(panel, trusted, words);
  if (!trusted) {
    panel.contentHeader.addWidget(consent(words, () => running.allow()));
  }
}

export default plugin;
