"use strict";
(self["webpackChunkquizkit_reader"] = self["webpackChunkquizkit_reader"] || []).push([[330],{

/***/ 330:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  "default": () => (/* binding */ lib)
});

// EXTERNAL MODULE: consume shared module (default) @jupyterlab/cells@^4.4.0
var cells_4_4 = __webpack_require__(412);
// EXTERNAL MODULE: consume shared module (default) @jupyterlab/coreutils@^6.4.0 (singleton)
var coreutils_6_4_singleton_ = __webpack_require__(808);
// EXTERNAL MODULE: consume shared module (default) @jupyterlab/notebook@^4.4.0 (singleton)
var notebook_4_4_singleton_ = __webpack_require__(369);
;// ./lib/course.js
const LINK = /\[\**([^\]]+?)\**\]\((\d\d-[^)\s]+\.ipynb)\)\s*\|\s*([^|\n]*)/g;
/**
 * Return the lessons beside a notebook in their order: the start page of the folder (number 00),
 * and those that it lists in a table.
 */
async function lessonsBeside(panel, contents) {
    const folder = panel.context.path.split('/').slice(0, -1).join('/');
    const inside = (name) => (folder ? `${folder}/${name}` : name);
    const { content } = await contents.get(folder, { content: true });
    const files = content.map(file => file.name).sort();
    const start = files.find(name => /^00-.*\.ipynb$/.test(name));
    if (!start) {
        return [];
    }
    const page = await contents.get(inside(start), { content: true });
    const texts = page.content.cells
        .filter(cell => cell.cell_type === 'markdown')
        .map(cell => [cell.source].flat().join(''));
    const listed = [...texts.join('\n').matchAll(LINK)]
        .filter(([, , file]) => files.includes(file))
        .map(([, name, file, about]) => ({ path: inside(file), name, about: about.trim() }));
    const title = /^# (.+)$/m.exec(texts.join('\n'))?.[1] ?? start;
    return [{ path: inside(start), name: title, about: '' }, ...listed];
}

// EXTERNAL MODULE: consume shared module (default) @lumino/widgets@^2.3.1 (singleton)
var widgets_2_3_singleton_ = __webpack_require__(495);
;// ./lib/lesson.js

