"use strict";
(self["webpackChunkquizkit_reader"] = self["webpackChunkquizkit_reader"] || []).push([[181],{

/***/ 56:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {



/* istanbul ignore next  */
function setAttributesWithoutAttributes(styleElement) {
  var nonce =  true ? __webpack_require__.nc : 0;
  if (nonce) {
    styleElement.setAttribute("nonce", nonce);
  }
}
module.exports = setAttributesWithoutAttributes;

/***/ }),

/***/ 72:
/***/ ((module) => {



var stylesInDOM = [];
function getIndexByIdentifier(identifier) {
  var result = -1;
  for (var i = 0; i < stylesInDOM.length; i++) {
    if (stylesInDOM[i].identifier === identifier) {
      result = i;
      break;
    }
  }
  return result;
}
function modulesToDom(list, options) {
  var idCountMap = {};
  var identifiers = [];
  for (var i = 0; i < list.length; i++) {
    var item = list[i];
    var id = options.base ? item[0] + options.base : item[0];
    var count = idCountMap[id] || 0;
    var identifier = "".concat(id, " ").concat(count);
    idCountMap[id] = count + 1;
    var indexByIdentifier = getIndexByIdentifier(identifier);
    var obj = {
      css: item[1],
      media: item[2],
      sourceMap: item[3],
      supports: item[4],
      layer: item[5]
    };
    if (indexByIdentifier !== -1) {
      stylesInDOM[indexByIdentifier].references++;
      stylesInDOM[indexByIdentifier].updater(obj);
    } else {
      var updater = addElementStyle(obj, options);
      options.byIndex = i;
      stylesInDOM.splice(i, 0, {
        identifier: identifier,
        updater: updater,
        references: 1
      });
    }
    identifiers.push(identifier);
  }
  return identifiers;
}
function addElementStyle(obj, options) {
  var api = options.domAPI(options);
  api.update(obj);
  var updater = function updater(newObj) {
    if (newObj) {
      if (newObj.css === obj.css && newObj.media === obj.media && newObj.sourceMap === obj.sourceMap && newObj.supports === obj.supports && newObj.layer === obj.layer) {
        return;
      }
      api.update(obj = newObj);
    } else {
      api.remove();
    }
  };
  return updater;
}
module.exports = function (list, options) {
  options = options || {};
  list = list || [];
  var lastIdentifiers = modulesToDom(list, options);
  return function update(newList) {
    newList = newList || [];
    for (var i = 0; i < lastIdentifiers.length; i++) {
      var identifier = lastIdentifiers[i];
      var index = getIndexByIdentifier(identifier);
      stylesInDOM[index].references--;
    }
    var newLastIdentifiers = modulesToDom(newList, options);
    for (var _i = 0; _i < lastIdentifiers.length; _i++) {
      var _identifier = lastIdentifiers[_i];
      var _index = getIndexByIdentifier(_identifier);
      if (stylesInDOM[_index].references === 0) {
        stylesInDOM[_index].updater();
        stylesInDOM.splice(_index, 1);
      }
    }
    lastIdentifiers = newLastIdentifiers;
  };
};

/***/ }),

/***/ 113:
/***/ ((module) => {



/* istanbul ignore next  */
function styleTagTransform(css, styleElement) {
  if (styleElement.styleSheet) {
    styleElement.styleSheet.cssText = css;
  } else {
    while (styleElement.firstChild) {
      styleElement.removeChild(styleElement.firstChild);
    }
    styleElement.appendChild(document.createTextNode(css));
  }
}
module.exports = styleTagTransform;

/***/ }),

/***/ 117:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {

module.exports = __webpack_require__.p + "12cb1364ebe758e638d1.woff2";

/***/ }),

/***/ 181:
/***/ ((__unused_webpack_module, __unused_webpack___webpack_exports__, __webpack_require__) => {


// EXTERNAL MODULE: ./node_modules/style-loader/dist/runtime/injectStylesIntoStyleTag.js
var injectStylesIntoStyleTag = __webpack_require__(72);
var injectStylesIntoStyleTag_default = /*#__PURE__*/__webpack_require__.n(injectStylesIntoStyleTag);
// EXTERNAL MODULE: ./node_modules/style-loader/dist/runtime/styleDomAPI.js
var styleDomAPI = __webpack_require__(825);
var styleDomAPI_default = /*#__PURE__*/__webpack_require__.n(styleDomAPI);
// EXTERNAL MODULE: ./node_modules/style-loader/dist/runtime/insertBySelector.js
var insertBySelector = __webpack_require__(659);
var insertBySelector_default = /*#__PURE__*/__webpack_require__.n(insertBySelector);
// EXTERNAL MODULE: ./node_modules/style-loader/dist/runtime/setAttributesWithoutAttributes.js
var setAttributesWithoutAttributes = __webpack_require__(56);
var setAttributesWithoutAttributes_default = /*#__PURE__*/__webpack_require__.n(setAttributesWithoutAttributes);
// EXTERNAL MODULE: ./node_modules/style-loader/dist/runtime/insertStyleElement.js
var insertStyleElement = __webpack_require__(540);
var insertStyleElement_default = /*#__PURE__*/__webpack_require__.n(insertStyleElement);
// EXTERNAL MODULE: ./node_modules/style-loader/dist/runtime/styleTagTransform.js
var styleTagTransform = __webpack_require__(113);
var styleTagTransform_default = /*#__PURE__*/__webpack_require__.n(styleTagTransform);
// EXTERNAL MODULE: ./node_modules/css-loader/dist/cjs.js!./style/index.css
var cjs_js_style = __webpack_require__(646);
;// ./style/index.css

      
      
      
      
      
      
      
      
      

var options = {};

options.styleTagTransform = (styleTagTransform_default());
options.setAttributes = (setAttributesWithoutAttributes_default());

      options.insert = insertBySelector_default().bind(null, "head");
    
options.domAPI = (styleDomAPI_default());
options.insertStyleElement = (insertStyleElement_default());

var update = injectStylesIntoStyleTag_default()(cjs_js_style/* default */.A, options);




       /* harmony default export */ const style = (cjs_js_style/* default */.A && cjs_js_style/* default */.A.locals ? cjs_js_style/* default */.A.locals : undefined);

;// ./style/index.js



/***/ }),

/***/ 248:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (__WEBPACK_DEFAULT_EXPORT__)
/* harmony export */ });
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(601);
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(314);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _node_modules_css_loader_dist_runtime_getUrl_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(417);
/* harmony import */ var _node_modules_css_loader_dist_runtime_getUrl_js__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_getUrl_js__WEBPACK_IMPORTED_MODULE_2__);
// Imports



