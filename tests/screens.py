"""What is looked at on every screen, at both widths; each fault is a sentence."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser import NARROW, WIDE, complaints
from tests.english import english_words

# Everything that a person can read or be told, also what is folded away or drawn by CSS.
WORDS = """(page) => {
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    const found = [page.title];
    const isMark = (node) => node?.nodeName === "MARK";
    while (walker.nextNode()) {
        const text = walker.currentNode, parent = text.parentElement;
        if (parent.closest("script, style, noscript")) continue;
        // A part of a word that is marked as found belongs to the word.
        if (isMark(parent) || isMark(text.previousSibling)) found.push(found.pop() + text.data);
        else found.push(text.data);
    }
    const named = ["title", "placeholder", "aria-label", "aria-description", "alt", "label",
                   "data-label", "data-date-picker"];
    for (const element of page.querySelectorAll("*")) {
        for (const name of named) found.push(element.getAttribute(name) ?? "");
        if (element.matches("input[type=submit], input[type=button]")) found.push(element.value);
    }
    return found.map((text) => text.trim()).filter(Boolean).join("\\n");
}"""
SHOWN = f"() => ({WORDS})(document)"
# A page that was measured for somebody else: what it says to this person, without drawing it.
READ = f"""async (path) => {{
    const answer = await fetch(path);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const links = [...page.querySelectorAll("a")].map((a) => a.getAttribute("href"));
    return {{status: answer.status, words: ({WORDS})(page), links}};
}}"""
LAYOUT = """() => {
    const said = [], root = document.documentElement;
    if (root.scrollWidth > root.clientWidth)
        said.push(`wider than the window: ${root.scrollWidth} > ${root.clientWidth}`);
    const headings = document.querySelectorAll("h1").length;
    if (headings !== 1) said.push(`${headings} h1`);
    if (root.lang !== "vi") said.push(`lang=${root.lang}`);
    if (!document.title.trim()) said.push("no title");
    if (document.querySelector("[style], style")) said.push("inline style");
    for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
        if (field.getAttribute("aria-hidden") !== "true" && !field.labels?.length
            && !field.ariaLabel && !field.getAttribute("aria-labelledby"))
            said.push(`no label: ${field.outerHTML}`);
    }
    return said;
}"""
# Colours are the same at both widths, and heads of tables are seen on the wide one only: there
# their contrast is measured, which is two thirds of the work.
AXE = """async ({wide}) => {
    const rules = wide ? {} : {"color-contrast": {enabled: false}};
    const options = {resultTypes: ["violations"], preload: false, selectors: false, rules};
    const results = await axe.run(document, options);
    return results.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`);
}"""
FOCUS = """() => {
    const at = document.activeElement, look = getComputedStyle(at);
    const ring = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
    const place = at.getBoundingClientRect();
    return at !== document.body && at.matches(":focus-visible")
        && (ring || look.boxShadow !== "none") && place.width > 1 && place.bottom > 0;
}"""


def faults_of(page):
    """Looks at the page as it stands, narrow and wide, and leaves it wide."""
    page.evaluate(Axe().axe_script)
    faults = told_faults(page)
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        said = page.evaluate(LAYOUT) + page.evaluate(AXE, {"wide": size == WIDE})
        faults += [f"at {size['width']}: {fault[:300]}" for fault in said]
    page.keyboard.press("Tab")
    if not page.evaluate(FOCUS):
        faults.append("the first Tab shows no focus")
    return faults


def told_faults(page):
    """English, and what the browser complains of."""
    return english_in(page.evaluate(SHOWN)) + [f"console: {said}" for said in complaints(page)]


def english_in(words):
    return [f"English: {word}" for word in dict.fromkeys(english_words(words))]
