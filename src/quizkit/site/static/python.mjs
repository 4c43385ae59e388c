/**
 * Python in a worker, for the lessons of a site: begun with the page, and not when JupyterLite is
 * there to ask for it; it asks this module for its Pyodide.
 *
 * What is unpacked here came in archives, gunzipped by the browser itself: the libraries without
 * which no quiz shows, and later those that nothing but a reader's own code asks for.
 */

const SITE = {}; // filled in where a site is made: see pyodide.py

const HERE = new URL(".", import.meta.url);
const PLAIN = new RegExp(`^(?:${SITE.plain})$`); // code that only imports, asks or draws

let started; // a worker has one Python

/** Give JupyterLite the Python of this worker. */
export function loadPyodide(options) {
  return (started ??= start(options));
}

function tell(step, more) {
  self.postMessage({ quizkit: { step, ...more } });
}

async function start(options = {}) {
  try {
    return await run(options);
  } catch (error) {
    tell("failed", { error: String(error) });
    throw error;
  }
}

async function run(options) {
  const done = watch();
  tell("fetching", { done: 0, total: SITE.bytes });
  const first = archive(SITE.first);
  const lock = new URL(SITE.lock, HERE).href;
  const { loadPyodide: load } = await import(new URL(SITE.entry, HERE).href);
  const indexURL = new URL(".", new URL(SITE.entry, HERE)).href;
  const quiet = { stdout: console.log, stderr: console.error };
  const pyodide = await load({ ...quiet, ...options, indexURL, lockFileURL: lock, packages: SITE.loaded });
  unpack(pyodide.FS, await first);
  done();
  tell("starting");
  // The kernel takes itself from this once it is there.
  await pyodide.runPythonAsync("import importlib; importlib.invalidate_caches(); import piplite.piplite, pyodide_kernel");
  pyodide.runPython("pyodide_kernel.ipython_shell.Completer.use_jedi = False"); // it is not here
  await pyodide.runPythonAsync(SITE.ahead);
  tell("started");
  pyodide.loadPackagesFromImports = waiting(() => rest(pyodide));
  return pyodide;
}

/** Tell how many bytes are here, until the function that this gives is called. */
function watch() {
  let bytes = 0;
  const seen = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) bytes += SITE.sizes[entry.name.split("/").pop()] ?? 0;
    tell("fetching", { done: Math.min(bytes, SITE.bytes), total: SITE.bytes });
  });
  seen.observe({ type: "resource", buffered: true });
  return () => seen.disconnect();
}

/** Fetch an archive: a tar that is gzipped, whatever its name. */
async function archive(name) {
  const answer = await fetch(new URL(name, HERE));
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  const plain = answer.body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

/** Write the files of a tar where they belong: from the root of Python's own drive. */
function unpack(FS, tar) {
  const decoder = new TextDecoder();
  const made = new Set();
  const text = (from, length) => decoder.decode(tar.subarray(from, from + length)).replace(/\0.*$/s, "");
  for (let at = 0; at < tar.length && tar[at]; ) {
    const size = parseInt(text(at + 124, 12), 8);
    const path = [text(at + 345, 155), text(at, 100)].filter(Boolean).join("/");
    const folder = `/${path.slice(0, path.lastIndexOf("/"))}`;
    if (!made.has(folder)) FS.mkdirTree(folder);
    made.add(folder);
    FS.writeFile(`/${path}`, tar.subarray(at + 512, at + 512 + size), { canOwn: true });
    at += 512 * (1 + Math.ceil(size / 512));
  }
}

/** Bring what only a reader's own code asks for. */
async function rest(pyodide) {
  const [tar] = await Promise.all([archive(SITE.later), pyodide.loadPackage(SITE.loadedLater)]);
  unpack(pyodide.FS, tar);
  pyodide.runPython("import importlib; importlib.invalidate_caches()");
}

/** Give what the kernel calls before it runs code: any but plain code waits for the rest. */
function waiting(bring) {
  let there = null;
  const brought = () => (there ??= bring().catch((error) => { there = null; throw error; }));
  setTimeout(() => brought().catch(console.warn), 0);
  return async (code) => {
    if (!code.split("\n").every((line) => PLAIN.test(line))) await brought();
  };
}