var ___CSS_LOADER_URL_IMPORT_0___ = new URL(/* asset import */ __webpack_require__(301), __webpack_require__.b);
var ___CSS_LOADER_URL_IMPORT_1___ = new URL(/* asset import */ __webpack_require__(478), __webpack_require__.b);
var ___CSS_LOADER_URL_IMPORT_2___ = new URL(/* asset import */ __webpack_require__(690), __webpack_require__.b);
var ___CSS_LOADER_URL_IMPORT_3___ = new URL(/* asset import */ __webpack_require__(117), __webpack_require__.b);
var ___CSS_LOADER_URL_IMPORT_4___ = new URL(/* asset import */ __webpack_require__(874), __webpack_require__.b);
var ___CSS_LOADER_EXPORT___ = _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default()((_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default()));
var ___CSS_LOADER_URL_REPLACEMENT_0___ = _node_modules_css_loader_dist_runtime_getUrl_js__WEBPACK_IMPORTED_MODULE_2___default()(___CSS_LOADER_URL_IMPORT_0___);
var ___CSS_LOADER_URL_REPLACEMENT_1___ = _node_modules_css_loader_dist_runtime_getUrl_js__WEBPACK_IMPORTED_MODULE_2___default()(___CSS_LOADER_URL_IMPORT_1___);
var ___CSS_LOADER_URL_REPLACEMENT_2___ = _node_modules_css_loader_dist_runtime_getUrl_js__WEBPACK_IMPORTED_MODULE_2___default()(___CSS_LOADER_URL_IMPORT_2___);
var ___CSS_LOADER_URL_REPLACEMENT_3___ = _node_modules_css_loader_dist_runtime_getUrl_js__WEBPACK_IMPORTED_MODULE_2___default()(___CSS_LOADER_URL_IMPORT_3___);
var ___CSS_LOADER_URL_REPLACEMENT_4___ = _node_modules_css_loader_dist_runtime_getUrl_js__WEBPACK_IMPORTED_MODULE_2___default()(___CSS_LOADER_URL_IMPORT_4___);
// Module
___CSS_LOADER_EXPORT___.push([module.id, `/* Literata for the text, made for reading at length; for what is worked with, the face of the
   figures. Letters that they have not come from the reader's own. */
@font-face { font-family: 'Quizkit Text'; font-weight: 400; src: url(${___CSS_LOADER_URL_REPLACEMENT_0___}) format('woff2'); font-display: swap; }
@font-face { font-family: 'Quizkit Text'; font-weight: 400; font-style: italic; src: url(${___CSS_LOADER_URL_REPLACEMENT_1___}) format('woff2'); font-display: swap; }
@font-face { font-family: 'Quizkit Text'; font-weight: 700; src: url(${___CSS_LOADER_URL_REPLACEMENT_2___}) format('woff2'); font-display: swap; }
@font-face { font-family: 'Quizkit Page'; font-weight: 400; src: url(${___CSS_LOADER_URL_REPLACEMENT_3___}) format('woff2'); font-display: swap; }
@font-face { font-family: 'Quizkit Page'; font-weight: 700; src: url(${___CSS_LOADER_URL_REPLACEMENT_4___}) format('woff2'); font-display: swap; }
`, ""]);
// Exports
/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = (___CSS_LOADER_EXPORT___);


/***/ }),

/***/ 279:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (__WEBPACK_DEFAULT_EXPORT__)
/* harmony export */ });
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(601);
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(314);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__);
// Imports


