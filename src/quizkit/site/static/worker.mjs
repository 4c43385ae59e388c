// JupyterLite's own worker, with a Python that is begun before it is asked for.
import { loadPyodide } from "./python.mjs";
import "{kernel}";

loadPyodide().catch(console.error);
