import { NotebookPanel } from '@jupyterlab/notebook';
import { Contents } from '@jupyterlab/services';

const LINK = /\[\**([^\]]+?)\**\]\((\d\d-[^)\s]+\.ipynb)\)\s*\|\s*([^|\n]*)/g;

/** A lesson of the course: its file, what it is called and what it is about. */
export interface Lesson {
  path: string;
  name: string;
  about: string;
}

/**
 * Return the lessons beside a notebook in their order: the start page of the folder (number 00),
 * and those that it lists in a table.
 */
export async function lessonsBeside(
  panel: NotebookPanel,
  contents: Contents.IManager
): Promise<Lesson[]> {
  const folder = panel.context.path.split('/').slice(0, -1).join('/');
  const inside = (name: string) => (folder ? `${folder}/${name}` : name);
  const { content } = await contents.get(folder, { content: true });
  const files = (content as Contents.IModel[]).map(file => file.name).sort();
  const start = files.find(name => /^00-.*\.ipynb$/.test(name));
  if (!start) {
    return [];
  }
  const page = await contents.get(inside(start), { content: true });
  const texts = (page.content.cells as any[])
    .filter(cell => cell.cell_type === 'markdown')
    .map(cell => [cell.source].flat().join(''));
  const listed = [...texts.join('\n').matchAll(LINK)]
    .filter(([, , file]) => files.includes(file))
    .map(([, name, file, about]) => ({ path: inside(file), name, about: about.trim() }));
  const title = /^# (.+)$/m.exec(texts.join('\n'))?.[1] ?? start;
  return [{ path: inside(start), name: title, about: '' }, ...listed];
}