var ___CSS_LOADER_EXPORT___ = _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default()((_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default()));
// Module
___CSS_LOADER_EXPORT___.push([module.id, `/* What a part of a lesson is for shows in its form: a shape and a place, and not by colour alone. */

/* the opening: title, question, objectives */
.quizkit-lesson [data-quizkit-form='title'] .jp-RenderedMarkdown > h1 + p > strong:only-child {
  font-size: 1.35rem;
  font-weight: 400;
  font-style: italic;
  line-height: 1.45;
}
/* how to run a lesson by hand, which is needed elsewhere */
.quizkit-lesson [data-quizkit-form='title'] .jp-RenderedMarkdown p:has(kbd) { display: none; }
.quizkit-lesson [data-quizkit-form='objectives'] .jp-RenderedMarkdown.jp-RenderedMarkdown {
  margin: 1.25rem 0 2rem;
  padding: 1.1rem 0 0.2rem;
  border: solid var(--quizkit-edge);
  border-width: 1.5px 0;
  font-family: var(--quizkit-sans);
  font-size: 1rem;
}

/* a prediction: an open frame, with a mark of a question on its edge */
.quizkit-lesson .jp-Cell[data-quizkit-form='prediction'] { margin: 1.5rem 0 2rem; padding: 1.4rem 1.25rem 0.6rem; border: 2px dashed var(--quizkit-accent); border-radius: 10px; }
.quizkit-lesson .jp-Cell[data-quizkit-form='prediction']::after,
.quizkit-lesson .jp-Cell[data-quizkit-form='more-time']::after {
  content: '?' / '';
  position: absolute;
  inset: -1.05rem auto auto 1.1rem;
  display: grid;
  place-items: center;
  width: 2rem;
  height: 2rem;
  margin: 0;
  border-radius: 50%;
  background: var(--quizkit-accent);
  color: var(--quizkit-on-accent);
  font: 700 1.15rem var(--quizkit-sans);
  animation: none;
}

/* an exercise: a bar along all that belongs to it, from its heading to its solution */
.quizkit-lesson .jp-Cell[data-quizkit-form='exercise'] { margin: 0; padding: 0 0 0.01px 1.25rem; border-inline-start: 4px solid var(--quizkit-accent); }
.quizkit-lesson .jp-Cell[data-quizkit-form='exercise'][data-quizkit-cell='work'] { padding-block: 0.5rem 1.75rem; }
.quizkit-lesson .jp-Cell[data-quizkit-form='exercise'] .jp-RenderedMarkdown > h3:first-child { margin-top: 0.2em; }
.quizkit-lesson .jp-Cell[data-quizkit-form='exercise'] + .jp-Cell[data-quizkit-form='exercise'] .jp-RenderedMarkdown > h3:first-child { margin-top: 2em; }
.quizkit-lesson .jp-Cell:not([data-quizkit-form='exercise']) + .jp-Cell[data-quizkit-form='exercise'] { margin-top: 2rem; }
.quizkit-lesson .jp-Cell[data-quizkit-form='exercise']:not(:has(+ [data-quizkit-form='exercise'])) { margin-bottom: 2.25rem; }

/* the practice quiz: a room of its own */
.quizkit-lesson .jp-MarkdownCell[data-quizkit-form='practice'] { margin-top: 3rem; border-top: 1.5px solid var(--quizkit-edge); }

/* key points: a card, each point with a tick */
.quizkit-lesson .jp-Cell[data-quizkit-form='key-points'] { margin: 2.5rem 0; padding: 1.4rem 1.5rem 0.4rem; border-radius: 8px; background: var(--quizkit-tint); }
.quizkit-lesson [data-quizkit-form='key-points'] .jp-RenderedMarkdown h2 { margin-top: 0; }
.quizkit-lesson [data-quizkit-form='key-points'] .jp-RenderedMarkdown li::marker { content: '✓  '; font-family: var(--quizkit-sans); font-weight: 700; }

/* sources: small print under a line */
.quizkit-lesson .jp-Cell[data-quizkit-form='sources'] { padding-top: 1rem; border-top: 1px solid var(--quizkit-rule); }
.quizkit-lesson [data-quizkit-form='sources'] .jp-RenderedMarkdown.jp-RenderedMarkdown { font-family: var(--quizkit-sans); font-size: 0.9rem; line-height: 1.5; }
.quizkit-lesson [data-quizkit-form='sources'] .jp-RenderedMarkdown h2 { margin: 0 0 0.6em; font-size: 1.05rem; }
.quizkit-lesson [data-quizkit-form='sources'] .jp-RenderedMarkdown ul { padding-inline-start: 1.4em; }

/* if there is time: set in, between dotted lines, with a plus on the edge */
.quizkit-lesson .jp-Cell[data-quizkit-form='more-time'] { margin: 2.25rem 0; padding: 1.5rem 1.25rem 0.2rem; border: 1.5px dotted var(--quizkit-edge); border-radius: 10px; }
.quizkit-lesson .jp-Cell[data-quizkit-form='more-time']::after { content: '+' / ''; background: var(--quizkit-soft); color: var(--quizkit-paper); }
.quizkit-lesson [data-quizkit-form='more-time'] .jp-RenderedMarkdown.jp-RenderedMarkdown { font-size: 1.03rem; }
.quizkit-lesson [data-quizkit-form='more-time'] .jp-RenderedMarkdown h3 { margin-top: 0; }

@media (max-width: 30rem) {
  .quizkit-lesson .jp-Cell[data-quizkit-form='exercise'] { padding-inline-start: 0.75rem; margin-inline-start: -0.5rem; }
  .quizkit-lesson .jp-Cell:is([data-quizkit-form='prediction'], [data-quizkit-form='more-time'], [data-quizkit-form='key-points']) { padding-inline: 0.85rem; }
}
`, ""]);
// Exports
/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = (___CSS_LOADER_EXPORT___);


/***/ }),

/***/ 293:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (__WEBPACK_DEFAULT_EXPORT__)
/* harmony export */ });
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(601);
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(314);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__);
// Imports


var ___CSS_LOADER_EXPORT___ = _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default()((_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default()));
// Module
___CSS_LOADER_EXPORT___.push([module.id, `/* A lesson as a page: one column, and none of a notebook's furniture. Its colours are those of a
   quiz, measured to give 4.5:1 for text. */

body {
  --quizkit-text: #1f2328;
  --quizkit-soft: #575e66;
  --quizkit-paper: #fdfcfa;
  --quizkit-rule: #dcd8d0;
  --quizkit-edge: #7b828a;
  --quizkit-tint: #f4f1ea;
  --quizkit-accent: #1a5c7d;
  --quizkit-on-accent: #fff;
  --quizkit-accent-tint: #eaf2f6;
  --quizkit-serif: 'Quizkit Text', Georgia, 'Times New Roman', serif;
  --quizkit-sans: 'Quizkit Page', 'Open Sans', system-ui, sans-serif;
  --quizkit-column: 43.5rem;
}
@media screen { /* paper is always white */
  body[data-jp-theme-light='false'] {
    --quizkit-text: #e4e4e0;
    --quizkit-soft: #aeb5bc;
    --quizkit-paper: #16191c;
    --quizkit-rule: #3a3f45;
    --quizkit-edge: #8a929a;
    --quizkit-tint: #20252a;
    --quizkit-accent: #86c3e3;
    --quizkit-on-accent: #0a222f;
    --quizkit-accent-tint: #18303c;
  }
}

/* a window that shows a lesson alone */
.quizkit-reading #jp-main-dock-panel { padding: 0; background: var(--quizkit-paper); }
.quizkit-reading #jp-main-dock-panel > .lm-DockPanel-tabBar { display: none; min-height: 0; height: 0; }
.quizkit-reading .lm-DockPanel-widget { border: 0; }

.quizkit-lesson .jp-Notebook {
  --jp-notebook-padding: 0px;
  --jp-cell-padding: 0px;
  --jp-cell-collapser-width: 0px;
  --jp-cell-prompt-width: 0px;
  --jp-content-font-family: var(--quizkit-sans);
  --jp-content-font-size1: 16px;
  --jp-code-font-size: 15px;
  --jp-layout-color0: var(--quizkit-paper);
  background: var(--quizkit-paper);
  color: var(--quizkit-text);
}
.quizkit-lesson .jp-Notebook .jp-WindowedPanel-outer {
  padding: 0;
  background: var(--quizkit-paper);
  container-type: inline-size;
  overflow-x: hidden;
}
.quizkit-lesson .jp-Notebook .jp-WindowedPanel-outer::after { display: none; min-height: 0; } /* it ends at its end */
.quizkit-lesson .jp-WindowedPanel-inner {
  max-width: var(--quizkit-column);
  margin: 0 auto;
  padding: 2.5rem 1.25rem 0;
}
.quizkit-lesson .jp-Notebook .jp-Cell { margin: 0; padding: 0; border: 0; outline: 0; box-shadow: none !important; overflow: visible; content-visibility: visible !important; contain: none !important; } /* a figure may be wider than its cell */
.quizkit-lesson .jp-Cell :is(.jp-InputPrompt, .jp-OutputPrompt, .jp-Collapser, .jp-CellHeader, .jp-CellFooter) { display: none; }
.quizkit-lesson .jp-OutputArea-promptOverlay, .quizkit-lesson .jp-cell-toolbar { display: none; }
.quizkit-lesson .jp-Notebook .jp-Cell-outputWrapper { margin: 0; overflow: visible; }
.quizkit-lesson .jp-OutputArea-child { overflow: visible; }
.quizkit-lesson .jp-OutputArea-output { padding: 0; background: none; }
.quizkit-lesson .jp-Cell .jp-OutputArea-executeResult > .jp-RenderedText { padding: 0; }
.quizkit-lesson .jp-Notebook .jp-Cell.jp-mod-dropTarget { border-top: 2px solid var(--quizkit-accent); }

/* where one is, for who goes from cell to cell by keyboard */
.quizkit-lesson .jp-Notebook.jp-mod-commandMode:has(:focus-visible) .jp-Cell.jp-mod-active::before,
.quizkit-lesson .jp-Notebook.jp-mod-commandMode:focus-visible .jp-Cell.jp-mod-active::before {
  content: '';
  position: absolute;
  inset: 0.4rem auto 0.4rem -0.85rem;
  width: 3px;
  border-radius: 2px;
  background: var(--quizkit-accent);
  opacity: 0.55;
}
.quizkit-lesson .jp-Notebook .jp-Cell { position: relative; }

@media (max-width: 30rem) {
  .quizkit-lesson .jp-WindowedPanel-inner { padding: 1.25rem 1rem 0; }
}

/* Notebook 7, and a site of plain files, draw a sheet of paper around a notebook. */
body[data-notebook] .quizkit-lesson .jp-WindowedPanel-viewport {
  box-shadow: none;
}
`, ""]);
// Exports
/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = (___CSS_LOADER_EXPORT___);


