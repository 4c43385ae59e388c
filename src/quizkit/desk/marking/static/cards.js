/** The answers below each other, a card each. */

import { h, points, t } from "./dom.js";

/** Make the card of an answer; `choose` is called when somebody turns to it. */
export function card(answer, question, choose) {
  const opener = h("button", { class: "opener", type: "button", onclick: () => choose(answer, true) });
  const article = h(
    "article",
    { class: "answer", "aria-label": t("answer", { n: answer.place }) },
    h("header", {}, h("h3", {}, opener), question.flagged ? null : words(answer, question),
      h("span", { class: "standing" })),
    body(answer, question),
    h("p", { class: "given", hidden: true }),
    paper(question),
  );
  article.addEventListener("click", (event) => {
    if (!event.target.closest("a, button") && !String(getSelection())) choose(answer, false);
  });
  answer.card = article;
  refresh(answer, question);
  return article;
}

/** Show in a card what it is now. */
export function refresh(answer, question) {
  const { card: element, mark } = answer;
  const name = answer.name ? `${answer.place}. ${answer.name}` : t("answer", { n: answer.place });
  element.querySelector(".opener").textContent = name;
  const score = mark.score ?? answer.auto;
  const standing = element.querySelector(".standing");
  const given = score === null ? "" : t("of", { n: points(score), most: points(question.points) });
  const again = mark.waits ? t(score === null ? "waits" : looked(answer, question)) : "";
  standing.textContent = [given, again].filter(Boolean).join(" · ");
  if (answer.extra) standing.textContent += ` · ${t("extra", { n: points(answer.extra) })}`;
  element.classList.toggle("waits", mark.waits);
  const said = element.querySelector(".given");
  said.textContent = mark.comment ?? "";
  said.hidden = !mark.comment;
}

/** Tell whether an answer that was graded again is the one that was marked. */
function looked({ same }, { flagged }) {
  if (flagged) return "flagged";
  if (same === null) return "look_again";
  return same ? "same_again" : "changed_again";
}

/** Say why an answer's number of words matters; empty where it doesn't. */
function length(answer, question) {
  if (answer.missing || question.fewer === null) return "";
  if (answer.words < question.fewer) return t("fewer", { n: question.fewer });
  return answer.words > question.more ? t("more", { n: question.more }) : "";
}

function words(answer, question) {
  const off = length(answer, question);
  const count = t("words", { n: answer.words });
  return h("span", { class: off ? "words off" : "words" }, off ? `${count}, ${off}` : count);
}

function body(answer, question) {
  if (answer.missing) return h("p", { class: "none" }, t(`no_${answer.missing}`));
  if (!answer.html.trim()) return h("p", { class: "none" }, t(question.flagged ? "no_note" : "empty"));
  return h("div", { class: "text", lang: question.language, dir: "auto", html: answer.html });
}

/** What somebody who marks on paper fills in. */
function paper(question) {
  const boxes = question.scheme.map(({ name, points: worth }) =>
    h(
      "span",
      {},
      "▢".repeat(Math.ceil(Math.abs(worth))),
      worth < 0 ? ` ${points(worth)} ` : " ",
      name,
    ),
  );
  const score = h("span", { class: "line" }, `${t("score")} ____ / ${points(question.points)}`);
  return h("p", { class: "on-paper", "aria-hidden": "true" }, ...boxes, score);
}
