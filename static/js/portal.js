// What HTML alone does not do. Every page works without this file.

// An error summary takes the focus, so that it is read first.
document.querySelector(".error-summary")?.focus();

// A link in the error summary leads into the field, not only to it.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.matches("input, select, textarea") ? field : field.querySelector("input, select"))?.focus();
  field.scrollIntoView({ block: "center" });
});

// Menus close with Escape and with a click elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.menu[open]");
  closeMenus();
  menu?.querySelector("summary").focus();
});

// Long sections begin folded on a telephone, but for the one the address names; paper shows all.
const folds = [...document.querySelectorAll("details.fold")];
if (matchMedia("(max-width: 767.98px)").matches) {
  const named = document.getElementById(location.hash.slice(1));
  for (const fold of folds) fold.open = fold.contains(named);
}
addEventListener("beforeprint", () => {
  for (const fold of folds) {
    fold.dataset.wasOpen = fold.open;
    fold.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const fold of folds) fold.open = fold.dataset.wasOpen === "true";
});

// A form is sent once, however often its button is pressed; a download leaves the page in place.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
});

// Beside a typed date stands the browser's own calendar.
for (const group of document.querySelectorAll("[data-date-picker]")) {
  const typed = group.querySelector("input");
  const calendar = document.createElement("input");
  calendar.type = "date";
  calendar.className = "calendar";
  calendar.tabIndex = -1;
  calendar.setAttribute("aria-hidden", "true");
  calendar.addEventListener("change", () => {
    typed.value = calendar.value.split("-").reverse().join("/");
    typed.dispatchEvent(new Event("input", { bubbles: true }));
    typed.focus();
  });
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-secondary";
  button.textContent = group.dataset.datePicker;
  button.setAttribute("aria-label", `${group.dataset.datePicker}: ${typed.labels[0]?.innerText ?? ""}`);
  button.addEventListener("click", () => {
    const parts = typed.value.trim().match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/);
    calendar.value = parts ? `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}` : "";
    calendar.showPicker();
  });
  group.append(button, calendar);
}

// The browser's own file chooser speaks the language of the browser: over ours it lies unseen, so
// that clicking, dropping and the keyboard stay the browser's.
for (const chooser of document.querySelectorAll(".file-chooser")) {
  const input = chooser.querySelector("input");
  const button = document.createElement("span");
  button.className = "btn btn-secondary";
  button.textContent = chooser.dataset.choose;
  button.setAttribute("aria-hidden", "true");
  const names = document.createElement("span");
  names.className = "file-names";
  names.setAttribute("aria-live", "polite");
  const tell = () => {
    const chosen = [...input.files].map((file) => file.name);
    names.textContent = chosen.join(", ") || chooser.dataset.none;
  };
  input.addEventListener("change", tell);
  input.form?.addEventListener("reset", () => setTimeout(tell));
  tell();
  chooser.append(button, names);
  chooser.classList.add("file-chooser-ready");
}

// While a section is open and somebody works on it, the portal is told every minute, so that
// colleagues see who is writing it; what it answers is shown above the form.
const editing = document.querySelector("[data-editing]");
if (editing) {
  const IDLE_AFTER = 15 * 60_000;
  const page = Math.random().toString(36).slice(2);
  const told = document.querySelector("[data-colleague]");
  let touched = Date.now();
  const sign = () => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", editing.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append("page", page);
    return body;
  };
  const take = async () => {
    if (Date.now() - touched > IDLE_AFTER) return;
    const answer = await fetch(editing.dataset.editing, { method: "POST", body: sign() }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const { colleague } = await answer.json();
    told.textContent = colleague;
    told.hidden = !colleague;
  };
  editing.addEventListener("input", () => (touched = Date.now()));
  setInterval(take, 60_000);
  addEventListener("pagehide", () => navigator.sendBeacon(editing.dataset.leaving, sign()));
  take();
}

// Last year's words are taken over at the end of what is being written, never instead of it.
for (const button of document.querySelectorAll("[data-take-over]")) {
  const field = document.getElementById(button.dataset.into);
  button.hidden = false;
  button.addEventListener("click", () => {
    const words = document.getElementById(button.dataset.takeOver).content.textContent;
    field.value = [field.value.trimEnd(), words].filter(Boolean).join("\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}