/***/ }),

/***/ 301:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {

module.exports = __webpack_require__.p + "a60c193b55766b68b922.woff2";

/***/ }),

/***/ 314:
/***/ ((module) => {



/*
  MIT License http://www.opensource.org/licenses/mit-license.php
  Author Tobias Koppers @sokra
*/
module.exports = function (cssWithMappingToString) {
  var list = [];

  // return the list of modules as css string
  list.toString = function toString() {
    return this.map(function (item) {
      var content = "";
      var needLayer = typeof item[5] !== "undefined";
      if (item[4]) {
        content += "@supports (".concat(item[4], ") {");
      }
      if (item[2]) {
        content += "@media ".concat(item[2], " {");
      }
      if (needLayer) {
        content += "@layer".concat(item[5].length > 0 ? " ".concat(item[5]) : "", " {");
      }
      content += cssWithMappingToString(item);
      if (needLayer) {
        content += "}";
      }
      if (item[2]) {
        content += "}";
      }
      if (item[4]) {
        content += "}";
      }
      return content;
    }).join("");
  };

  // import a list of modules into the list
  list.i = function i(modules, media, dedupe, supports, layer) {
    if (typeof modules === "string") {
      modules = [[null, modules, undefined]];
    }
    var alreadyImportedModules = {};
    if (dedupe) {
      for (var k = 0; k < this.length; k++) {
        var id = this[k][0];
        if (id != null) {
          alreadyImportedModules[id] = true;
        }
      }
    }
    for (var _k = 0; _k < modules.length; _k++) {
      var item = [].concat(modules[_k]);
      if (dedupe && alreadyImportedModules[item[0]]) {
        continue;
      }
      if (typeof layer !== "undefined") {
        if (typeof item[5] === "undefined") {
          item[5] = layer;
        } else {
          item[1] = "@layer".concat(item[5].length > 0 ? " ".concat(item[5]) : "", " {").concat(item[1], "}");
          item[5] = layer;
        }
      }
      if (media) {
        if (!item[2]) {
          item[2] = media;
        } else {
          item[1] = "@media ".concat(item[2], " {").concat(item[1], "}");
          item[2] = media;
        }
      }
      if (supports) {
        if (!item[4]) {
          item[4] = "".concat(supports);
        } else {
          item[1] = "@supports (".concat(item[4], ") {").concat(item[1], "}");
          item[4] = supports;
        }
      }
      list.push(item);
    }
  };
  return list;
};

/***/ }),

/***/ 400:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (__WEBPACK_DEFAULT_EXPORT__)
/* harmony export */ });
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(601);
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(314);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__);
// Imports


var ___CSS_LOADER_EXPORT___ = _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default()((_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default()));
// Module
___CSS_LOADER_EXPORT___.push([module.id, `/* The questions of a quiz before there is anybody to answer them: in the form that they will have. */
.quizkit-lesson .quizkit-still { padding: 0.5em 0 1em; font: 1rem/1.55 var(--quizkit-sans); }
.quizkit-lesson .quizkit-still > h3 { margin: 0; font: 600 1.3em/1.3 var(--quizkit-sans); text-wrap: balance; }
.quizkit-lesson .quizkit-still > .quizkit-note { margin: 0.35em 0 0; color: var(--quizkit-soft); font-size: 0.93em; }
.quizkit-lesson .quizkit-still > ol { margin: 1.25em 0 0; padding: 0; list-style: none; }
.quizkit-lesson .quizkit-still > ol > li { margin: 0; padding: 1.25em 0; border-block-start: 1px solid var(--quizkit-rule); }
.quizkit-lesson .quizkit-still > ol > li:only-child { border: 0; padding-block-start: 0; }
.quizkit-lesson .quizkit-still ul { display: grid; gap: 0.5em; margin: 0.75em 0 0; padding: 0; list-style: none; }
.quizkit-lesson .quizkit-still ul > li { margin: 0; padding: 0.55em 0.9em; border: 1px solid var(--quizkit-rule); border-radius: 6px; }
.quizkit-lesson .jp-RenderedHTMLCommon:has(> .quizkit-still) { padding: 0; }
.quizkit-lesson .jp-WindowedPanel-outer { overflow-anchor: none; } /* the page itself keeps what is read where it is */
`, ""]);
// Exports
/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = (___CSS_LOADER_EXPORT___);


