"""From a click on Check to the feedback on screen."""

from __future__ import annotations

from statistics import quantiles

from benchmarks.browsing import FOLDER, settle
from benchmarks.report import Report
from benchmarks.screens import shown, subjects
from browser.lab import Lab

QUESTIONS = 20
CYCLES = 6  # times 20 questions: 120 clicks

# Times from the click, as the browser stamps it, to the frame after the one with the feedback.
WATCH = """
(number) => {
  const question = document.querySelectorAll(".qk-question")[number];
  const result = question.querySelector(".qk-result");
  window.benchFelt = new Promise((resolve) => {
    let start = 0;
    const click = (event) => { start = event.timeStamp; };
    question.addEventListener("click", click, {capture: true});
    const watch = new MutationObserver(() => {
      if (!start || !result.matches(".qk-is-wrong") || !result.textContent.trim()) return;
      watch.disconnect();
      question.removeEventListener("click", click, {capture: true});
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    });
    watch.observe(result, {attributes: true, childList: true, subtree: true});
  });
}
"""


def measure(report: Report, lab: Lab) -> None:
    """Add the median and the 95th percentile of 120 clicks."""
    quiz = subjects(lab.root)[0]
    page = lab.open(lab.write("clicks", [quiz.first, quiz.show], folder=FOLDER))
    page.run_cell(0)
    shown(page, quiz)
    spent = []
    for cycle in range(CYCLES):
        for number in range(QUESTIONS):
            question = page.page.locator(".qk-question").nth(number)
            wrong = question.get_by_role("radio", name=f"(option {number}.{1 + cycle % 3})")
            wrong.check()
            settle_briefly = question.locator(".qk-status[data-is=saved]")
            settle_briefly.wait_for()
            page.page.evaluate(WATCH, number)
            question.locator(".qk-primary").click()
            spent.append(page.page.evaluate("window.benchFelt"))
    settle(page)
    lab.close()
    lab.pages.clear()
    report.add(f"click on Check to feedback, {len(spent)} clicks: median", "ms", spent)
    report.add("95th percentile", "ms", [quantiles(spent, n=20)[-1]], limit=100)
    report.add("slowest", "ms", [max(spent)])
