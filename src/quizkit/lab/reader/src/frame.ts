import { NotebookPanel } from '@jupyterlab/notebook';
import { Widget } from '@lumino/widgets';

import { Lesson } from './course';
import { Furniture } from './furniture';
import { Words } from './words';
import { make } from './working';

type Open = (path: string) => void;

/** Return the strip above a lesson: the lessons of the course, and the button for the tools. */
export function strip(panel: NotebookPanel, furniture: Furniture, words: Words): Widget {
  const widget = new Widget();
  widget.addClass('quizkit-strip');
  const tools = make('button', 'quizkit-tools', words.tools);
  tools.title = words.tools_hint;
  tools.setAttribute('aria-pressed', String(furniture.wanted));
  tools.onclick = () => furniture.toggle();
  widget.node.append(make('nav', 'quizkit-lessons'), tools);
  panel.contentHeader.addWidget(widget);
  return widget;
}

/** Fill the strip with the lessons of the course; the one that is open is told apart. */
export function fill(widget: Widget, path: string, lessons: Lesson[], words: Words, open: Open): void {
  const nav = widget.node.querySelector('nav')!;
  nav.setAttribute('aria-label', words.lessons);
  const list = make('ol', '');
  lessons.forEach((lesson, number) => {
    const link = anchor(lesson, open);
    link.append(make('b', '', number ? String(number) : '⌂'), make('span', '', lesson.name));
    link.title = lesson.name;
    if (lesson.path === path) {
      link.setAttribute('aria-current', 'page');
    }
    const item = make('li', '');
    item.append(link);
    list.append(item);
  });
  nav.replaceChildren(list);
  const current = list.querySelector('[aria-current]');
  requestAnimationFrame(() => current?.scrollIntoView({ block: 'nearest', inline: 'center' }));
}

/** Return the card at the end of a lesson: what comes next, or that it was the last. */
export function card(path: string, lessons: Lesson[], words: Words, open: Open): Widget {
  const at = lessons.findIndex(lesson => lesson.path === path);
  const next = at < 0 ? undefined : lessons[at + 1];
  const widget = new Widget({ node: make('aside', 'quizkit-card') });
  // At a key, the notebook would first take the focus back to a cell, and the link would not open.
  widget.node.addEventListener('keydown', event => event.stopPropagation());
  if (next) {
    const link = anchor(next, open);
    link.append(make('small', '', words.next), make('strong', '', next.name), make('span', '', next.about));
    widget.node.append(link);
  } else if (at > 0) {
    const link = anchor(lessons[0], open);
    link.append(make('small', '', words.end), make('strong', '', lessons[0].name));
    widget.node.append(link);
  }
  return widget;
}

function anchor(lesson: Lesson, open: Open): HTMLAnchorElement {
  const link = make('a', '') as HTMLAnchorElement;
  link.href = encodeURI(lesson.path.split('/').pop()!);
  link.onclick = event => {
    event.preventDefault();
    open(lesson.path);
  };
  return link;
}

/** Return the line above a lesson that came from elsewhere, with the button that runs it. */
export function consent(words: Words, start: () => void): Widget {
  const widget = new Widget();
  widget.addClass('quizkit-consent');
  const button = make('button', 'quizkit-run', words.start);
  button.onclick = () => {
    widget.dispose();
    start();
  };
  widget.node.append(make('span', '', words.start_told), button);
  return widget;
}