/***/ }),

/***/ 417:
/***/ ((module) => {



module.exports = function (url, options) {
  if (!options) {
    options = {};
  }
  if (!url) {
    return url;
  }
  url = String(url.__esModule ? url.default : url);

  // If url is already wrapped in quotes, remove them
  if (/^['"].*['"]$/.test(url)) {
    url = url.slice(1, -1);
  }
  if (options.hash) {
    url += options.hash;
  }

  // Should url be wrapped?
  // See https://drafts.csswg.org/css-values-3/#urls
  if (/["'() \t\n]|(%20)/.test(url) || options.needQuotes) {
    return "\"".concat(url.replace(/"/g, '\\"').replace(/\n/g, "\\n"), "\"");
  }
  return url;
};

/***/ }),

/***/ 451:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (__WEBPACK_DEFAULT_EXPORT__)
/* harmony export */ });
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(601);
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(314);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__);
// Imports


var ___CSS_LOADER_EXPORT___ = _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default()((_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default()));
// Module
___CSS_LOADER_EXPORT___.push([module.id, `/* Cells that run by themselves show what they show; those to work in look it. */

.quizkit-lesson .jp-Cell[data-quizkit-cell='auto']:not(.quizkit-open) > .jp-Cell-inputWrapper { display: none; }
.quizkit-lesson .jp-Cell[data-quizkit-cell='auto'] { min-height: 0; }
.quizkit-lesson .quizkit-code {
  position: absolute;
  inset: 0 0 auto auto;
  z-index: 2;
  padding: 0.15rem 0.5rem;
  border: 1px solid transparent;
  border-radius: 4px;
  background: var(--quizkit-paper);
  color: var(--quizkit-soft);
  font: 0.8rem var(--quizkit-sans);
  cursor: pointer;
  opacity: 0;
}
.quizkit-lesson .jp-Cell:is(:hover, :focus-within, .quizkit-open) > .quizkit-code { opacity: 1; border-color: var(--quizkit-rule); }
.quizkit-lesson .jp-Cell[data-quizkit-shows='']:not(.quizkit-open) { height: 0; }
.quizkit-lesson .jp-Cell[data-quizkit-shows='']:not(.quizkit-open):has(.jp-OutputArea-child) { height: auto; }
@media (hover: none) {
  .quizkit-lesson .jp-Cell:not([data-quizkit-shows='']) > .quizkit-code { opacity: 1; }
}

/* until the kernel is there: what was shown before, or else a placeholder */
.quizkit-lesson .quizkit-turning > .jp-Cell-outputWrapper:not(.quizkit-was) { position: absolute; inset-block-start: 0; visibility: hidden; }
.quizkit-lesson .quizkit-waiting:not(.quizkit-stays):is([data-quizkit-shows='quiz'], [data-quizkit-shows='figure'])::after {
  content: '';
  display: block;
  height: 18rem;
  margin: 0.5rem 0 1.5rem;
  border-radius: 6px;
  background: var(--quizkit-tint);
}
.quizkit-lesson .quizkit-waiting:not(.quizkit-stays)[data-quizkit-shows='quiz']::after {
  height: 22rem;
  background:
    linear-gradient(var(--quizkit-tint) 0 0) 0 0 / 55% 1.6rem,
    linear-gradient(var(--quizkit-tint) 0 0) 0 3rem / 100% 4px,
    linear-gradient(var(--quizkit-tint) 0 0) 0 5.5rem / 85% 1.3rem,
    linear-gradient(var(--quizkit-tint) 0 0) 0 8.5rem / 45% 1.1rem,
    linear-gradient(var(--quizkit-tint) 0 0) 0 11rem / 38% 1.1rem,
    linear-gradient(var(--quizkit-tint) 0 0) 0 13.5rem / 52% 1.1rem,
    linear-gradient(var(--quizkit-tint) 0 0) 0 17rem / 7rem 2.3rem;
  background-repeat: no-repeat;
}
@media (prefers-reduced-motion: no-preference) {
  .quizkit-lesson .quizkit-waiting::after { animation: quizkit-breathe 2.4s ease-in-out infinite; }
  @keyframes quizkit-breathe { 50% { opacity: 0.55; } }
}

/* a place to work in */
.quizkit-lesson .jp-Cell[data-quizkit-cell='work'] { margin: 0.5rem 0 1.25rem; }
.quizkit-lesson .jp-Cell[data-quizkit-cell='work'] > .jp-Cell-inputWrapper {
  border: 1.5px solid var(--quizkit-edge);
  border-radius: 6px;
  overflow: hidden;
  background: var(--jp-cell-editor-background);
}
.quizkit-lesson .jp-Cell[data-quizkit-cell='work'] > .jp-Cell-inputWrapper:focus-within { border-color: var(--quizkit-accent); box-shadow: 0 0 0 1px var(--quizkit-accent); }
.quizkit-lesson .jp-Cell[data-quizkit-cell='work'] .jp-Cell-inputWrapper { flex-direction: column; }
.quizkit-lesson .jp-Notebook .jp-Cell .jp-InputArea-editor { border: 0; box-shadow: none; background: transparent; padding: 0.35rem 0.4rem; }
/* a line of code that is longer than the field goes on below; so the editor itself wraps lines */
.quizkit-lesson .jp-Cell .cm-content { flex-shrink: 1; white-space: break-spaces; overflow-wrap: anywhere; }
.quizkit-lesson .quizkit-run-bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.35rem 0.9rem; padding: 0.4rem 0.6rem 0.5rem; border-top: 1px solid var(--quizkit-rule); }
.quizkit-lesson .quizkit-run {
  min-height: 2.1rem;
  padding: 0.2rem 0.95rem 0.2rem 0.8rem;
  border: 1px solid var(--quizkit-accent);
  border-radius: 5px;
  background: transparent;
  color: var(--quizkit-accent);
  font: 700 0.95rem var(--quizkit-sans);
  cursor: pointer;
}
.quizkit-lesson .quizkit-run::before { content: '▶' / ''; margin-inline-end: 0.5em; font-size: 0.8em; }
.quizkit-lesson .quizkit-run:hover { background: var(--quizkit-accent-tint); }
.quizkit-lesson :is(.quizkit-hint, .quizkit-keys) { color: var(--quizkit-soft); font: 0.9rem/1.4 var(--quizkit-sans); }
@media (hover: none) {
  .quizkit-lesson .quizkit-keys { display: none; } /* a finger has no keys */
}
.quizkit-lesson .jp-Cell[data-quizkit-cell='work'] > .jp-Cell-outputWrapper:has(.jp-OutputArea-child) { padding-top: 0.75rem; }
.quizkit-lesson :is(.quizkit-run, .quizkit-code, .quizkit-tools, .quizkit-strip a, .quizkit-card a):focus-visible { outline: 2px solid var(--quizkit-accent); outline-offset: 2px; opacity: 1; }
`, ""]);
// Exports
/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = (___CSS_LOADER_EXPORT___);


/***/ }),