const AUTOMATIC = 'quizkit-auto';
// All that the page runs by itself, whatever a notebook says of its cells.
const PLAIN = /^(#.*|import quizkit|quizkit\.(language|show|review|figures\.\w+)\(([\w=,. -]|"[\w./-]*")*\))?\s*$/;
const FORMS = [
    [/^title$/, 'title'],
    [/^(objectives|contents)$/, 'objectives'],
    [/^prediction$/, 'prediction'],
    [/^exercise-\d+(-(cell|check|solution))?$/, 'exercise'],
    [/^practice(-quiz)?$/, 'practice'],
    [/^key-points$/, 'key-points'],
    [/^(further|sources)$/, 'sources']
];
/** Return the language of a notebook that is marked as a lesson, and nothing of any other. */
function lessonLanguage(panel) {
    const mark = panel.model?.getMetadata('quizkit');
    return mark?.lesson ? String(mark.language ?? 'en') : undefined;
}
/** Return whether a cell only imports, asks or draws, and so is run by the page. */
function isAutomatic(cell) {
    const tags = cell.model.getMetadata('tags');
    const lines = cell.model.sharedModel.getSource().split('\n');
    const marked = Array.isArray(tags) && tags.includes(AUTOMATIC);
    return cell instanceof cells_4_4.CodeCell && marked && lines.every(line => PLAIN.test(line));
}
/** Return whether a cell of code is one to work in. */
function isToWorkIn(cell) {
    return cell instanceof cells_4_4.CodeCell && !isAutomatic(cell);
}
/** Return what a cell of code will show: `quiz`, `figure` or nothing. */
function shows(cell) {
    const source = cell.model.sharedModel.getSource();
    return /\bfigures\./.test(source) ? 'figure' : /\b(show|review)\(/.test(source) ? 'quiz' : '';
}
/** Give each cell the form that its id, or the heading that it begins with, tells. */
function giveForms(cells, words) {
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

;// ./lib/memory.js
/** Return what the browser keeps under a name, or nothing where it keeps nothing. */
function recall(name) {
    try {
        return localStorage.getItem(`quizkit-reader:${name}`);
    }
    catch {
        return null;
    }
}
/** Have the browser keep a word under a name, where it keeps anything. */
function remember(name, word) {
    try {
        localStorage.setItem(`quizkit-reader:${name}`, word);
    }
    catch {
        // Then it is asked, or told, once more.
    }
}

;// ./lib/working.js




const RAN = 'has-run';
const MOVES = ['wheel', 'pointerdown', 'keydown', 'touchmove']; // the reader goes on
const CLEAR = 12; // pixels that stay free above what is brought into view
/** Fold the code of the cells that run by themselves, and furnish those to work in. */
function furnish(panel, words) {
    const first = panel.content.widgets.find(isToWorkIn);
    for (const cell of panel.content.widgets) {
        if (cell.node.querySelector('.quizkit-tool')) {
            continue;
        }
        if (isAutomatic(cell)) {
            void cell.ready.then(() => cell.node.append(codeButton(cell, words)));
        }
        else if (isToWorkIn(cell)) {
            void cell.ready.then(() => cell.inputArea?.node.after(runBar(panel, cell, words, cell === first)));
        }
    }
}
function codeButton(cell, words) {
    const button = make('button', 'quizkit-tool quizkit-code', words.show_code);
    button.setAttribute('aria-expanded', 'false');
    button.onclick = () => {
        const open = cell.node.classList.toggle('quizkit-open');
        button.textContent = open ? words.hide_code : words.show_code;
        button.setAttribute('aria-expanded', String(open));
    };
    return button;
}
function runBar(panel, cell, words, first) {
    const bar = make('div', 'quizkit-tool quizkit-run-bar');
    const button = make('button', 'quizkit-run', words.run);
    button.onclick = () => {
        const notebook = panel.content;
        notebook.deselectAll();
        notebook.activeCellIndex = notebook.widgets.indexOf(cell);
        void notebook_4_4_singleton_.NotebookActions.run(notebook, panel.sessionContext);
    };
    const hint = first && !recall(RAN);
    bar.append(button, hint ? make('span', 'quizkit-hint', words.run_hint) : keys());
    return bar;
}
/** Name the keys that run a cell, for who has read the hint. */
function keys() {
    return make('kbd', 'quizkit-keys', 'Shift + Enter');
}
/** Keep what a cell has shown in view after it was run by hand, where JupyterLab would go on. */
function keepInView(panel) {
    let stop = () => { };
    const executed = (_, args) => {
        const { notebook, cell } = args;
        const index = notebook.widgets.indexOf(cell);
        const one = [index, index + 1].includes(notebook.activeCellIndex);
        if (notebook !== panel.content || !one || !(cell instanceof cells_4_4.CodeCell)) {
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
    notebook_4_4_singleton_.NotebookActions.executed.connect(executed);
    panel.disposed.connect(() => notebook_4_4_singleton_.NotebookActions.executed.disconnect(executed));
}
/** Bring a cell into view, also when what it shows comes later; gives what ends that. */
function hold(notebook, cell) {
    const observer = new ResizeObserver(() => bringIntoView(notebook, cell));
    observer.observe(cell.node);
    observer.observe(notebook.viewportNode);
    return () => observer.disconnect();
}
function bringIntoView(notebook, cell) {
    const outer = notebook.outerNode;
    const frame = outer.getBoundingClientRect();
    const { top, bottom } = cell.node.getBoundingClientRect();
    const fits = bottom - top < frame.height;
    if (top < frame.top || (fits ? bottom > frame.bottom : top > frame.top + frame.height / 2)) {
        outer.scrollBy({ top: top - frame.top - CLEAR });
    }
}
/** Make an element of the page with a class and a text. */
function make(tag, name, text = '') {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
}

;// ./lib/frame.js


/** Return the strip above a lesson: the lessons of the course, and the button for the tools. */
function strip(panel, furniture, words) {
    const widget = new widgets_2_3_singleton_.Widget();
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
function fill(widget, path, lessons, words, open) {
    const nav = widget.node.querySelector('nav');
    nav.setAttribute('aria-label', words.lessons);
    const list = make('ol', '');
    lessons.forEach((lesson, number) => {
        const link = frame_anchor(lesson, open);
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
function card(path, lessons, words, open) {
    const at = lessons.findIndex(lesson => lesson.path === path);
    const next = at < 0 ? undefined : lessons[at + 1];
    const widget = new widgets_2_3_singleton_.Widget({ node: make('aside', 'quizkit-card') });
    // At a key, the notebook would first take the focus back to a cell, and the link would not open.
    widget.node.addEventListener('keydown', event => event.stopPropagation());
    if (next) {
        const link = frame_anchor(next, open);
        link.append(make('small', '', words.next), make('strong', '', next.name), make('span', '', next.about));
        widget.node.append(link);
    }
    else if (at > 0) {
        const link = frame_anchor(lessons[0], open);
        link.append(make('small', '', words.end), make('strong', '', lessons[0].name));
        widget.node.append(link);
    }
    return widget;
}
function frame_anchor(lesson, open) {
    const link = make('a', '');
    link.href = encodeURI(lesson.path.split('/').pop());
    link.onclick = event => {
        event.preventDefault();
        open(lesson.path);
    };
    return link;
}
/** Return the line above a lesson that came from elsewhere, with the button that runs it. */
function consent(words, start) {
    const widget = new widgets_2_3_singleton_.Widget();
    widget.addClass('quizkit-consent');
    const button = make('button', 'quizkit-run', words.start);
    button.onclick = () => {
        widget.dispose();
        start();
    };
    widget.node.append(make('span', '', words.start_told), button);
    return widget;
}

;// ./lib/furniture.js

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
class Furniture {
    constructor(shell) {
        this.shell = shell;
        this.hidden = new Set();
        this.lesson = null;
    }
    /** Whether the reader wants all of JupyterLab beside a lesson. */
    get wanted() {
        return recall(SHOWN) === 'yes';
    }
    /** Bring the furniture back, or have it out of the way, from now on. */
    toggle() {
        remember(SHOWN, this.wanted ? 'no' : 'yes');
        this.arrange(this.lesson);
    }
    /** Arrange the window for a lesson, or for whatever else is read. */
    arrange(lesson) {
        this.lesson = lesson;
        this.hidden.forEach(widget => !widget.isDisposed && widget.show());
        this.hidden.clear();
        const reading = lesson !== null && !this.wanted;
        document.body.classList.toggle(READING, reading);
        const shell = this.shell;
        if (reading) {
            [...parts(shell, FURNITURE), lesson.toolbar].forEach(widget => this.hide(widget));
        }
        for (const dock of parts(shell, DOCK)) {
            dock.fit(); // the style has taken away its tabs, or given them back
        }
    }
    hide(widget) {
        if (!widget.isHidden) {
            widget.hide();
            this.hidden.add(widget);
        }
    }
}
function* parts(widget, selector) {
    if (widget.node.matches(selector)) {
        yield widget;
    }
    else if (!widget.node.matches(DOCK)) {
        for (const child of widget.children()) {
            yield* parts(child, selector);
        }
    }
}

;// ./lib/still.js
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
function keepStill(cell, soon) {
    const shown = cell.model.outputs.toJSON();
    const still = shown.map(output => withoutKernel(output, soon)).filter(output => output !== null);
    if (JSON.stringify(still) !== JSON.stringify(shown)) {
        cell.model.outputs.fromJSON(still);
    }
    cell.toggleClass(STAYS, still.length > 0);
}
function withoutKernel(output, soon) {
    const data = output.data;
    if (!data?.[PAGE]) {
        return null;
    }
    const { [LIVE]: _, ...kept } = data;
    const page = [data[PAGE]].flat().join('').replace(NOTE, (_, open, close) => open + soon + close);
    return { ...output, data: { ...kept, [PAGE]: page } };
}
/**
 * Have what a cell shows stand there while it is run again. Gives a function to call when it was
 * run: it puts the new in the place of the old once it is drawn, and what is read stays put.
 */
function turn(cell, notebook, turned) {
    const shown = cell.node.querySelector(':scope > .jp-Cell-outputWrapper');
    const still = cell.model.outputs.length ? shown?.cloneNode(true) : undefined;
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
async function drawn(cell) {
    const shown = cell.outputArea;
    const end = Date.now() + PATIENCE;
    while (!cell.isDisposed && shown.model.length && !shown.node.querySelector(DRAWN) && Date.now() < end) {
        await new Promise(resolve => setTimeout(resolve, LOOK));
    }
}
/** Change a notebook without moving what stands at the head of its window. */
function inPlace(notebook, change) {
    const outer = notebook.outerNode;
    const head = outer.getBoundingClientRect().top;
    const top = (cell) => cell?.node.getBoundingClientRect().top ?? 0;
    const first = notebook.widgets.find(cell => cell.node.getBoundingClientRect().bottom > head);
    const before = top(first);
    change();
    outer.scrollTop += outer.scrollTop ? top(first) - before : 0;
}

;// ./lib/running.js



const WAITING = 'quizkit-waiting';
const ENDED = ['restarting', 'autorestarting', 'terminating', 'dead'];
/**
 * Runs the cells of a lesson that only import, ask or draw, when its kernel is ready and again
 * after a restart. Until then a cell shows what needs no kernel of what it showed before.
 */
class Running {
    constructor(panel, allowed, words) {
        this.panel = panel;
        this.allowed = allowed;
        this.words = words;
        this.due = true; // the kernel has not run the cells, or has forgotten it
        this.round = 0; // a restart ends the one before
        this.opening = true;
        const session = panel.sessionContext;
        const changed = (_, status) => this.heard(status);
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
    allow() {
        this.allowed = true;
        this.wait();
        this.go();
    }
    cells() {
        return this.panel.content.widgets.filter(isAutomatic);
    }
    heard(status) {
        if (ENDED.includes(status)) {
            this.due = true;
            this.round++;
            this.wait();
        }
        this.go();
    }
    wait() {
        this.panel.toggleClass(WAITING, this.allowed);
        for (const cell of this.cells()) {
            keepStill(cell, this.words.soon);
            cell.toggleClass(WAITING, this.allowed);
        }
    }
    go() {
        const kernel = this.panel.sessionContext.session?.kernel;
        const ready = kernel?.status === 'idle' && kernel.connectionStatus === 'connected';
        if (ready && this.due && this.allowed) {
            this.due = false;
            void this.run();
        }
    }
    async run() {
        const round = this.round;
        const over = () => round !== this.round || this.panel.isDisposed;
        // A kernel that tells its version makes even a lesson dirty that was just opened.
        const clean = this.opening || !this.panel.context.model.dirty;
        this.opening = false;
        const cells = this.cells();
        const turned = [];
        for (const [done, cell] of cells.entries()) {
            if (over()) {
                return;
            }
            tell('running', this.panel, { done, total: cells.length });
            const turning = turn(cell, this.panel.content, () => cell.removeClass(WAITING));
            try {
                await cells_4_4.CodeCell.execute(cell, this.panel.sessionContext);
            }
            catch {
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
function tell(stage, panel, more = {}) {
    const detail = { stage, node: panel.node, ...more };
    document.dispatchEvent(new CustomEvent('quizkit-notebook', { detail }));
}

;// ./lib/words.json
const words_namespaceObject = /*#__PURE__*/JSON.parse('{"de":{"run":"Ausführen","run_hint":"Klick in das Feld, schreib und wähle Ausführen oder drücke Umschalt + Eingabe.","show_code":"Code zeigen","hide_code":"Code verbergen","tools":"Werkzeuge","tools_hint":"Menüs, Dateien und Werkzeugleisten von JupyterLab, ein und aus (Taste T)","lessons":"Lektionen","next":"Weiter","end":"Das war die letzte Lektion. Zurück zu:","more_time":"Wenn du mehr Zeit hast","start":"Lektion starten","start_told":"Diese Lektion kommt von anderswo; deshalb wurde darin noch nichts ausgeführt.","soon":"Dieses Quiz antwortet, sobald Python bereit ist."},"en":{"run":"Run","run_hint":"Click in the field, type, and choose Run, or press Shift + Enter.","show_code":"Show code","hide_code":"Hide code","tools":"Tools","tools_hint":"Menus, files and toolbars of JupyterLab, on and off (key T)","lessons":"Lessons","next":"Next","end":"That was the last lesson. Back to:","more_time":"If you have more time","start":"Start the lesson","start_told":"This lesson comes from elsewhere, so nothing in it has been run yet.","soon":"This quiz answers as soon as Python is ready."},"es":{"run":"Ejecutar","run_hint":"Haz clic en el campo, escribe y elige Ejecutar o pulsa Mayús + Intro.","show_code":"Mostrar código","hide_code":"Ocultar código","tools":"Herramientas","tools_hint":"Menús, archivos y barras de herramientas de JupyterLab, mostrar u ocultar (tecla T)","lessons":"Lecciones","next":"Siguiente","end":"Esa era la última lección. Volver a:","more_time":"Si tienes más tiempo","start":"Empezar la lección","start_told":"Esta lección viene de otro sitio, así que aún no se ha ejecutado nada en ella.","soon":"Este cuestionario responderá en cuanto Python esté listo."},"fr":{"run":"Exécuter","run_hint":"Clique dans le champ, écris, puis choisis Exécuter ou appuie sur Maj + Entrée.","show_code":"Afficher le code","hide_code":"Masquer le code","tools":"Outils","tools_hint":"Menus, fichiers et barres d’outils de JupyterLab, afficher ou masquer (touche T)","lessons":"Leçons","next":"Suite","end":"C’était la dernière leçon. Retour à :","more_time":"Si tu as plus de temps","start":"Commencer la leçon","start_told":"Cette leçon vient d’ailleurs ; rien n’y a donc encore été exécuté.","soon":"Ce quiz répondra dès que Python sera prêt."},"nl":{"run":"Voer uit","run_hint":"Klik in het veld, typ, en kies Voer uit, of druk op Shift + Enter.","show_code":"Toon code","hide_code":"Verberg code","tools":"Gereedschap","tools_hint":"Menu\'s, bestanden en werkbalken van JupyterLab, aan en uit (toets T)","lessons":"Lessen","next":"Hierna","end":"Dat was de laatste les. Terug naar:","more_time":"Als je meer tijd hebt","start":"Start de les","start_told":"Deze les komt van elders; daarom is er nog niets van uitgevoerd.","soon":"Deze quiz antwoordt zodra Python klaar is."},"pl":{"run":"Uruchom","run_hint":"Kliknij pole, wpisz i wybierz Uruchom albo naciśnij Shift + Enter.","show_code":"Pokaż kod","hide_code":"Ukryj kod","tools":"Narzędzia","tools_hint":"Menu, pliki i paski narzędzi JupyterLab: pokaż lub ukryj (klawisz T)","lessons":"Lekcje","next":"Dalej","end":"To była ostatnia lekcja. Powrót do:","more_time":"Jeśli masz więcej czasu","start":"Rozpocznij lekcję","start_told":"Ta lekcja pochodzi z innego miejsca, więc nic w niej jeszcze nie uruchomiono.","soon":"Ten quiz odpowie, gdy tylko Python będzie gotowy."},"uk":{"run":"Запустити","run_hint":"Клацни поле, напиши й вибери «Запустити» або натисни Shift + Enter.","show_code":"Показати код","hide_code":"Сховати код","tools":"Інструменти","tools_hint":"Меню, файли й панелі JupyterLab: показати або сховати (клавіша T)","lessons":"Уроки","next":"Далі","end":"Це був останній урок. Назад до:","more_time":"Якщо маєш більше часу","start":"Почати урок","start_told":"Цей урок узято з іншого місця, тож у ньому ще нічого не запускали.","soon":"Цей тест відповість, щойно Python буде готовий."}}');
;// ./lib/words.js

/** Return what the page says in a language, and English where it is not known. */
function wordsIn(language) {
    return words_namespaceObject[language] ?? words_namespaceObject.en;
}

;// ./lib/index.js










const TOOLS = 'quizkit-reader:tools';
const TRUSTED = 'quizkitLessonsTrusted';
/** Opens a notebook that is marked as a lesson as a page; to any other it does nothing. */
const lib_plugin = {
    id: 'quizkit-reader:plugin',
    description: 'Opens a lesson of quizkit as a page to read and to work in.',
    autoStart: true,
    requires: [notebook_4_4_singleton_.INotebookTracker],
    activate: (app, tracker) => {
        const furniture = new Furniture(app.shell);
        const arrange = () => {
            const current = app.shell.currentWidget;
            const lesson = current instanceof notebook_4_4_singleton_.NotebookPanel && current.hasClass('quizkit-lesson');
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
function openLesson(app, panel, language, furniture) {
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
    const open = (path) => void app.commands.execute('docmanager:open', { path });
    void lessonsBeside(panel, app.serviceManager.contents).then(lessons => {
        if (!panel.isDisposed && lessons.length > 1) {
            fill(above, panel.context.path, lessons, words, open);
            notebook.layout.footer = card(panel.context.path, lessons, words, open);
        }
    });
    const code = notebook.widgets.filter(cell => cell instanceof cells_4_4.CodeCell);
    // A site of plain files signs nothing; whoever made it says that its lessons may run.
    const trusted = coreutils_6_4_singleton_.PageConfig.getOption(TRUSTED) === 'true' || code.every(cell => cell.model.trusted);
    if (trusted) {
        code.forEach(cell => (cell.model.trusted = true)); // what they showed at build is shown as it was
    }
    const running = new Running(panel, trusted, words);
    if (!trusted) {
        panel.contentHeader.addWidget(consent(words, () => running.allow()));
    }
}
/* harmony default export */ const lib = (lib_plugin);


/***/ })

}]);