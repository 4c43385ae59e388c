import { Cell, CodeCell } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';

import { Words } from './words';

const AUTOMATIC = 'quizkit-auto';
// All that the page runs by itself, whatever a notebook says of its cells.
const PLAIN = /^(#.*|import quizkit|quizkit\.(language|show|review|figures\.\w+)\(([\w=,. -]|"[\w./-]*")*\))?\s*$/;
const FORMS: [RegExp, string][] = [
  [/^title$/, 'title'],
  [/^(objectives|contents)$/, 'objectives'],
  [/^prediction$/, 'prediction'],
  [/^exercise-\d+(-(cell|check|solution))?$/, 'exercise'],
  [/^practice(-quiz)?$/, 'practice'],
  [/^key-points$/, 'key-points'],
  [/^(further|sources)$/, 'sources']
];

/** Return the language of a notebook that is marked as a lesson, and nothing of any other. */
export function lessonLanguage(panel: NotebookPanel): string | undefined {
  const mark = panel.model?.getMetadata('quizkit');
  return mark?.lesson ? String(mark.language ?? 'en') : undefined;
}

/** Return whether a cell only imports, asks or draws, and so is run by the page. */
export function isAutomatic(cell: Cell): cell is CodeCell {
  const tags = cell.model.getMetadata('tags');
  const lines = cell.model.sharedModel.getSource().split('\n');
  const marked = Array.isArray(tags) && tags.includes(AUTOMATIC);
  return cell instanceof CodeCell && marked && lines.every(line => PLAIN.test(line));
}

/** Return whether a cell of code is one to work in. */
export function isToWorkIn(cell: Cell): cell is CodeCell {
  return cell instanceof CodeCell && !isAutomatic(cell);
}

/** Return what a cell of code will show: `quiz`, `figure` or nothing. */
export function shows(cell: CodeCell): string {
  const source = cell.model.sharedModel.getSource();
  return /\bfigures\./.test(source) ? 'figure' : /\b(show|review)\(/.test(source) ? 'quiz' : '';
}

/** Give each cell the form that its id, or the heading that it begins with, tells. */
export function giveForms(cells: readonly Cell[], words: Words): void {
  for (const cell of cells) {
    const data = cell.node.dataset;
    const form = FORMS.find(([id]) => id.test(cell.model.id))?.[1];
    const more = cell.model.sharedModel.getSource().startsWith(`### ${words.more_time}`);
    data.quizkitForm = form ?? (more ? 'more-time' : 'text');
    data.quizkitCell = isAutomatic(cell) ? 'auto' : isToWorkIn(cell) ? 'work' : 'read';
    if (isAutomatic(cell)) {
      data.quizkitShows = shows(cell);
    }
  }
}