/***/ 467:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (__WEBPACK_DEFAULT_EXPORT__)
/* harmony export */ });
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(601);
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(314);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__);
// Imports


var ___CSS_LOADER_EXPORT___ = _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default()((_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default()));
// Module
___CSS_LOADER_EXPORT___.push([module.id, `@media print {
  /* the whole lesson, and not what the window shows of it */
  body.quizkit-reading, body.quizkit-reading :has(.quizkit-lesson), .quizkit-reading .quizkit-lesson,
  .quizkit-reading .quizkit-lesson :has(.jp-Cell) {
    display: block !important;
    position: static !important;
    contain: none !important;
    container-type: normal !important;
    width: auto !important;
    height: auto !important;
    min-height: 0 !important;
    max-height: none !important;
    overflow: visible !important;
  }
  .quizkit-reading .quizkit-lesson.lm-mod-hidden, body.quizkit-reading :has(.quizkit-lesson) > :not(:has(.quizkit-lesson), .quizkit-lesson) { display: none !important; }
  .quizkit-lesson .jp-Notebook .jp-WindowedPanel-outer { background: none; }
  .quizkit-strip, .quizkit-consent, .quizkit-card, .quizkit-lesson .quizkit-tool { display: none !important; }
  .quizkit-lesson .jp-WindowedPanel-inner { max-width: none; padding: 0; }
  .quizkit-lesson .jp-RenderedMarkdown.jp-RenderedHTMLCommon { font-size: 11pt; line-height: 1.45; }
  .quizkit-lesson .jp-RenderedMarkdown :is(h1, h2, h3) { break-after: avoid; }
  .quizkit-lesson [data-quizkit-shows='figure'] { --quizkit-wide: 100%; break-inside: avoid; }
}
`, ""]);
// Exports
/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = (___CSS_LOADER_EXPORT___);


/***/ }),

/***/ 477:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (__WEBPACK_DEFAULT_EXPORT__)
/* harmony export */ });
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(601);
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(314);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__);
// Imports


var ___CSS_LOADER_EXPORT___ = _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default()((_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default()));
// Module
___CSS_LOADER_EXPORT___.push([module.id, `/* Where one is in the course, what comes next, and the way back to JupyterLab's tools. */

.quizkit-strip {
  display: flex;
  align-items: center;
  gap: 0.5rem;
  min-height: 2.6rem;
  padding: 0 0.75rem;
  border-bottom: 1px solid var(--quizkit-rule);
  background: var(--quizkit-paper);
  color: var(--quizkit-soft);
  font: 0.85rem/1.2 var(--quizkit-sans);
}
.quizkit-strip nav { flex: 1; min-width: 0; overflow-x: auto; scrollbar-width: none; }
.quizkit-strip ol { display: flex; gap: 0.15rem; width: max-content; margin: 0 auto; padding: 3px; list-style: none; }
.quizkit-strip a { display: flex; align-items: center; gap: 0.4rem; padding: 0.35rem 0.55rem; border-radius: 5px; color: inherit; text-decoration: none; white-space: nowrap; }
.quizkit-strip a:hover { background: var(--quizkit-tint); color: var(--quizkit-text); }
.quizkit-strip b { font-weight: 400; font-variant-numeric: tabular-nums; }
.quizkit-strip li:first-child span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.quizkit-strip li { position: relative; }
.quizkit-strip [aria-current] { background: var(--quizkit-accent-tint); color: var(--quizkit-accent); font-weight: 700; }
.quizkit-strip [aria-current] b { font-weight: 700; }
.quizkit-tools {
  flex: none;
  padding: 0.35rem 0.7rem;
  border: 1px solid var(--quizkit-rule);
  border-radius: 5px;
  background: none;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
.quizkit-tools:hover, .quizkit-tools[aria-pressed='true'] { background: var(--quizkit-tint); color: var(--quizkit-text); }
@media (max-width: 60rem) {
  .quizkit-strip a:not([aria-current]) span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .quizkit-strip a { min-width: 1.9rem; justify-content: center; }
}

.quizkit-consent { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: 0.5rem 1rem; min-height: 3.2rem; padding: 0 1rem; border-bottom: 1px solid var(--quizkit-rule); background: var(--quizkit-accent-tint); color: var(--quizkit-text); font: 0.95rem/1.4 var(--quizkit-sans); }

@media (max-width: 44rem) { .quizkit-consent { min-height: 6.5rem; align-content: center; text-align: center; } }

.quizkit-card { box-sizing: content-box; max-width: var(--quizkit-column); margin: 2.5rem auto 4rem; padding: 0 1.25rem; font-family: var(--quizkit-sans); }
.quizkit-card a { display: grid; grid-template-columns: 1fr auto; gap: 0.2rem 1rem; padding: 1.25rem 1.5rem; border: 1.5px solid var(--quizkit-accent); border-radius: 8px; color: var(--quizkit-text); text-decoration: none; }
.quizkit-card a:hover { background: var(--quizkit-accent-tint); }
.quizkit-card a::after { content: '→' / ''; grid-area: 1 / 2 / span 3; align-self: center; color: var(--quizkit-accent); font-size: 1.75rem; }
.quizkit-card small { color: var(--quizkit-soft); font-size: 0.9rem; }
.quizkit-card strong { font: 700 1.4rem/1.3 var(--quizkit-serif); color: var(--quizkit-accent); }
.quizkit-card span { font-size: 0.95rem; }
`, ""]);
// Exports
/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = (___CSS_LOADER_EXPORT___);


/***/ }),

/***/ 478:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {

module.exports = __webpack_require__.p + "1e98bfbbb4eb8177b9c2.woff2";

/***/ }),

/***/ 540:
/***/ ((module) => {



/* istanbul ignore next  */
function insertStyleElement(options) {
  var element = document.createElement("style");
  options.setAttributes(element, options.attributes);
  options.insert(element, options.options);
  return element;
}
module.exports = insertStyleElement;

/***/ }),

/***/ 601:
/***/ ((module) => {



module.exports = function (i) {
  return i[1];
};

/***/ }),

/***/ 646:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (__WEBPACK_DEFAULT_EXPORT__)
/* harmony export */ });
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(601);
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(314);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _node_modules_css_loader_dist_cjs_js_fonts_css__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(248);
/* harmony import */ var _node_modules_css_loader_dist_cjs_js_page_css__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(293);
/* harmony import */ var _node_modules_css_loader_dist_cjs_js_text_css__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(693);
/* harmony import */ var _node_modules_css_loader_dist_cjs_js_work_css__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(451);
/* harmony import */ var _node_modules_css_loader_dist_cjs_js_still_css__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(400);
/* harmony import */ var _node_modules_css_loader_dist_cjs_js_forms_css__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(279);
/* harmony import */ var _node_modules_css_loader_dist_cjs_js_frame_css__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(477);
/* harmony import */ var _node_modules_css_loader_dist_cjs_js_print_css__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(467);
// Imports










var ___CSS_LOADER_EXPORT___ = _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default()((_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default()));
___CSS_LOADER_EXPORT___.i(_node_modules_css_loader_dist_cjs_js_fonts_css__WEBPACK_IMPORTED_MODULE_2__/* ["default"] */ .A);
___CSS_LOADER_EXPORT___.i(_node_modules_css_loader_dist_cjs_js_page_css__WEBPACK_IMPORTED_MODULE_3__/* ["default"] */ .A);
___CSS_LOADER_EXPORT___.i(_node_modules_css_loader_dist_cjs_js_text_css__WEBPACK_IMPORTED_MODULE_4__/* ["default"] */ .A);
___CSS_LOADER_EXPORT___.i(_node_modules_css_loader_dist_cjs_js_work_css__WEBPACK_IMPORTED_MODULE_5__/* ["default"] */ .A);
___CSS_LOADER_EXPORT___.i(_node_modules_css_loader_dist_cjs_js_still_css__WEBPACK_IMPORTED_MODULE_6__/* ["default"] */ .A);
___CSS_LOADER_EXPORT___.i(_node_modules_css_loader_dist_cjs_js_forms_css__WEBPACK_IMPORTED_MODULE_7__/* ["default"] */ .A);
___CSS_LOADER_EXPORT___.i(_node_modules_css_loader_dist_cjs_js_frame_css__WEBPACK_IMPORTED_MODULE_8__/* ["default"] */ .A);
___CSS_LOADER_EXPORT___.i(_node_modules_css_loader_dist_cjs_js_print_css__WEBPACK_IMPORTED_MODULE_9__/* ["default"] */ .A);
// Module
___CSS_LOADER_EXPORT___.push([module.id, `
`, ""]);
// Exports
/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = (___CSS_LOADER_EXPORT___);


/***/ }),

/***/ 659:
/***/ ((module) => {



var memo = {};

/* istanbul ignore next  */
function getTarget(target) {
  if (typeof memo[target] === "undefined") {
    var styleTarget = document.querySelector(target);

    // Special case to return head of iframe instead of iframe itself
    if (window.HTMLIFrameElement && styleTarget instanceof window.HTMLIFrameElement) {
      try {
        // This will throw an exception if access to iframe is blocked
        // due to cross-origin restrictions
        styleTarget = styleTarget.contentDocument.head;
      } catch (e) {
        // istanbul ignore next
        styleTarget = null;
      }
    }
    memo[target] = styleTarget;
  }
  return memo[target];
}

/* istanbul ignore next  */
function insertBySelector(insert, style) {
  var target = getTarget(insert);
  if (!target) {
    throw new Error("Couldn't find a style target. This probably means that the value for the 'insert' parameter is invalid.");
  }
  target.appendChild(style);
}
module.exports = insertBySelector;

/***/ }),

/***/ 690:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {

module.exports = __webpack_require__.p + "1f2985e0fc368aac76f9.woff2";

/***/ }),

/***/ 693:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (__WEBPACK_DEFAULT_EXPORT__)
/* harmony export */ });
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(601);
/* harmony import */ var _node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(314);
/* harmony import */ var _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(_node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1__);
// Imports


var ___CSS_LOADER_EXPORT___ = _node_modules_css_loader_dist_runtime_api_js__WEBPACK_IMPORTED_MODULE_1___default()((_node_modules_css_loader_dist_runtime_noSourceMaps_js__WEBPACK_IMPORTED_MODULE_0___default()));
// Module
___CSS_LOADER_EXPORT___.push([module.id, `/* The text: 18 px on a scale of a fifth, some 70 letters a line. */

.quizkit-lesson .jp-Notebook .jp-MarkdownCell .jp-MarkdownOutput { border: 0; }
.quizkit-lesson .jp-RenderedMarkdown.jp-RenderedHTMLCommon {
  padding: 0;
  color: var(--quizkit-text);
  font-family: var(--quizkit-serif);
  font-size: 1.125rem;
  line-height: 1.62;
  hanging-punctuation: first;
  hyphens: manual;
  text-wrap: pretty;
  overflow-wrap: break-word;
}
.quizkit-lesson .jp-RenderedMarkdown :is(p, ul, ol, blockquote, pre, details, table) { margin: 0 0 1.1em; }
.quizkit-lesson .jp-RenderedMarkdown li { margin: 0 0 0.35em; }
.quizkit-lesson .jp-RenderedMarkdown :is(ul, ol) { padding-inline-start: 1.5em; }
.quizkit-lesson .jp-RenderedMarkdown li::marker { color: var(--quizkit-accent); }
.quizkit-lesson .jp-RenderedMarkdown :is(h1, h2, h3, h4) {
  margin: 0;
  color: inherit;
  font-family: var(--quizkit-serif);
  font-weight: 700;
  line-height: 1.22;
  text-wrap: balance;
}
.quizkit-lesson .jp-RenderedMarkdown h1 { font-size: clamp(1.8rem, 1.2rem + 2.6vw, 2.6rem); letter-spacing: -0.012em; margin-bottom: 0.5em; }
.quizkit-lesson .jp-RenderedMarkdown h2 { font-size: 1.55rem; letter-spacing: -0.006em; margin: 1.6em 0 0.6em; }
.quizkit-lesson .jp-RenderedMarkdown h3 { font-size: 1.25rem; margin: 1.4em 0 0.5em; }
.quizkit-lesson .jp-RenderedMarkdown > :last-child { margin-bottom: 1.1em; }
.quizkit-lesson .jp-RenderedMarkdown a { color: var(--quizkit-accent); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 0.16em; }
.quizkit-lesson .jp-InternalAnchorLink { display: none; }
.quizkit-lesson .jp-RenderedMarkdown :is(code, pre, kbd) { font-family: var(--jp-code-font-family); font-size: 0.83em; color: inherit; }
.quizkit-lesson .jp-RenderedMarkdown :not(pre) > code { padding: 0.1em 0.3em; border-radius: 3px; background: var(--quizkit-tint); overflow-wrap: anywhere; }
.quizkit-lesson .jp-RenderedMarkdown pre { padding: 0.8em 1em; border-radius: 5px; background: var(--quizkit-tint); overflow-x: auto; }
.quizkit-lesson .jp-RenderedMarkdown kbd { padding: 0.1em 0.4em; border: 1px solid var(--quizkit-edge); border-bottom-width: 2px; border-radius: 4px; background: none; box-shadow: none; }
.quizkit-lesson .jp-RenderedMarkdown blockquote { padding: 0 0 0 1.1em; border-inline-start: 3px solid var(--quizkit-rule); color: inherit; }
.quizkit-lesson .jp-RenderedMarkdown summary { width: fit-content; color: var(--quizkit-accent); font-family: var(--quizkit-sans); font-size: 1rem; cursor: pointer; }
.quizkit-lesson .jp-RenderedMarkdown details[open] > summary { margin-bottom: 0.6em; }

/* tables, of the text and of pandas: lines between rows, and no more */
.quizkit-lesson .jp-RenderedHTMLCommon table:not(.quizkit-table) {
  display: block;
  width: fit-content;
  max-width: 100%;
  overflow-x: auto;
  border: 0;
  border-collapse: collapse;
  color: var(--quizkit-text);
  font-family: var(--quizkit-sans);
  font-size: 0.95rem;
  line-height: 1.5;
  font-variant-numeric: lining-nums tabular-nums;
}
.quizkit-lesson .jp-RenderedHTMLCommon table:not(.quizkit-table) :is(th, td) {
  max-width: none;
  padding: 0.5em 1.2em 0.5em 0;
  border: 0;
  border-bottom: 1px solid var(--quizkit-rule);
  text-align: start;
  vertical-align: top;
  white-space: normal;
  background: none;
}
.quizkit-lesson .jp-RenderedHTMLCommon table:not(.quizkit-table) thead th { border-bottom: 1.5px solid var(--quizkit-edge); vertical-align: bottom; font-weight: 700; }
.quizkit-lesson .jp-RenderedHTMLCommon table:not(.quizkit-table) tr { background: none; }
@media (max-width: 30rem) {
  .quizkit-lesson .jp-RenderedHTMLCommon table.dataframe:not(.quizkit-table) :is(th, td) { padding-inline-end: 0.7em; }
}
.quizkit-lesson .jp-RenderedHTML table.dataframe { margin: 0.5rem 0 1rem; }
.quizkit-lesson table.dataframe tbody th { color: var(--quizkit-soft); font-weight: 400; }

/* figures and quizzes: to the column */
.quizkit-lesson .jp-OutputArea-output .quizkit-figure { margin: 1rem 0 1.75rem; max-width: none; }
/* a drawing may be somewhat wider than the text, where there is room */
.quizkit-lesson [data-quizkit-shows='figure'] { --quizkit-wide: min(50rem, 100cqi - 2.5rem); }
.quizkit-lesson .jp-Notebook [data-quizkit-shows='figure'] > .jp-Cell-outputWrapper { width: max(100%, var(--quizkit-wide)); margin-inline: min(0px, (100% - var(--quizkit-wide)) / 2); }
.quizkit-lesson .qk { max-width: none; padding: 0; font-size: 1rem; }
.quizkit-lesson .jp-RenderedHTMLCommon:has(> .quizkit-figure) { padding: 0; }
`, ""]);
// Exports
/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = (___CSS_LOADER_EXPORT___);


/***/ }),

/***/ 825:
/***/ ((module) => {



/* istanbul ignore next  */
function apply(styleElement, options, obj) {
  var css = "";
  if (obj.supports) {
    css += "@supports (".concat(obj.supports, ") {");
  }
  if (obj.media) {
    css += "@media ".concat(obj.media, " {");
  }
  var needLayer = typeof obj.layer !== "undefined";
  if (needLayer) {
    css += "@layer".concat(obj.layer.length > 0 ? " ".concat(obj.layer) : "", " {");
  }
  css += obj.css;
  if (needLayer) {
    css += "}";
  }
  if (obj.media) {
    css += "}";
  }
  if (obj.supports) {
    css += "}";
  }
  var sourceMap = obj.sourceMap;
  if (sourceMap && typeof btoa !== "undefined") {
    css += "\n/*# sourceMappingURL=data:application/json;base64,".concat(btoa(unescape(encodeURIComponent(JSON.stringify(sourceMap)))), " */");
  }

  // For old IE
  /* istanbul ignore if  */
  options.styleTagTransform(css, styleElement, options.options);
}
function removeStyleElement(styleElement) {
  // istanbul ignore if
  if (styleElement.parentNode === null) {
    return false;
  }
  styleElement.parentNode.removeChild(styleElement);
}

/* istanbul ignore next  */
function domAPI(options) {
  if (typeof document === "undefined") {
    return {
      update: function update() {},
      remove: function remove() {}
    };
  }
  var styleElement = options.insertStyleElement(options);
  return {
    update: function update(obj) {
      apply(styleElement, options, obj);
    },
    remove: function remove() {
      removeStyleElement(styleElement);
    }
  };
}
module.exports = domAPI;

/***/ }),

/***/ 874:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {

module.exports = __webpack_require__.p + "24f4ddf7c7e94d6dd3ed.woff2";

/***/ })

}]);